internal import ReinforcementLearning

/// The tables and events that a run writes as it goes on.
final class RunLogs {
  private let progress: TableLog
  private let evaluations: TableLog
  private let events: EventLog
  private let metrics: [Metric]
  private let paths: (progress: String, evaluations: String)
  private var lastReport: (seconds: Double, step: Int, updates: Int)?

  /// How much of each was written, in rows and bytes: what does not depend on the clock.
  struct Lengths: Codable, Hashable {
    var progress = 0
    var evaluations = 0
    var events = 0
  }

  init(in directory: RunDirectory, metrics: [Metric]) throws {
    self.metrics = metrics
    paths = (directory.progressPath, directory.evaluationsPath)
    progress = try TableLog(
      path: directory.progressPath,
      columns: ["step", "episodes", "mean_return", "mean_length"] + metrics.map(\.name)
        + ["updates", "wall_seconds", "steps_per_second", "updates_per_second"])
    evaluations = try TableLog(path: directory.evaluationsPath, columns: EvaluationMark.columns)
    events = try EventLog(path: directory.eventsPath)
  }

  var lengths: Lengths {
    Lengths(progress: progress.rows, evaluations: evaluations.rows, events: events.length)
  }

  func flush() throws {
    try progress.synchronize()
    try evaluations.synchronize()
    try events.synchronize()
  }

  /// Forgets what was written after a checkpoint.
  ///
  /// - Returns: The seconds that the run had taken by then.
  @discardableResult
  func truncate(to lengths: Lengths) throws -> Double {
    try progress.truncate(toRows: lengths.progress)
    try evaluations.truncate(toRows: lengths.evaluations)
    try events.truncate(to: lengths.events)
    let tables = try [Table.read(paths.progress), Table.read(paths.evaluations)]
    return tables.compactMap { $0["wall_seconds"]?.last ?? nil }.max() ?? 0
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
    try events.append(
      [
        ("rollout/mean_return", report.meanReturn), ("rollout/mean_length", report.meanLength),
      ]
        + zip(metrics, report.metrics).map { ("train/\($0.name)", $1) }, step: report.step)
  }

  func write(_ evaluation: Evaluation, step: Int, seconds: Double) throws {
    try evaluations.append(
      EvaluationMark(evaluation, step: step, seconds: seconds).cells)
    try events.append(
      [
        ("evaluation/mean_return", evaluation.meanReturn),
        ("evaluation/mean_length", evaluation.meanLength),
        ("evaluation/optimal_share", evaluation.optimalShare),
      ], step: step)
  }
}
