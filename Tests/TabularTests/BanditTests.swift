import Foundation
import ReinforcementLearning
import Testing

@testable import Tabular

private let context = AgentContext(
  observationSpace: .discrete(1), actionSpace: .discrete(2), steps: 10, seed: 0)

@Suite struct `Upper confidence bounds` {
  /// After 1, 0 from arm 0 and ½ from arm 1: ½ + √(2 ln 3 / 2) and ½ + √(2 ln 3 / 1).
  @Test func `are those of UCB1`() {
    var arms = ArmStatistics(context)
    arms.note(1, of: 0, in: 0)
    #expect(UpperConfidence(UpperConfidenceConfiguration(), arms).bounds(in: 0)[1] == .infinity)
    arms.note(0, of: 0, in: 0)
    arms.note(0.5, of: 1, in: 0)
    let bounds = UpperConfidence(UpperConfidenceConfiguration(), arms).bounds(in: 0)
    #expect(abs(bounds[0] - (0.5 + log(3).squareRoot())) < 1e-12)
    #expect(abs(bounds[1] - (0.5 + (2 * log(3)).squareRoot())) < 1e-12)
  }
}

@Suite struct `Beliefs about arms` {
  /// Of three pulls two paid: Beta(3, 2).
  @Test func `of a probability are a beta law`() {
    let belief = ThompsonConfiguration().belief(after: 3, 2.0 / 3)
    #expect(belief == .beta(successes: 3, failures: 2))
    #expect(belief.mean == 0.6)
  }

  /// Precisions 1/4 of the prior and 4 of four rewards: (¼ · 2 + 4 · 1) / 4¼ and 1/√4¼.
  @Test func `of a mean are a normal law`() {
    var configuration = ThompsonConfiguration()
    configuration.rewards = .normal
    configuration.priorMean = 2
    configuration.priorDeviation = 2
    guard case .normal(let mean, let deviation) = configuration.belief(after: 4, 1) else {
      Issue.record("not a normal law")
      return
    }
    #expect(abs(mean - 4.5 / 4.25) < 1e-12)
    #expect(abs(deviation - 1 / 4.25.squareRoot()) < 1e-12)
  }

  /// A Beta(3, 2) law has mean 0.6 and variance 0.04; 20,000 draws are off by 0.0014 in the mean.
  @Test func `are drawn from as they are`() {
    var random = RandomSource(seed: 3)
    let draws = (0..<20_000).map { _ in
      ArmBelief.beta(successes: 3, failures: 2).draw(using: &random)
    }
    let mean = draws.reduce(0, +) / 20_000
    #expect(abs(mean - 0.6) < 0.006)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(variance - 0.04) < 0.002)
  }
}

@Suite struct `Beliefs about linear laws` {
  /// Rows (1, 1), (2, 1), (-1, 1) gave 3, 5, -1: numpy solves (XᵀX + I/4) μ = Xᵀy.
  @Test func `are those of Bayesian linear regression`() {
    var belief = LinearBelief(width: 2, precision: 0.25, shape: 6, rate: 6)
    for (place, result) in zip([1.0, 2, -1], [3.0, 5, -1]) {
      belief.note(result, at: [place, 1])
    }
    #expect(zip(belief.weights, [1.93103448, 0.96551724]).allSatisfy { abs($0 - $1) < 1e-8 })
    #expect(abs(belief.rate - 6.603448275862071) < 1e-9)
    #expect(abs(belief.mean(at: [3, 1]) - 6.75862068) < 1e-7)
  }

  /// With b = 6 and a = 6 the variance is 1.2 on average, and λ = ¼ makes it 4.8 at (1, 0).
  @Test func `are drawn from as they are`() {
    let belief = LinearBelief(width: 2, precision: 0.25, shape: 6, rate: 6)
    var random = RandomSource(seed: 5)
    let draws = (0..<20_000).map { _ in belief.draw(at: [1, 0], using: &random) }
    #expect(abs(draws.reduce(0, +) / 20_000) < 0.1)
    #expect(abs(draws.reduce(0) { $0 + $1 * $1 } / 20_000 - 4.8) < 0.3)
  }
}
