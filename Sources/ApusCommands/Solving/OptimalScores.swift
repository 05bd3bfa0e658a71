internal import ReinforcementLearning

/// What the best play comes to, from where episodes begin.
struct OptimalScores {
  /// The discounted return.
  let value: Double
  /// The undiscounted return, within the time limit if there is one; nil where only a discounted
  /// value is known.
  let episodeReturn: Double?
  /// The number of steps, where it is finite.
  let length: Double?

  private static let beginnings = 1_000

  /// Solves an environment; nil if no exact solution is known.
  init?(of entry: EnvironmentEntry) throws {
    guard entry.isSolvable else { return nil }
    let batch = entry.makeBatch()
    if let world = batch.environment(of: 0) as? any FiniteMDP {
      let model = try FiniteModel(of: world)
      let solution = try Solution(of: model)
      let best = try PolicyChain(model, under: solution.policy)
      let steps = batch.timeLimit
      let returns = model.atStart(
        steps.map { best.values(steps: $0) } ?? best.values(discount: 1))
      value = model.atStart(solution.values)
      episodeReturn = returns.isFinite ? returns : nil
      let expected = model.atStart(solution.expectedLengths)
      length = expected.isFinite ? expected : nil
    } else {
      let sample = try SampledOptimum(of: entry, beginnings: Self.beginnings)
      value = sample.optimalReturn
      episodeReturn = sample.discount == 1 ? sample.optimalReturn : nil
      length = sample.expectedLength
    }
  }
}
