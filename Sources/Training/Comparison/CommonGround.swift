import ReinforcementLearning

/// What runs must have in common to be compared at all.
enum CommonGround {
  /// Refuses runs that were evaluated differently.
  static func requireSame(_ runs: [RunCurve]) throws {
    for run in runs.dropFirst() {
      let (first, other) = (runs[0].configuration, run.configuration)
      for (key, mine, theirs) in [
        ("evaluationEpisodes", first.evaluationEpisodes, other.evaluationEpisodes),
        (
          "evaluationSeed", Int(clamping: first.evaluationSeed), Int(clamping: other.evaluationSeed)
        ),
      ] where mine != theirs {
        throw Failure(
          .configuration, "runs were evaluated differently: \(key) is \(mine) and \(theirs)",
          at: "\(runs[0].directory.title) and \(run.directory.title)",
          remedy: "evaluate them alike, or compare them apart")
      }
    }
  }

  /// Refuses a seed that comes twice in one group.
  static func requireDistinctSeeds(_ runs: [RunCurve]) throws {
    var seen: [UInt64: RunCurve] = [:]
    for run in runs {
      if let other = seen[run.configuration.seed] {
        throw Failure(
          .configuration, "seed \(run.configuration.seed) comes twice",
          at: "\(other.directory.title) and \(run.directory.title)",
          remedy: "name each run once, and give each its own seed")
      }
      seen[run.configuration.seed] = run
    }
  }

  /// The step at which the runs of one environment are compared.
  static func finalStep(
    of runs: [RunCurve], options: Comparison.Options, warnings: inout [String]
  ) throws -> Int {
    let environment = runs[0].configuration.task
    if let short = runs.first(where: { $0.last.step < $0.configuration.steps }),
      !options.allowsUnfinished
    {
      throw Failure(
        .configuration,
        "the run was last evaluated at step \(short.last.step) of \(short.configuration.steps)",
        at: short.directory.title,
        remedy: "resume it, or compare as far as all have come with --allow-unfinished")
    }
    let common = runs.map { Set($0.marks.map(\.step)) }
      .reduce(Set(runs[0].marks.map(\.step))) { $0.intersection($1) }
    guard let last = common.max() else {
      throw Failure(
        .configuration, "the runs in \(environment) share no step at which they were evaluated",
        remedy: "train them with the same evaluation interval")
    }
    if let longer = runs.first(where: { $0.last.step > last }) {
      guard options.allowsUnfinished else {
        throw Failure(
          .configuration,
          "runs in \(environment) were last evaluated together at step \(last), but one at "
            + "\(longer.last.step)",
          at: longer.directory.title,
          remedy: "give all the same steps, or add --allow-unfinished to compare at \(last)")
      }
      warnings.append("\(environment): compared at step \(last), the last that all runs reached")
    }
    return last
  }
}
