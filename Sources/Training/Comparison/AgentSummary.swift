import ReinforcementLearning

/// How the seeds of one agent did in one environment.
public struct AgentSummary: Encodable, Hashable, Sendable {
  /// What it is called: the agent, and the run where an agent appears twice.
  public var label: String
  /// The seeds, in order.
  public var seeds: [UInt64]
  /// The mean return of each seed's last evaluation, in the same order.
  public var scores: [Double]
  /// Their mean.
  public var mean: Double
  /// Their standard deviation.
  public var deviation: Double
  /// Their interquartile mean.
  public var interquartileMean: Double
  /// The 95 % bootstrap interval of the interquartile mean; nil with fewer than three seeds.
  public var interval: Interval?
  /// How often such an interval contains the truth with so few seeds; nil where it does as it says.
  public var intervalCoverage: Double?
  /// The steps until a threshold, the median over seeds; nil if most never reached it.
  public var stepsToThreshold: Int?
  /// The time until then, the median over seeds, in s.
  public var secondsToThreshold: Double?
  /// How many seeds reached it; nil without a threshold.
  public var seedsReachingThreshold: Int?
  /// The mean height of the curves over all marks: the normalized area below them.
  public var areaUnderCurve: Double
  /// Which part of the actions was optimal at the end, where that is known.
  public var optimalShare: Double?
  /// How much discounted return the best play would add, where that is known.
  public var optimalityGap: Double?
  /// The time a seed took, the median, in s.
  public var wallSeconds: Double?
  /// The interquartile mean at every mark, with its interval: the learning curve.
  public var curve: [CurvePoint]

  /// A point of a learning curve.
  public struct CurvePoint: Encodable, Hashable, Sendable {
    /// The steps taken until then.
    public var step: Int
    /// The interquartile mean over seeds.
    public var value: Double
    /// Its interval; nil with fewer than three seeds.
    public var interval: Interval?
  }

  private static let curveResamples = 5_000  // a band is looked at, not read off

  init(
    label: String, runs: [RunCurve], finalStep: Int, threshold: Double?, bootstrap: Bootstrap
  ) throws {
    let runs = runs.sorted { $0.configuration.seed < $1.configuration.seed }
    let finals = runs.compactMap { run in run.marks.last { $0.step <= finalStep } }
    let scores = try Scores([finals.map(\.meanReturn)])
    self.label = label
    self.scores = scores.tasks[0]
    seeds = runs.map(\.configuration.seed)
    mean = scores.mean
    deviation = Statistics.variance(scores.tasks[0]).squareRoot()
    interquartileMean = scores.interquartileMean
    interval = bootstrap.interval(of: scores) { $0.interquartileMean }
    intervalCoverage = interval == nil ? nil : Self.coverage(seeds: runs.count)
    areaUnderCurve = Statistics.mean(runs.map { $0.meanHeight(upTo: finalStep) })
    optimalShare = Self.mean(finals.map(\.optimalShare))
    optimalityGap = Self.mean(
      finals.map { mark in
        mark.meanOptimalValue.flatMap { best in mark.meanDiscountedReturn.map { best - $0 } }
      })
    let times = finals.compactMap(\.wallSeconds)
    wallSeconds = times.isEmpty ? nil : Statistics.median(times)
    curve = Self.curve(of: runs, upTo: finalStep, bootstrap: bootstrap)
    if let threshold { measureThreshold(runs, threshold) }
  }

  private mutating func measureThreshold(_ runs: [RunCurve], _ threshold: Double) {
    let reached = runs.map { $0.first(reaching: threshold) }
    seedsReachingThreshold = reached.count { $0 != nil }
    let steps = Statistics.median(reached.map { $0.map { Double($0.step) } ?? .infinity })
    stepsToThreshold = steps.isFinite ? Int(steps) : nil
    let seconds = Statistics.median(reached.map { $0.map { $0.wallSeconds ?? .nan } ?? .infinity })
    secondsToThreshold = seconds.isFinite ? seconds : nil
  }

  /// The mean where every seed has a value.
  private static func mean(_ numbers: [Double?]) -> Double? {
    let present = numbers.compactMap { $0 }
    return present.count == numbers.count && !present.isEmpty ? Statistics.mean(present) : nil
  }

  /// The curve over the marks that all seeds have.
  private static func curve(
    of runs: [RunCurve], upTo step: Int, bootstrap: Bootstrap
  ) -> [CurvePoint] {
    let common = runs.map { Set($0.marks.map(\.step)) }
      .reduce(Set(runs[0].marks.map(\.step))) { $0.intersection($1) }
    let steps = common.filter { $0 <= step }.sorted()
    let values = runs.map { run in
      run.marks.filter { common.contains($0.step) && $0.step <= step }.map(\.meanReturn)
    }
    var bootstrap = bootstrap
    bootstrap.resamples = min(bootstrap.resamples, curveResamples)
    let band = bootstrap.band(of: values) { Statistics.interquartileMean(sorting: &$0) }
    return steps.enumerated().map { place, step in
      CurvePoint(
        step: step, value: Statistics.interquartileMean(values.map { $0[place] }),
        interval: band?[place])
    }
  }

  /// How often the "95 %" interval of one environment contains the truth, measured by simulation:
  /// the lowest of a normal, a log-normal and a two-peaked distribution of scores.
  static func coverage(seeds: Int) -> Double? {
    switch seeds {
    case ..<4: 0.74
    case 4: 0.87
    case 5: 0.89
    case 6, 7: 0.90
    case 8, 9: 0.92
    default: nil
    }
  }
}
