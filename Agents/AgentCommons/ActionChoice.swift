internal import Foundation
public import ReinforcementLearning

/// Ways to choose among discrete actions by their values.
public enum ActionChoice {
  /// The first of the greatest values.
  public static func greedy(_ values: some Collection<Float>) -> Int {
    var best = 0
    var greatest = -Float.infinity
    for (action, value) in values.enumerated() where value > greatest {
      (best, greatest) = (action, value)
    }
    return best
  }

  /// One of the greatest values, each as likely as the others.
  public static func greedy(
    _ values: some Collection<Double>, breakingTiesWith random: inout RandomSource
  ) -> Int {
    let greatest = values.max() ?? 0
    let best = values.enumerated().filter { $0.element == greatest }.map(\.offset)
    return best.count == 1 ? best[0] : best[random.integer(below: best.count)]
  }

  /// One at random, as likely as `exp(value / temperature)`.
  ///
  /// - Precondition: the temperature is positive.
  public static func boltzmann(
    _ values: some Collection<Double>, temperature: Double, using random: inout RandomSource
  ) -> Int {
    random.choice(weightedBy: boltzmannPolicy(values, temperature: temperature))
  }

  /// Probabilities as great as `exp(value / temperature)`, which must be above zero, `[A]`.
  public static func boltzmannPolicy(
    _ values: some Collection<Double>, temperature: Double
  ) -> [Double] {
    let greatest = values.max() ?? 0
    let weights = values.map { exp(($0 - greatest) / temperature) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
