import Foundation
import ReinforcementLearning
import TensorCore
import Testing

@testable import PolicyOptimization

private let context = AgentContext(
  observationSpace: .box(Box([-1...1])), actionSpace: .discrete(2), copies: 2, steps: 100, seed: 0)

/// Gives an actor a uniform policy, and the value one everywhere.
private func level(_ actor: PolicyActor) {
  for parameter in actor.networks.policyParameters + actor.networks.valueParameters {
    parameter.values = Array(repeating: 0, count: parameter.count)
  }
  actor.networks.valueParameters[1].values = [1]
}

/// Two transitions: action 0 with an advantage of 2 and a return of 3, and action 1 with −1 and 0.
private func fill(_ update: Program) {
  for (name, numbers) in [
    ("features", [1, 1]), ("actions", [1, 0, 0, 1]), ("advantages", [2, -1]), ("returns", [3, 0]),
  ] as [(String, [Float])] {
    _ = update.input(name).update(fromContentsOf: numbers)
  }
}

@Suite struct `The update of PPO` {
  private func agent(_ configure: (inout PPOConfiguration) -> Void = { _ in }) throws -> PPO {
    var configuration = PPOConfiguration()
    configuration.hiddenWidths = []
    (configuration.rolloutSteps, configuration.batchSize) = (1, 2)
    configuration.normalizesAdvantages = false
    configure(&configuration)
    let agent = try PPO(configuration, context)
    level(agent.actor)
    fill(agent.update)
    // Both actions are half likely, and were 0.4: the ratio is 1.25.
    agent.update.input("logProbabilities").update(repeating: Float(log(0.4)))
    agent.update.input("values").update(repeating: 0.5)
    agent.update.input("clippingRange")[0] = 0.2
    return agent
  }

  private func output(_ name: String, of agent: PPO) -> Float { agent.update.output(name)[0] }

  /// min(1.25 · 2, 1.2 · 2) = 2.4 and min(−1.25, −1.2) = −1.25, whose mean is 0.575; the values miss
  /// by 2 and 1, whose mean square is 2.5.
  @Test func `clips what is too good, and nothing that is bad`() throws {
    let agent = try agent()
    agent.update.run()
    #expect(abs(output("policyLoss", of: agent) + 0.575) < 1e-6)
    #expect(abs(output("valueLoss", of: agent) - 2.5) < 1e-6)
    #expect(abs(output("entropy", of: agent) - Float(log(2.0))) < 1e-6)
    #expect(abs(output("divergence", of: agent) - Float(0.25 - log(1.25))) < 1e-6)
    #expect(output("clipped", of: agent) == 1)
  }

  /// The mean is 0.5 and the deviation 3/√2, so that the advantages become ±1/√2: half the
  /// difference of 1.2 and 1.25, divided by √2.
  @Test func `brings advantages to mean zero and deviation one`() throws {
    let agent = try agent { $0.normalizesAdvantages = true }
    agent.update.run()
    #expect(
      abs(output("policyLoss", of: agent) - Float((1.25 - 1.2) / 2 / 2.0.squareRoot())) < 1e-6)
  }

  /// From 0.5 the values may move to 0.6 only, where they miss by 2.4 and 0.6: the greater errors are
  /// 2.4² and 1.
  @Test func `takes the worse of the values, where they are clipped`() throws {
    let agent = try agent { $0.valueClippingRange = 0.1 }
    agent.update.run()
    #expect(abs(output("valueLoss", of: agent) - (5.76 + 1) / 2) < 1e-5)
  }

  @Test func `refuses batches that leave a rest`() {
    var configuration = PPOConfiguration()
    (configuration.rolloutSteps, configuration.batchSize) = (10, 3)
    let failure = #expect(throws: Failure.self) { try PPO(configuration, context) }
    #expect(failure?.remedy == "choose a batchSize that divides 20")
  }
}

@Suite struct `The update of A2C` {
  /// log ½ · (2 − 1) / 2, and the values as above.
  @Test func `weighs log-probabilities by advantages`() throws {
    var configuration = A2CConfiguration()
    configuration.hiddenWidths = []
    configuration.rolloutSteps = 1
    let agent = try A2C(configuration, context)
    level(agent.actor)
    fill(agent.update)
    agent.update.run()
    #expect(abs(agent.update.output("policyLoss")[0] - Float(log(2.0) / 2)) < 1e-6)
    #expect(abs(agent.update.output("valueLoss")[0] - 2.5) < 1e-6)
  }
}

@Suite struct `A policy's head` {
  @Test func `chooses by softmax, and greedily the likeliest`() {
    let head = PolicyHead.categorical([2, 3])
    var random = RandomSource(seed: 1)
    var counts = [0, 0, 0]
    let draws = 20_000
    for _ in 0..<draws {
      var action: [Float] = []
      head.choose(
        by: [0, 5, 0, Float(log(2.0)), 0], [], using: &random, isGreedy: false, into: &action)
      counts[Int(action[1])] += 1
    }
    for (count, share) in zip(counts, [0.25, 0.5, 0.25]) {
      let error = 4 * (share * (1 - share) / Double(draws)).squareRoot()
      #expect(abs(Double(count) / Double(draws) - share) < error)
    }
    var greedy: [Float] = []
    head.choose(by: [0, 5, 0, 0.1, 0], [], using: &random, isGreedy: true, into: &greedy)
    #expect(greedy == [1, 1])
  }

  @Test func `clips numbers for the space, and remembers them as they were drawn`() {
    let head = PolicyHead.gaussian(Box([-1...1, -2...2]))
    var action: ArraySlice<Float> = [0, 0]
    head.fit([1.5, -0.5], into: &action)
    #expect(action == [1, -0.5])
    var features: ArraySlice<Float> = [0, 0]
    head.encode([1.5, -0.5], into: &features)
    #expect(features == [1.5, -0.5])
  }

  @Test func `reads indices one-hot`() {
    var features: ArraySlice<Float> = [9, 9, 9, 9, 9]
    PolicyHead.categorical([2, 3]).encode([1, 2], into: &features)
    #expect(features == [0, 1, 0, 0, 1])
  }

  @Test func `fits every space of indices or numbers`() {
    #expect(PolicyHead(.discrete(3)) == .categorical([3]))
    #expect(PolicyHead(.multiDiscrete([2, 4])) == .categorical([2, 4]))
    #expect(PolicyHead(.multiBinary(2)) == .categorical([2, 2]))
    #expect(PolicyHead(.tuple([.discrete(2)])) == nil)
  }
}
