import Foundation
import TensorCore
import Testing

/// Where numpy's forms of two optimizers lead from (1.5, -0.75).
private struct Trajectories: Decodable {
  let slopes: [[Float]]
  let accelerated: [[Float]]
  let optimistic: [[Float]]

  static func read() throws -> Trajectories {
    let url = try #require(
      Bundle.module.url(forResource: "optimizers", withExtension: "json", subdirectory: "Golden"))
    return try JSONDecoder().decode(Trajectories.self, from: Data(contentsOf: url))
  }

  /// The greatest distance to expected weights over all steps.
  func error(of optimizer: any Optimizer, from expected: [[Float]]) throws -> Float {
    let w = Parameter("w", shape: [2], values: [1.5, -0.75])
    let program = try Program { trace in
      let weights = trace.parameter(w)
      let curvature = trace.constant([2, 0.3], shape: [2])
      let slopes = trace.input("slopes", shape: [2])
      let loss = (slopes * weights + 0.5 * curvature * weights.squared()).sum()
      trace.minimize(loss, over: [w], with: optimizer)
    }
    var error: Float = 0
    for (slope, place) in zip(slopes, expected) {
      _ = program.input("slopes").update(fromContentsOf: slope)
      program.run()
      error = zip(w.values, place).reduce(error) { max($0, abs($1.0 - $1.1)) }
    }
    return error
  }
}

@Suite struct `Optimizer trajectories` {
  @Test func `of AccSGD agree with numpy`() throws {
    let golden = try Trajectories.read()
    let right = AccSGD(learningRate: 0.01, longStepRatio: 20, advantage: 3)
    #expect(try golden.error(of: right, from: golden.accelerated) < 1e-5)
    let wrong = AccSGD(learningRate: 0.01, longStepRatio: 20, advantage: 4)
    #expect(try golden.error(of: wrong, from: golden.accelerated) > 1e-2)
  }

  @Test func `of Optimistic Adam agree with numpy`() throws {
    let golden = try Trajectories.read()
    let right = OptimisticAdam(learningRate: 0.05, beta1: 0.5, beta2: 0.9)
    #expect(try golden.error(of: right, from: golden.optimistic) < 1e-5)
    let wrong = Adam(learningRate: 0.05, beta1: 0.5, beta2: 0.9)
    #expect(try golden.error(of: wrong, from: golden.optimistic) > 1e-2)
  }
}
