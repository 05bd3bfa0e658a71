import ReinforcementLearning

/// Scores that were drawn again, with the same aggregates as ``Scores`` but no memory of its own
/// for each draw.
public struct Resample {
  private var flat: [Double]  // task after task
  private let ends: [Int]  // where each task ends

  init(_ scores: Scores) {
    flat = scores.tasks.flatMap { $0 }
    ends = scores.tasks.reduce(into: []) { $0.append(($0.last ?? 0) + $1.count) }
  }

  /// Draws as many runs of each task as it has.
  mutating func redraw(from scores: Scores, using random: inout RandomSource) {
    var place = 0
    for task in scores.tasks {
      for _ in task.indices {
        flat[place] = task[random.integer(below: task.count)]
        place += 1
      }
    }
  }

  /// Takes given runs: the index of each, by run and task, `[runs][tasks]`.
  mutating func redraw(from scores: Scores, indices: [[Int]]) {
    var place = 0
    for (task, values) in scores.tasks.enumerated() {
      for run in values.indices {
        flat[place] = values[indices[run][task]]
        place += 1
      }
    }
  }

  private func task(_ number: Int) -> ArraySlice<Double> {
    flat[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  private var means: [Double] { ends.indices.map { Statistics.mean(task($0)) } }

  /// As ``Scores/mean``.
  public var mean: Double { Statistics.mean(means) }
  /// As ``Scores/median``.
  public var median: Double { Statistics.median(means) }

  /// As ``Scores/interquartileMean``.
  public var interquartileMean: Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: flat.count) { buffer in
      var buffer = buffer
      _ = buffer.initialize(from: flat)
      buffer.sort()
      let cut = buffer.count / 4
      return buffer[cut..<buffer.count - cut].reduce(0, +) / Double(buffer.count - 2 * cut)
    }
  }

  /// As ``Scores/optimalityGap(to:)``.
  public func optimalityGap(to wanted: Double = 1) -> Double {
    wanted - flat.reduce(0) { $0 + min($1, wanted) } / Double(flat.count)
  }

  /// As ``Scores/probabilityOfImprovement(over:)``.
  public func probabilityOfImprovement(over other: Resample) -> Double {
    Statistics.mean(
      ends.indices.map { number in
        let (mine, theirs) = (task(number), other.task(number))
        var wins = 0.0
        for score in mine {
          for rival in theirs { wins += score > rival ? 1 : score == rival ? 0.5 : 0 }
        }
        return wins / Double(mine.count * theirs.count)
      })
  }
}
