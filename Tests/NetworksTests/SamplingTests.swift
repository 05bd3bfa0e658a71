import Foundation
import Networks
import TensorCore
import Testing

/// Samples of many rows against what the distributions say of themselves.
@Suite struct `Samples` {
  private static let rows = 40_000

  /// The means over all rows of what a program makes of noise, its inputs.
  private func means(
    noise: [String], _ body: (Trace) -> [(String, Tensor)]
  ) throws -> [String: [Float]] {
    var names: [String] = []
    let program = try Program { trace in
      for (name, tensor) in body(trace) {
        trace.output(name, tensor.mean(axis: 0))
        names.append(name)
      }
    }
    var random = TestGenerator(state: 11)
    for name in noise {
      let values = program.input(name)
      for place in values.indices {
        values[place] = name == "normal" ? random.normal() : Float(random.next() >> 40) * 0x1p-24
      }
    }
    program.run()
    return Dictionary(uniqueKeysWithValues: names.map { ($0, Array(program.output($0))) })
  }

  private func rows(_ values: [Float], in trace: Trace, _ shape: [Int]? = nil) -> Tensor {
    let shape = shape ?? [values.count]
    return trace.constant(values, shape: shape).broadcast(to: [Self.rows] + shape)
  }

  private func normal(_ trace: Trace, _ shape: [Int]) -> Tensor {
    trace.input("normal", shape: [Self.rows] + shape)
  }

  /// Expects means that differ by no more than chance allows where variances are near one.
  private func expect(_ found: [Float]?, near expected: [Float]?, within tolerance: Float = 0.04) {
    guard let found, let expected, found.count == expected.count, !found.isEmpty else {
      Issue.record("there is nothing to compare")
      return
    }
    for (one, other) in zip(found, expected) {
      #expect(abs(one - other) < tolerance, "\(found) and \(expected)")
    }
  }

  @Test func `of a Gaussian have its moments, entropy and divergence`() throws {
    let found = try means(noise: ["normal"]) { trace in
      let logs = rows([0.2, -0.5], in: trace)
      let gaussian = Gaussian(mean: rows([0.5, -1], in: trace), logDeviation: logs)
      let other = Gaussian(
        mean: rows([0, -0.5], in: trace), logDeviation: rows([0, 0], in: trace))
      let x = gaussian.sample(normal: normal(trace, [2]))
      let logProbability = gaussian.logProbability(of: x)
      return [
        ("mean", x), ("square", (x - gaussian.mean).squared()),
        ("variance", gaussian.deviation.squared()), ("surprise", -logProbability),
        ("entropy", gaussian.entropy()), ("ratio", logProbability - other.logProbability(of: x)),
        ("divergence", gaussian.divergence(to: other)),
      ]
    }
    expect(found["mean"], near: [0.5, -1])
    expect(found["square"], near: found["variance"])
    expect(found["surprise"], near: found["entropy"])
    expect(found["ratio"], near: found["divergence"])
  }

  @Test func `of a squashed Gaussian have its median and divergence`() throws {
    let found = try means(noise: ["normal"]) { trace in
      let squashed = SquashedGaussian(
        mean: rows([0.5], in: trace), logDeviation: rows([-0.3], in: trace))
      let other = SquashedGaussian(
        mean: rows([0], in: trace), logDeviation: rows([0], in: trace))
      let sample = squashed.sample(normal: normal(trace, [1]))
      let ratio = sample.logProbability - other.logProbability(ofUnsquashed: sample.unsquashed)
      // A density integrates to one: so does the mean of its inverse over the interval's length.
      let inverse =
        (-sample.logProbability).exp()
        * sample.value.abs().less(than: 0.8)
        .reshaped([Self.rows])
      return [
        ("below", sample.value.less(than: squashed.median)), ("ratio", ratio),
        ("divergence", squashed.divergence(to: other)), ("length", inverse),
      ]
    }
    expect(found["below"], near: [0.5], within: 0.01)
    expect(found["ratio"], near: found["divergence"])
    expect(found["length"], near: [1.6], within: 0.04)
  }

