import ReinforcementLearning

/// A range in which a statistic lies, as far as the runs can tell.
public struct Interval: Codable, Hashable, Sendable {
  /// The lower bound.
  public var lower: Double
  /// The upper bound.
  public var upper: Double

  /// Creates a range.
  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}

/// Intervals by drawing the runs of each task again, with replacement.
///
/// Follows Agarwal et al. (NeurIPS 2021): stratified by task, percentile method.  It has its own
/// seed, which is stored with every result: the same seed gives the same interval.
public struct Bootstrap: Codable, Hashable, Sendable {
  /// How often the runs are drawn.
  public var resamples = 50_000
  /// The seed of the draws.
  public var seed: UInt64 = 0
  /// Which part of the resampled statistics lies within.
  public var confidence = 0.95

  /// With fewer runs an interval says nothing.
  public static let fewestRuns = 3

  /// Creates a bootstrap.
  public init(resamples: Int = 50_000, seed: UInt64 = 0, confidence: Double = 0.95) {
    self.resamples = resamples
    self.seed = seed
    self.confidence = confidence
  }

  // MARK: - One algorithm

  /// The intervals of several statistics, from the same draws; nil with fewer than three runs.
  public func intervals(
    of scores: Scores, _ statistics: [(Resample) -> Double]
  ) -> [Interval]? {
    guard scores.fewestRuns >= Self.fewestRuns else { return nil }
    var random = RandomSource(seed: seed, stream: "bootstrap")
    var results = statistics.map { _ in [Double](repeating: 0, count: resamples) }
    var resample = Resample(scores)
    for draw in 0..<resamples {
      resample.redraw(from: scores, using: &random)
      for place in statistics.indices { results[place][draw] = statistics[place](resample) }
    }
    return results.map(interval)
  }

  /// The interval of a statistic; nil with fewer than three runs.
  public func interval(of scores: Scores, _ statistic: (Resample) -> Double) -> Interval? {
    withoutActuallyEscaping(statistic) { intervals(of: scores, [$0])?.first }
  }

  // MARK: - Two algorithms

  /// The interval of a statistic of two algorithms, each drawn separately; nil with fewer than
  /// three runs of either.
  public func interval(
    of scores: Scores, and others: Scores, _ statistic: (Resample, Resample) -> Double
  ) -> Interval? {
    guard min(scores.fewestRuns, others.fewestRuns) >= Self.fewestRuns else { return nil }
    var random = RandomSource(seed: seed, stream: "bootstrap")
    var first = Resample(scores)
    var second = Resample(others)
    return interval(
      (0..<resamples).map { _ in
        first.redraw(from: scores, using: &random)
        second.redraw(from: others, using: &random)
        return statistic(first, second)
      })
  }

  // MARK: - Curves

  /// The intervals of a statistic at each mark of a curve, whole runs being drawn; nil with fewer
  /// than three runs.
  ///
  /// - Precondition: every run has a value at every mark, `[runs][marks]`.
  public func band(of runs: [[Double]], _ statistic: (inout [Double]) -> Double) -> [Interval]? {
    guard runs.count >= Self.fewestRuns, let marks = runs.first?.count else { return nil }
    precondition(runs.allSatisfy { $0.count == marks }, "runs with different marks")
    var random = RandomSource(seed: seed, stream: "bootstrap")
    var results = (0..<marks).map { _ in [Double](repeating: 0, count: resamples) }
    var drawn = [Double](repeating: 0, count: runs.count)
    for draw in 0..<resamples {
      let chosen = runs.indices.map { _ in random.integer(below: runs.count) }
      for mark in 0..<marks {
        for place in chosen.indices { drawn[place] = runs[chosen[place]][mark] }
        results[mark][draw] = statistic(&drawn)
      }
    }
    return results.map(interval)
  }

  func interval(_ replicates: [Double]) -> Interval {
    let sorted = replicates.sorted()
    let tail = (1 - confidence) / 2
    return Interval(
      lower: Statistics.quantile(tail, ofSorted: sorted),
      upper: Statistics.quantile(1 - tail, ofSorted: sorted))
  }
}
