import ReinforcementLearning

/// What the runs of one algorithm scored in each of several tasks.
///
/// Follows Agarwal et al., *Deep reinforcement learning at the edge of the statistical precipice*,
/// NeurIPS 2021.  A score is usually normalized, `(raw − random) / (reference − random)`.
public struct Scores: Hashable, Sendable {
  /// The score of each run in each task, `[tasks][runs]`; tasks may have different numbers of runs.
  public let tasks: [[Double]]

  /// Creates a table of scores.
  ///
  /// - Throws: `Failure` of kind `numerical` if a score is no finite number, for one run that
  ///   blew up would hide behind the middle half of the others; `missingInput` if a task has none.
  public init(_ tasks: [[Double]]) throws {
    guard !tasks.isEmpty, tasks.allSatisfy({ !$0.isEmpty }) else {
      throw Failure(.missingInput, "a task has no scores", remedy: "finish its runs first")
    }
    for (task, scores) in tasks.enumerated() {
      for (run, score) in scores.enumerated() where !score.isFinite {
        throw Failure(
          .numerical, "a score is \(score)", at: "task \(task), run \(run)",
          remedy: "find out why that run diverged, and run it again")
      }
    }
    self.tasks = tasks
  }

  /// The fewest runs of any task.
  public var fewestRuns: Int { tasks.map(\.count).min() ?? 0 }

  // MARK: - Aggregates

  /// The mean over tasks of the mean over runs.
  public var mean: Double { Statistics.mean(tasks.map { Statistics.mean($0) }) }
  /// The median over tasks of the mean over runs.
  public var median: Double { Statistics.median(tasks.map { Statistics.mean($0) }) }
  /// The mean of the middle half of all scores.
  public var interquartileMean: Double { Statistics.interquartileMean(tasks.flatMap { $0 }) }

  /// How much is missing on average to a score `γ`, more than which does not count.
  public func optimalityGap(to wanted: Double = 1) -> Double {
    wanted - Statistics.mean(tasks.flatMap { $0 }.map { min($0, wanted) })
  }

  // MARK: - Profiles

  /// The mean over tasks of the fraction of runs that score more than each threshold.
  public func runScoreProfile(at thresholds: [Double]) -> [Double] {
    thresholds.map { threshold in
      Statistics.mean(
        tasks.map { Double($0.count { $0 > threshold }) / Double($0.count) })
    }
  }

  /// The fraction of tasks in which the mean score is more than each threshold.
  public func averageScoreProfile(at thresholds: [Double]) -> [Double] {
    let means = tasks.map { Statistics.mean($0) }
    return thresholds.map { threshold in
      Double(means.count { $0 > threshold }) / Double(means.count)
    }
  }

  // MARK: - Two algorithms

  /// How likely a run of this algorithm is to beat a run of another in each task, ties counting
  /// half: `U / (Rx Ry)` with the statistic of Mann and Whitney.
  ///
  /// - Precondition: both have the same tasks.
  public func probabilitiesOfImprovement(over other: Scores) -> [Double] {
    precondition(tasks.count == other.tasks.count, "\(tasks.count) tasks, \(other.tasks.count)")
    return zip(tasks, other.tasks).map { mine, theirs in
      var wins = 0.0
      for score in mine {
        for rival in theirs { wins += score > rival ? 1 : score == rival ? 0.5 : 0 }
      }
      return wins / Double(mine.count * theirs.count)
    }
  }

  /// The mean of ``probabilitiesOfImprovement(over:)`` over the tasks.
  public func probabilityOfImprovement(over other: Scores) -> Double {
    Statistics.mean(probabilitiesOfImprovement(over: other))
  }
}
