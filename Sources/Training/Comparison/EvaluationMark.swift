/// One line of `evaluations.csv`.
public struct EvaluationMark: Codable, Hashable, Sendable {
  /// The steps taken until then.
  public var step: Int
  /// The episodes played.
  public var episodes: Int
  /// The mean of their returns.
  public var meanReturn: Double
  /// The deviation of their returns.
  public var deviation: Double?
  /// The least return.
  public var leastReturn: Double?
  /// The greatest return.
  public var greatestReturn: Double?
  /// The mean number of steps of an episode.
  public var meanLength: Double?
  /// Which part of the actions was optimal, where that is known.
  public var optimalShare: Double?
  /// The mean of the discounted returns.
  public var meanDiscountedReturn: Double?
  /// The mean of the best possible discounted returns, where that is known.
  public var meanOptimalValue: Double?
  /// The mean number of steps of optimal play from the same first states, where that is known.
  public var meanOptimalLength: Double?
  /// The time since the start of the training, without pauses, in s.
  public var wallSeconds: Double?

  /// The columns of `evaluations.csv`, in their order.
  public static let columns = [
    "step", "episodes", "mean_return", "std_return", "min_return", "max_return", "mean_length",
    "optimal_share", "mean_discounted_return", "mean_optimal_value",
    "mean_optimal_length", "wall_seconds",
  ]

  /// Creates a mark.
  public init(step: Int, episodes: Int, meanReturn: Double) {
    self.step = step
    self.episodes = episodes
    self.meanReturn = meanReturn
  }

  /// The cells of the line, in the order of the columns.
  public var cells: [Double?] {
    [
      Double(step), Double(episodes), meanReturn, deviation, leastReturn, greatestReturn,
      meanLength, optimalShare, meanDiscountedReturn, meanOptimalValue,
      meanOptimalLength, wallSeconds,
    ]
  }

  /// Reads a line; nil without a step or a return.
  init?(row: [Double?], columns: [String]) {
    func cell(_ name: String) -> Double? {
      columns.firstIndex(of: name).flatMap { $0 < row.count ? row[$0] : nil }
    }
    guard let step = cell("step").flatMap(Int.init(exactly:)), let mean = cell("mean_return") else {
      return nil
    }
    self.init(
      step: step, episodes: cell("episodes").flatMap(Int.init(exactly:)) ?? 0, meanReturn: mean)
    deviation = cell("std_return")
    leastReturn = cell("min_return")
    greatestReturn = cell("max_return")
    meanLength = cell("mean_length")
    optimalShare = cell("optimal_share")
    meanDiscountedReturn = cell("mean_discounted_return")
    meanOptimalValue = cell("mean_optimal_value")
    meanOptimalLength = cell("mean_optimal_length")
    wallSeconds = cell("wall_seconds")
  }
}

extension EvaluationMark {
  /// What an evaluation came to.
  init(_ evaluation: Evaluation, step: Int, seconds: Double) {
    self.init(
      step: step, episodes: evaluation.episodes.count, meanReturn: evaluation.meanReturn)
    deviation = evaluation.standardDeviation
    leastReturn = evaluation.leastReturn
    greatestReturn = evaluation.greatestReturn
    meanLength = evaluation.meanLength
    optimalShare = evaluation.optimalShare
    meanDiscountedReturn = evaluation.meanDiscountedReturn
    meanOptimalValue = evaluation.optimalValue
    meanOptimalLength = evaluation.optimalLength
    wallSeconds = (seconds * 1000).rounded() / 1000
  }
}
