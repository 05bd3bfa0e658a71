import Foundation
import Networks
import TensorCore
import Testing

@testable import MPO

/// What a computation of one output gives.
func evaluate(_ body: (Trace) -> Tensor) throws -> [Float] {
  let program = try Program { $0.output("result", body($0)) }
  program.run()
  return Array(program.output("result"))
}

@Suite struct `The improvement of actions` {
  /// One situation, four actions alike likely, Q = (1, 0, ½, −1), ε = 0.1.
  private func settled(from x: Float) throws -> (temperature: Float, divergence: Float) {
    let temperature = Dual("temperature", beginning: x)
    let optimizer = Adam(learningRate: 0.01)
    let program = try Program { trace in
      let values = trace.constant([1, 0, 0.5, -1], shape: [1, 4])
      let better = ImprovedActions(values, temperature: temperature, bound: 0.1)
      trace.output("temperature", temperature.value(in: trace))
      trace.output("divergence", better.divergence)
      trace.minimize(better.loss, over: [temperature.parameter], with: optimizer)
    }
    for _ in 0..<4_000 { program.run() }
    return (program.output("temperature")[0], program.output("divergence")[0])
  }

  /// g′(η) = ε − KL(q‖p) vanishes at η = 1.488, where KL = 0.1000, from either side.
  @Test(arguments: [Float(10), -1]) func `finds the temperature that its bound asks for`(
    _ beginning: Float
  ) throws {
    let (temperature, divergence) = try settled(from: beginning)
    #expect(abs(temperature - 1.488) < 0.002)
    #expect(abs(divergence - 0.1) < 2e-4)
  }

  /// At η = 1: Σ exp Q = 5.734883, so q = (0.473990, 0.174371, 0.287490, 0.064148),
  /// g = 0.1 + log(5.734883 / 4) = 0.460276.
  @Test func `weighs actions by their values`() throws {
    let unit = Dual("temperature", beginning: log(exp(1) - 1))
    func result(_ part: @escaping (ImprovedActions) -> Tensor) throws -> [Float] {
      try evaluate { trace in
        part(
          ImprovedActions(
            trace.constant([1, 0, 0.5, -1], shape: [1, 4]), temperature: unit, bound: 0.1))
      }
    }
    let weights = try result(\.weights)
    for (weight, expected) in zip(weights, [0.473990, 0.174371, 0.287490, 0.064148] as [Float]) {
      #expect(abs(weight - expected) < 1e-5)
    }
    #expect(abs(try result(\.loss)[0] - 0.460276) < 1e-5)
  }

  /// q ∝ (0.8, 0.2) · (e⁰, e^log 4) = (0.8, 0.8): even, KL = ½ log(½/0.8) + ½ log(½/0.2) = 0.223144.
  @Test func `starts from what the policy does`() throws {
    let unit = Dual("temperature", beginning: log(exp(1) - 1))
    let result = try evaluate { trace in
      let better = ImprovedActions(
        trace.constant([0, log(4)], shape: [1, 2]),
        logPrior: trace.constant([log(0.8), log(0.2)], shape: [1, 2]), temperature: unit,
        bound: 0.1)
      return Tensor.concatenated(
        [better.weights.reshaped([2]), better.divergence.reshaped([1])], axis: 0)
    }
    for (number, expected) in zip(result, [0.5, 0.5, 0.223144] as [Float]) {
      #expect(abs(number - expected) < 1e-5)
    }
  }
}

@Suite struct `A dual` {
  /// softplus(0) = 0.693147; the loss is Σ α (ε − D) = 0.693147 · (0.1 − 0.3 + 0.1 − 0.1), and the
  /// penalty Σ α D = 0.693147 · 0.4.
  @Test func `costs as much as its constraint is broken`() throws {
    let dual = Dual("dual", shape: [2], beginning: 0)
    let measured: [Float] = [0.3, 0.1]
    let loss = try evaluate { dual.loss($0.constant(measured, shape: [2]), bound: 0.1) }
    #expect(abs(loss[0] + 0.138629) < 1e-6)
    let penalty = try evaluate { dual.penalty($0.constant(measured, shape: [2])) }
    #expect(abs(penalty[0] - 0.277259) < 1e-6)
  }

  /// The first dimension is beyond its bound, so that it becomes dearer; the second is not.
  @Test func `rises where the bound is broken, and falls where it is not`() throws {
    let dual = Dual("dual", shape: [2], beginning: 0)
    let optimizer = Adam(learningRate: 0.01)
    let program = try Program { trace in
      let measured = trace.constant([0.3, 0.05], shape: [2])
      trace.minimize(dual.loss(measured, bound: 0.1), over: [dual.parameter], with: optimizer)
    }
    program.run()
    #expect(abs(dual.parameter.values[0] - 0.01) < 1e-6)
    #expect(abs(dual.parameter.values[1] + 0.01) < 1e-6)
    dual.parameter.values = [-30, 2]
    dual.project()
    #expect(dual.parameter.values == [-18, 2])
  }
}

