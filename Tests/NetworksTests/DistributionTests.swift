import Foundation
import GoldenOperations
import Networks
import TensorCore
import Testing

@Suite struct `Distributions and losses` {
  private static func all() throws -> [Golden.Operation] {
    try Golden.operations("distributions", in: .module).filter {
      DistributionCases.build($0.name) != nil
    }
  }

  @Test(arguments: try all())
  func `have PyTorch's value and gradient`(_ golden: Golden.Operation) throws {
    try OperationProgram(golden, DistributionCases.build(golden.name)).expectGolden()
  }

  /// At points of no derivative differences differ.
  private static func smooth() throws -> [Golden.Operation] {
    try all().filter { !$0.name.contains("not smooth") && !$0.gradients.isEmpty }
  }

  @Test(arguments: try smooth())
  func `have the gradient that differences show`(_ golden: Golden.Operation) throws {
    try OperationProgram(golden, DistributionCases.build(golden.name)).expectSlopes()
  }

  @Test func `are all tested, but for the layers`() throws {
    let others = try Golden.operations("distributions", in: .module).map(\.name).filter {
      DistributionCases.build($0) == nil
    }
    #expect(others == ["layerNorm", "noisy factorised", "noisy independent"])
  }

  @Test func `draw classes and bits as often as they are likely`() throws {
    let rows = 40_000
    let program = try Program { trace in
      let logits = trace.constant([1, 0, -0.5], shape: [3]).broadcast(to: [rows, 3])
      let classes = Categorical(logits: logits)
        .sample(uniform: trace.input("class noise", shape: [rows, 3]))
      trace.output("classes", classes.oneHot(3).mean(axis: 0))
      trace.output("likely", Categorical(logits: logits).probabilities.mean(axis: 0))
      let bits = Bernoulli(logits: trace.constant(-0.4).broadcast(to: [rows]))
      trace.output("bits", bits.sample(uniform: trace.input("bit noise", shape: [rows])).mean())
      trace.output("likely bits", bits.probabilities.mean())
    }
    var random = TestGenerator(state: 7)
    for name in ["class noise", "bit noise"] {
      let noise = program.input(name)
      for place in noise.indices { noise[place] = Float(random.next() >> 40) * 0x1p-24 }
    }
    program.run()
    // Four standard errors of a frequency of one half.
    let tolerance = 4 * 0.5 / Float(rows).squareRoot()
    for (drawn, likely) in [("classes", "likely"), ("bits", "likely bits")] {
      for (frequency, probability) in zip(program.output(drawn), program.output(likely)) {
        #expect(abs(frequency - probability) < tolerance)
      }
    }
  }

  @Test func `let impossible classes count nothing`() throws {
    let program = try Program { trace in
      let logits =
        trace.constant([0, -.infinity, 0], shape: [1, 3]) + trace.input("x", shape: [3])
      let classes = Categorical(logits: logits)
      let x = trace.input("x", shape: [3])
      trace.output("entropy", classes.entropy())
      trace.output("divergence", classes.divergence(to: classes))
      trace.output("gradient", trace.gradients(of: classes.entropy().sum(), for: [x])[0])
    }
    program.run()
    #expect(distance(program.output("entropy"), [log(2)]) < 1e-6)
    #expect(program.output("divergence")[0] == 0)
    #expect(program.output("gradient").allSatisfy { abs($0) < 1e-6 })
  }

  /// Probabilities 0.25 and 0.75 at 0 and 1, moved by one half and by ten.
  @Test func `project onto the atoms by hand`() throws {
    let support = CategoricalSupport(0...2, count: 3)
    let program = try Program { trace in
      let probabilities = trace.constant([0.25, 0.75, 0, 0.25, 0.75, 0], shape: [2, 3])
      let returns = trace.constant([0.5, 1.5, 2, 10, 11, 12], shape: [2, 3])
      let projected = support.projection(of: probabilities, at: returns)
      trace.output("projected", projected)
      trace.output("mean", support.mean(projected))
    }
    program.run()
    #expect(Array(program.output("projected")) == [0.125, 0.5, 0.375, 0, 0, 1])
    #expect(Array(program.output("mean")) == [1.25, 2])
  }

  @Test func `refuse shapes that do not fit`() {
    #expect(throws: TraceError("quantileHuber", "[2, 3] and [3, 3] are not [B, N] and [B, M]")) {
      try Program { trace in
        let y = trace.input("y", shape: [3, 3])
        trace.output("loss", trace.input("x", shape: [2, 3]).quantileHuber(to: y))
      }
    }
    #expect(throws: TraceError("multivariateGaussian", "the mean [] has no axis")) {
      try Program { trace in
        let x = trace.input("x", shape: [2, 2])
        trace.output("h", MultivariateGaussian(mean: x.sum(), factor: x).entropy())
      }
    }
    #expect(
      throws: TraceError("mixture", "logits [3] and means [2, 2] are not […, K] and […, K, D]")
    ) {
      try Program { trace in
        let x = trace.input("x", shape: [2, 2])
        let components = Gaussian(mean: x, logDeviation: x)
        let logits = trace.input("logits", shape: [3])
        trace.output("mean", Mixture(logits: logits, components: components).mean)
      }
    }
    #expect(
      throws: TraceError("beta sample", "noise [2, 2] and [3, 2] for [2, …, D] of [2, 4]")
    ) {
      try Program { trace in
        let x = trace.input("x", shape: [4])
        let (normal, uniform) = (
          trace.input("normal", shape: [2, 2]), trace.input("uniform", shape: [3, 2])
        )
        trace.output("sample", Beta(alpha: x, beta: x).sample(normal: normal, uniform: uniform))
      }
    }
    #expect(throws: TraceError("projection", "[2, 3] at [3, 3] are not both [B, 3]")) {
      try Program { trace in
        let returns = trace.input("y", shape: [3, 3])
        let support = CategoricalSupport(0...1, count: 3)
        trace.output(
          "m", support.projection(of: trace.input("x", shape: [2, 3]), at: returns))
      }
    }
  }

  @Test func `put the mode of a Beta distribution at an end where it lies there`() throws {
    let program = try Program { trace in
      let alpha = trace.input("alpha", shape: [5])
      let beta = Beta(alpha: alpha, beta: trace.constant([2, 1, 1, 0.5, 3], shape: [5]))
      trace.output("mode", beta.mode)
      trace.output("gradient", trace.gradients(of: beta.mode.sum(), for: [alpha])[0])
    }
    _ = program.input("alpha").update(fromContentsOf: [0.5, 2, 1, 0.5, 2])
    program.run()
    #expect(distance(program.output("mode"), [0, 1, 0.5, 0.5, 1 / 3]) < 1e-6)
    #expect(program.output("gradient").allSatisfy { $0.isFinite })
  }

  /// Below float's smallest deviations, and at values that round to the ends.
  @Test func `stay finite at their ends`() throws {
    let program = try Program { trace in
      let raw = trace.constant([-200, 0, 5, -200], shape: [2, 2])
      let zeros = trace.constant(0).broadcast(to: [2])
      let gaussian = MultivariateGaussian(
        mean: zeros, factor: MultivariateGaussian.factor(ofRaw: raw))
      trace.output("gaussian", gaussian.logProbability(of: zeros))
      let beta = Beta(alpha: zeros + 0.5, beta: zeros + 3)
      let ends = trace.constant([0, 1], shape: [2])
      trace.output("beta", beta.logProbability(of: ends))
    }
    program.run()
    #expect(program.output("gaussian")[0].isFinite)
    #expect(program.output("beta")[0].isFinite)
  }
}
