import Foundation

extension Comparison {
  /// The comparison as tables and sentences for a terminal.
  public var text: String {
    let parts = environments.map(\.text) + warnings.map { "warning: \($0)" }
    return parts.joined(separator: "\n\n") + "\n"
  }
}

extension EnvironmentComparison {
  /// The table of one environment, its notes and its verdicts.
  public var text: String {
    let title = "\(environment), mean return of the evaluation at step \(Formatting.count(step))"
    let table = Formatting.table([header] + agents.map(row))
    return ([title, table] + notes + verdicts.map(\.sentence)).joined(separator: "\n")
  }

  private var hasOptimum: Bool { agents.contains { $0.optimalShare != nil } }
  private var hasGap: Bool { agents.contains { $0.optimalityGap != nil } }

  /// As many digits after the point as show four of the greatest mean.
  private var decimals: Int {
    let greatest = agents.map { max(abs($0.mean), $0.deviation) }.max() ?? 1
    return min(4, max(0, 3 - Int(log10(max(greatest, 1e-9)).rounded(.down))))
  }

  private var header: [String] {
    ["agent", "seeds", "mean", "± std", "IQM", "95 % interval", "area"]
      + (threshold.map { ["steps to \(Formatting.significant($0, digits: 4))", "time to it"] } ?? [])
      + (hasOptimum ? ["optimal actions"] : []) + (hasGap ? ["gap"] : []) + ["time"]
  }

  private func row(_ agent: AgentSummary) -> [String] {
    func number(_ value: Double?) -> String {
      value.map { Formatting.fixed($0, decimals: decimals) } ?? "-"
    }
    let interval = agent.interval.map { "\(number($0.lower)) … \(number($0.upper))" } ?? "-"
    let reached: [String] =
      threshold == nil
      ? []
      : [
        agent.stepsToThreshold.map { Formatting.count($0) } ?? "not reached",
        agent.secondsToThreshold.map { Formatting.duration(seconds: $0) } ?? "-",
      ]
    let share = agent.optimalShare.map { Formatting.fixed($0 * 100, decimals: 1) + " %" } ?? "-"
    return [
      agent.label, "\(agent.seeds.count)", number(agent.mean), number(agent.deviation),
      number(agent.interquartileMean), interval, number(agent.areaUnderCurve),
    ] + reached + (hasOptimum ? [share] : []) + (hasGap ? [number(agent.optimalityGap)] : [])
      + [agent.wallSeconds.map { Formatting.duration(seconds: $0) } ?? "-"]
  }

  private var notes: [String] {
    var notes: [String] = []
    if let fewest = agents.filter({ $0.intervalCoverage != nil }).map(\.seeds.count).min(),
      let coverage = AgentSummary.coverage(seeds: fewest)
    {
      notes.append(
        "Note: with \(fewest) seeds such an interval contains the truth in about "
          + "\(Int((coverage * 100).rounded())) of 100 cases, not in 95.")
    }
    if agents.contains(where: { $0.interval == nil }) {
      notes.append("Note: fewer than three seeds give no interval.")
    }
    return notes
  }
}