  @Test func `of a multivariate Gaussian have its covariance, entropy and divergence`() throws {
    let found = try means(noise: ["normal"]) { trace in
      let factor = trace.constant([1, 0, -0.6, 0.5], shape: [2, 2])
      let gaussian = MultivariateGaussian(mean: rows([0.5, -1], in: trace), factor: factor)
      let other = MultivariateGaussian(
        mean: rows([0.2, -0.5], in: trace),
        factor: trace.constant([1.2, 0, 0.3, 0.9], shape: [2, 2]))
      let x = gaussian.sample(normal: normal(trace, [2]))
      let logProbability = gaussian.logProbability(of: x)
      let rest = x - gaussian.mean
      return [
        ("mean", x), ("products", rest.outerProduct(rest)), ("covariance", gaussian.covariance),
        ("surprise", -logProbability), ("entropy", gaussian.entropy()),
        ("ratio", logProbability - other.logProbability(of: x)),
        ("divergence", gaussian.divergence(to: other)),
      ]
    }
    expect(found["mean"], near: [0.5, -1])
    // A mean of as many equal numbers is rounded as often.
    expect(found["covariance"], near: [1, -0.6, -0.6, 0.61], within: 1e-3)
    expect(found["products"], near: found["covariance"])
    expect(found["surprise"], near: found["entropy"])
    expect(found["ratio"], near: found["divergence"])
  }

  @Test func `of a Beta distribution have its moments, entropy and divergence`() throws {
    let (alpha, beta): ([Float], [Float]) = ([0.3, 1, 2.5, 40], [0.6, 1, 4, 9])
    let found = try means(noise: ["normal", "uniform"]) { trace in
      let distribution = Beta(alpha: rows(alpha, in: trace), beta: rows(beta, in: trace))
      let other = Beta(
        alpha: rows([0.5, 1.3, 2, 38], in: trace), beta: rows([0.5, 1, 3, 9], in: trace))
      let x = distribution.sample(
        normal: trace.input("normal", shape: [Beta.proposals, 2, Self.rows, 4]),
        uniform: trace.input("uniform", shape: [Beta.proposals + 1, 2, Self.rows, 4]))
      let logProbability = distribution.logProbability(of: x)
      return [
        ("mean", x), ("expected", distribution.mean), ("square", x.squared()),
        ("surprise", -logProbability), ("entropy", distribution.entropy()),
        ("ratio", logProbability - other.logProbability(of: x)),
        ("divergence", distribution.divergence(to: other)),
      ]
    }
    expect(found["mean"], near: found["expected"], within: 0.008)
    // E x² = α (α + 1) / ((α + β) (α + β + 1)).
    let squares = zip(alpha, beta).map { $0 * ($0 + 1) / (($0 + $1) * ($0 + $1 + 1)) }
    expect(found["square"], near: squares, within: 0.008)
    expect(found["surprise"], near: found["entropy"], within: 0.05)
    expect(found["ratio"], near: found["divergence"])
  }

  @Test func `of a mixture have its mean, its shares and its spread`() throws {
    let found = try means(noise: ["normal", "choice"]) { trace in
      let mixture = Mixture(
        logits: rows([0.7, -0.4], in: trace),
        components: Gaussian(
          mean: rows([-2, 3], in: trace, [2, 1]), logDeviation: rows([0, -1], in: trace, [2, 1])))
      let x = mixture.sample(
        among: mixture.components.sample(normal: normal(trace, [2, 1])),
        uniform: trace.input("choice", shape: [Self.rows, 2]))
      return [
        ("mean", x), ("expected", mixture.mean), ("first", x.less(than: 0.5)),
        ("share", mixture.weights.probabilities.sliced(0..<1, axis: -1)), ("square", x.squared()),
      ]
    }
    expect(found["mean"], near: found["expected"], within: 0.05)
    expect(found["first"], near: found["share"], within: 0.012)
    // Σ w (μ² + σ²), the share of the first being 1 / (1 + exp(-1.1)).
    let share = 1 / (1 + exp(Float(-1.1)))
    expect(
      found["square"], near: [share * 5 + (1 - share) * (9 + exp(Float(-2)))], within: 0.1)
  }
}

extension TestGenerator {
  /// By Box's and Muller's method.
  fileprivate mutating func normal() -> Float {
    let (radius, angle) = (Double(next() >> 11) + 1, Double(next() >> 11))
    return Float((-2 * log(radius * 0x1p-53)).squareRoot() * cos(2 * .pi * angle * 0x1p-53))
  }
}
