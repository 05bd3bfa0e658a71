import Networks
import TensorCore
import Testing

@Suite struct `The memory of an update` {
  /// All that a program takes, over parameters, moments and what is alive at once.
  private func excess(_ program: Program) -> Double {
    let statistics = program.statistics
    let taken = statistics.arenaBytes + statistics.scratchBytes + statistics.parameterBytes
    return Double(taken) / Double(statistics.liveBytes + statistics.parameterBytes)
  }

  @Test func `of a deep Q-network is little more than what lives`() throws {
    let update = try UpdateProgram(seed: 1, widths: [256, 256], batch: 64)
    // Both networks of 67,586 weights, two moments each of one, and the step and its size.
    #expect(update.program.statistics.parameterBytes == 4 * (4 * 67_586 + 3))
    #expect(excess(update.program) <= 1.5)
  }

  @Test func `of an actor-critic is little more than what lives`() throws {
    #expect(excess(try actorCritic()) <= 1.5)
  }

  /// Two critics and an actor of 2×256 that learn from 256 transitions.
  private func actorCritic() throws -> Program {
    var random = TestGenerator(state: 1)
    func network(_ name: String, _ inputs: Int, _ outputs: Int) -> MultilayerPerceptron {
      MultilayerPerceptron(
        inputs: inputs, hidden: [256, 256], outputs: outputs, activation: .relu, name: name,
        using: &random)
    }
    let (actor, batch) = (network("actor", 3, 2), 256)
    let critics = (0..<2).map { network("critic \($0)", 4, 1) }
    let targets = (0..<2).map { network("target \($0)", 4, 1) }
    return try Program("update") { trace in
      func policy(_ name: String) -> (observed: Tensor, acted: Tensor, logProbability: Tensor) {
        let observed = trace.input(name, shape: [batch, 3])
        let output = actor(observed).split(into: 2, axis: 1)
        let noise = trace.input("\(name) noise", shape: [batch, 1])
        let acted = (output[0] + output[1].clamped(to: -5...2).exp() * noise).tanh()
        let density = -0.5 * noise.squared() - output[1] - (1 - acted.squared() + 1e-6).log()
        return (observed, acted, density)
      }
      func least(_ networks: [MultilayerPerceptron], _ x: Tensor) -> Tensor {
        networks[0](x).minimum(networks[1](x))
      }
      let (next, now) = (policy("next"), policy("now"))
      let future = least(targets, next.observed.concatenated(next.acted, along: 1))
      let goal = trace.input("rewards", shape: [batch, 1]) + 0.99 * future - next.logProbability
      let taken = now.observed.concatenated(trace.input("actions", shape: [batch, 1]), along: 1)
      let errors = critics.map { ($0(taken) - goal.detached).squared().mean() }
      trace.minimize(
        errors[0] + errors[1], over: critics.flatMap(\.parameters), with: Adam(learningRate: 1e-3))
      let worth = least(critics, now.observed.concatenated(now.acted, along: 1))
      trace.minimize(
        (now.logProbability - worth).mean(), over: actor.parameters, with: Adam(learningRate: 1e-3))
      for (target, critic) in zip(targets, critics) {
        trace.approach(target.parameters, to: critic.parameters, by: 0.005)
      }
    }
  }
}
