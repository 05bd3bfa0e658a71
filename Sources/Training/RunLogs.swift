internal import ReinforcementLearning

/// The tables and events that a run writes as it goes on.
final class RunLogs {
  private let progress: TableLog
  private let evaluations: TableLog
  private let events: EventLog
  private let metrics: [Metric]
  private var lastReport: (seconds: Double, step: Int, updates: Int)?

  /// How much of each was written, in rows and records: what does not depend on the clock.
  struct Lengths: Codable, Hashable {
    var progress = 0
    var evaluations = 0
    var events = 0
  }

  static let evaluationColumns = [
    "step", "episodes", "mean_return", "std_return", "min_return", "max_return", "mean_length",
    "optimal_share", "mean_discounted_return", "mean_optimal_value", "mean_optimal_length",
    "wall_seconds",
  ]

  init(in directory: RunDirectory, metrics: [Metric]) throws {
    self.metrics = metrics
    progress = try TableLog(
      directory.progressPath,
      columns: ["step", "episodes", "mean_return", "mean_length"] + metrics.map(\.name)
        + ["updates", "wall_seconds", "steps_per_second", "updates_per_second"])
    evaluations = try TableLog(directory.evaluationsPath, columns: Self.evaluationColumns)
    events = try EventLog(directory.eventsPath)
  }

  var lengths: Lengths {
    Lengths(progress: progress.rows, evaluations: evaluations.rows, events: events.records)
  }

  func flush() throws {
    try progress.flush()
    try evaluations.flush()
    try events.flush()
  }

  /// Forgets what was written after a checkpoint.
  ///
  /// - Returns: The seconds that the run had taken by then.
  @discardableResult
  func truncate(to lengths: Lengths) throws -> Double {
    try progress.truncate(toRows: lengths.progress)
    try evaluations.truncate(toRows: lengths.evaluations)
    try events.truncate(toRecords: lengths.events)
    let last = [try progress.last("wall_seconds"), try evaluations.last("wall_seconds")]
    return last.compactMap { $0 }.max() ?? 0
  }

  func write(_ report: TrainingReport, seconds: Double) throws {
    let since = lastReport ?? (0, 0, 0)
    let duration = seconds - since.seconds
    func rate(_ count: Int) -> Double? {
      lastReport != nil && duration > 0 ? (Double(count) / duration).rounded() : nil
    }
    let known: [Double?] = [
      Double(report.step), Double(report.episodes), report.meanReturn, report.meanLength,
    ]
    let clock: [Double?] = [
      (seconds * 1000).rounded() / 1000, rate(report.step - since.step),
      rate(report.updates - since.updates),
    ]
    try progress.append(known + report.metrics + [Double(report.updates)] + clock)
    lastReport = (seconds, report.step, report.updates)
    try events.write(
      scalars: [
        ("rollout/mean_return", report.meanReturn), ("rollout/mean_length", report.meanLength),
      ]
        + zip(metrics, report.metrics).map { ("train/\($0.name)", $1) }, step: report.step)
  }

  func write(_ evaluation: Evaluation, step: Int, seconds: Double) throws {
    try evaluations.append([
      Double(step), Double(evaluation.episodes.count), evaluation.meanReturn,
      evaluation.standardDeviation, evaluation.leastReturn, evaluation.greatestReturn,
      evaluation.meanLength, evaluation.optimalShare, evaluation.meanDiscountedReturn,
      evaluation.optimalValue, evaluation.optimalLength, (seconds * 1000).rounded() / 1000,
    ])
    try events.write(
      scalars: [
        ("evaluation/mean_return", evaluation.meanReturn),
        ("evaluation/mean_length", evaluation.meanLength),
        ("evaluation/optimal_share", evaluation.optimalShare),
      ], step: step)
  }
}