@Suite struct `The divergences of a normal law` {
  private func laws(_ trace: Trace) -> (target: NormalLaw, mean: NormalLaw, covariance: NormalLaw) {
    func law(_ mean: [Float], _ deviation: [Float]) -> NormalLaw {
      NormalLaw(
        mean: trace.constant(mean, shape: [1, 2]),
        scale: .diagonal(trace.constant(deviation.map { log($0) }, shape: [1, 2])))
    }
    return (law([0, 1], [1, 0.5]), law([0.5, 1.1], [1, 0.5]), law([0, 1], [2, 0.25]))
  }

  /// ½ (0.5 / 1)² = 0.125 and ½ (0.1 / 0.5)² = 0.02.
  @Test func `of means, are measured in the target's deviations`() throws {
    let each = try evaluate { trace in
      let laws = laws(trace)
      return laws.target.divergence(to: laws.mean)
    }
    #expect(abs(each[0] - 0.125) < 1e-6)
    #expect(abs(each[1] - 0.02) < 1e-6)
  }

  /// log 2 + ⅛ − ½ = 0.318147 and log ½ + 2 − ½ = 0.806853.
  @Test func `of covariances, ask by how much deviations differ`() throws {
    let each = try evaluate { trace in
      let laws = laws(trace)
      return laws.target.divergence(to: laws.covariance)
    }
    #expect(abs(each[0] - 0.318147) < 1e-5)
    #expect(abs(each[1] - 0.806853) < 1e-5)
  }

  /// A diagonal law written as a full one: densities alike, divergences their sum.
  @Test func `are those of a full covariance without correlations`() throws {
    func full(_ law: NormalLaw) -> NormalLaw {
      guard case .diagonal(let logDeviation) = law.scale else { return law }
      return NormalLaw(mean: law.mean, scale: .full(logDeviation.exp().diagonalMatrix()))
    }
    let result = try evaluate { trace in
      let laws = laws(trace)
      let actions = trace.constant([0.3, -0.2, 1, 2, 0, 0], shape: [1, 3, 2])
      let differences =
        laws.mean.logProbability(of: actions)
        - full(laws.mean).logProbability(of: actions)
      let sums =
        laws.target.divergence(to: laws.covariance).sum()
        - full(laws.target).divergence(to: full(laws.covariance))
      let samples = laws.mean.sample(normal: actions) - full(laws.mean).sample(normal: actions)
      return Tensor.concatenated(
        [differences.reshaped([3]), sums.reshaped([1]), samples.reshaped([6])], axis: 0)
    }
    #expect(result.allSatisfy { abs($0) < 1e-5 })
  }
}

@Suite struct `The targets of Retrace` {
  private func targets(cuts: [Float], decay: Float = 1) throws -> [Float] {
    try evaluate { trace in
      func row(_ values: [Float]) -> Tensor { trace.constant(values, shape: [1, 3]) }
      return Retrace(
        rewards: row([1, 2, 3]), continuations: row([0.5, 0.5, 0]),
        nextValues: row([10, 20, 30]), values: row([4, 8, 16]),
        logRatios: row([0, log(0.5), log(3)]), cuts: row(cuts)
      ).targets(decay: decay)
    }
  }

  /// y₂ = 3, where nothing follows; c₂ = min(1, 3) = 1, so y₁ = 2 + ½ (20 + (3 − 16)) = 5.5; c₁ = ½,
  /// so y₀ = 1 + ½ (10 + ½ (5.5 − 8)) = 5.375.
  @Test func `follow a worked trajectory`() throws {
    #expect(try targets(cuts: [0, 0, 1]) == [5.375, 5.5, 3])
  }

  /// c halves: y₁ = 2 + ½ (20 − 6.5) = 8.75, y₀ = 1 + ½ (10 + ¼ (8.75 − 8)) = 6.09375.
  @Test func `trust later steps less by their decay`() throws {
    let targets = try targets(cuts: [0, 0, 1], decay: 0.5)
    for (target, expected) in zip(targets, [6.09375, 8.75, 3] as [Float]) {
      #expect(abs(target - expected) < 1e-6)
    }
  }

  /// y₀ = 1 + ½ · 10, whatever the next episode brings.
  @Test func `do not reach across the end of an episode`() throws {
    #expect(try targets(cuts: [1, 0, 1]) == [6, 5.5, 3])
  }
}
