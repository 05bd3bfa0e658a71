import GoldenOperations
import Networks
import TensorCore
import Testing

/// Losses and their gradients on numbers worked by hand.
@Suite struct `Losses worked by hand` {
  /// The loss at some numbers, and the gradient of its sum.
  private func loss(
    at numbers: [Float], _ shape: [Int], _ loss: (Tensor) -> Tensor
  ) throws -> (values: [Float], gradient: [Float]) {
    let program = try Program { trace in
      let x = trace.input("x", shape: shape)
      let values = loss(x)
      trace.output("values", values)
      trace.output("gradient", trace.gradients(of: values.sum(), for: [x])[0])
    }
    _ = program.input("x").update(fromContentsOf: numbers)
    program.run()
    return (Array(program.output("values")), Array(program.output("gradient")))
  }

  private func expect(
    _ found: (values: [Float], gradient: [Float]), _ values: [Float], gradient: [Float]
  ) {
    #expect(distance(found.values, values) < 1e-6)
    #expect(distance(found.gradient, gradient) < 1e-6)
  }

  /// `(0 + 4 + 9) / 3`, and two thirds of each difference.
  @Test func `mean squared error`() throws {
    let found = try loss(at: [1, 2, 3], [3]) {
      $0.meanSquaredError(to: $0.trace.constant([1, 0, 6], shape: [3]))
    }
    expect(found, [13 / 3], gradient: [0, 4 / 3, -2])
  }

  /// `½ · ¼`, `1 · (3 - ½)` and `½ · 1`; with a threshold of two `2 · (3 - 1)` in the midst.
  @Test func `Huber`() throws {
    let found = try loss(at: [0.5, -3, 1], [3]) { $0.huber() }
    expect(found, [0.125, 2.5, 0.5], gradient: [0.5, -1, 1])
    let wide = try loss(at: [0.5, -3, 1], [3]) { $0.huber(threshold: 2) }
    expect(wide, [0.125, 4, 0.5], gradient: [0.5, -2, 1])
  }

  /// Logits `0` and `log 3` are the probabilities ¼ and ¾: `-log ¾`, and half of `-log ¼ - log ¾`.
  @Test func `cross-entropy`() throws {
    let logits: [Float] = [0, 1.098_612_3]
    let right = try loss(at: logits, [1, 2]) {
      $0.crossEntropy(at: $0.trace.constant([0, 1], shape: [1, 2]).argmax(axis: -1))
    }
    expect(right, [0.287_682_07], gradient: [0.25, -0.25])
    let even = try loss(at: logits, [1, 2]) {
      $0.crossEntropy(to: $0.trace.constant(0.5).broadcast(to: [1, 2]))
    }
    expect(even, [0.836_988_2], gradient: [-0.25, 0.25])
  }

  /// Of ½ and ½ to ¼ and ¾: `½ log 2 + ½ log ⅔`; by the second logit `-½ ½ log 3`.
  @Test func `Kullback-Leibler divergence`() throws {
    let found = try loss(at: [0, 0], [1, 2]) {
      $0.divergence(toLogits: $0.trace.constant([0, 1.098_612_3], shape: [1, 2]))
    }
    expect(found, [0.143_841_04], gradient: [0.274_653_07, -0.274_653_07])
  }

  /// Quantiles 0 and 1 at ¼ and ¾, samples ½ and 3.
  ///
  /// The errors of the first are ½ and 3, which weigh ¼: `¼ (⅛ + 2½) / 2`.  Those of the second are
  /// -½, which weighs ¼, and 2, which weighs ¾: `(¼ · ⅛ + ¾ · 1½) / 2`.
  @Test func `quantile Huber`() throws {
    let found = try loss(at: [0, 1], [1, 2]) {
      $0.quantileHuber(to: $0.trace.constant([0.5, 3], shape: [1, 2]))
    }
    expect(found, [0.328_125 + 0.578_125], gradient: [-0.1875, -0.3125])
  }

  @Test func `are seen to fail with another number`() throws {
    let found = try loss(at: [0.5, -3, 1], [3]) { $0.huber() }
    #expect(distance(found.values, [0.125, 2.6, 0.5]) > 1e-2)
  }
}
