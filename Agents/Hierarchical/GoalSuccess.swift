/// How often each goal is reached, and how much is explored on the way to it.
///
/// The rate of a goal is a moving mean over its attempts; ε falls with it, as Kulkarni et al., 2016,
/// section 3 demand: `ε_g = ε₀ + (ε₁ − ε₀) min(1, rate / success)`.
struct GoalSuccess: Codable {
  let initial: Double
  let final: Double
  let success: Double
  let weight: Double
  /// The share of attempts that reached each goal, `[G]`.
  private(set) var rates: [Double]

  init(_ configuration: HDQNConfiguration, goals: Int) {
    initial = configuration.explorationInitial
    final = configuration.explorationFinal
    success = configuration.explorationSuccess
    weight = configuration.successWeight
    rates = Array(repeating: 0, count: goals)
  }

  /// ε of a goal.
  func exploration(of goal: Int) -> Double {
    initial + (final - initial) * min(1, rates[goal] / success)
  }

  /// Takes note of how an attempt ended.
  mutating func note(_ isReached: Bool, of goal: Int) {
    rates[goal] += weight * ((isReached ? 1 : 0) - rates[goal])
  }
}
