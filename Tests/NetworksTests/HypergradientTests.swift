import GoldenOperations
import TensorCore
import Testing

/// All on `½ w²` from one, whose gradient is `w`, with `α = 0.1` and `β = 0.01` at first.
@Suite struct `A learned step size` {
  private func steps(
    _ count: Int, by optimizer: any Optimizer, clippingNorm: Float? = nil
  ) throws -> (weights: [Float], rates: [Float]) {
    let w = Parameter("w", shape: [], values: [1])
    let program = try Program { trace in
      let loss = 0.5 * trace.parameter(w).squared()
      trace.minimize(loss, over: [w], with: optimizer, clippingNorm: clippingNorm)
    }
    var (weights, rates): ([Float], [Float]) = ([], [])
    for _ in 0..<count {
      program.run()
      weights.append(w.values[0])
      rates.append(optimizer.learningRate)
    }
    return (weights, rates)
  }

  /// The gradients 1, 0.9 and 0.8019; `α` grows by `0.01 · 0.9 · 1` and by `0.01 · 0.8019 · 0.9`.
  @Test func `of gradient descent is that worked by hand`() throws {
    let found = try steps(3, by: Hypergradient(SGD(learningRate: 0.1), stepSize: 0.01))
    #expect(distance(found.rates, [0.1, 0.109, 0.116_217_1]) < 1e-6)
    #expect(distance(found.weights, [0.9, 0.8019, 0.708_705_5]) < 1e-6)
  }

  /// Adam's first direction is one, so that `α` grows by `0.01 · 0.9`; the second is
  /// `0.18 / 0.19 / √(0.001809 / 0.001999) = 0.995877`.
  @Test func `of Adam is that worked by hand`() throws {
    let found = try steps(2, by: Hypergradient(Adam(learningRate: 0.1), stepSize: 0.01))
    #expect(distance(found.rates, [0.1, 0.109]) < 1e-6)
    #expect(distance(found.weights, [0.9, 0.791_449_4]) < 1e-5)
  }

  /// Optimistic Adam's first step is twice as long, so that `α` grows by `0.01 · 0.8 · 2`; its second
  /// is `2 · 0.17 / 0.19 / √(0.001639 / 0.001999) - 1 = 0.976250` times `α`.
  @Test func `of Optimistic Adam is that worked by hand`() throws {
    let found = try steps(2, by: Hypergradient(OptimisticAdam(learningRate: 0.1), stepSize: 0.01))
    #expect(distance(found.rates, [0.1, 0.116]) < 1e-6)
    #expect(distance(found.weights, [0.8, 0.686_755]) < 1e-5)
  }

  /// Every gradient has the norm one half after clipping: `α` grows by `0.01 · ¼`.
  @Test func `follows the gradients after clipping`() throws {
    let found = try steps(
      2, by: Hypergradient(SGD(learningRate: 0.1), stepSize: 0.01), clippingNorm: 0.5)
    #expect(distance(found.rates, [0.1, 0.1025]) < 1e-5)
  }

  /// From a step that is too long, 1 to -0.5, it learns a shorter one: `1.5 - 0.5 · 0.5 · 1`.
  @Test func `shrinks where steps are too long, and stays within bounds`() throws {
    let found = try steps(
      2, by: Hypergradient(SGD(learningRate: 1.5), stepSize: 0.5, bounds: 0.01...2))
    #expect(distance(found.rates, [1.5, 1.25]) < 1e-6)
    let bounded = try steps(
      2, by: Hypergradient(SGD(learningRate: 1.5), stepSize: 0.5, bounds: 1.4...2))
    #expect(bounded.rates == [1.5, 1.4])
  }

  @Test func `is kept with what else is remembered`() throws {
    let w = Parameter("w", shape: [], values: [1])
    let learned = Hypergradient(SGD(learningRate: 0.1, momentum: 0.9), stepSize: 0.01)
    #expect(learned.state.isEmpty)
    try learned.prepare(for: [w])
    #expect(learned.state.map(\.name) == ["learningRate", "has moved", "before/w", "velocity/w"])
  }

  @Test func `is refused where steps are not proportional to it`() throws {
    let learned = Hypergradient(AccSGD(learningRate: 0.1), stepSize: 0.01)
    #expect(
      throws: TraceError(
        "Hypergradient", "AccSGD's steps are not proportional to its learning rate")
    ) {
      try steps(1, by: learned)
    }
  }

  @Test func `is seen to differ from one that is not learned`() throws {
    let found = try steps(3, by: SGD(learningRate: 0.1))
    #expect(distance(found.weights, [0.9, 0.8019, 0.708_705_5]) > 1e-3)
  }
}
