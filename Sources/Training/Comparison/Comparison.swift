import Foundation
import ReinforcementLearning

/// Runs side by side, by environment and agent, with what may be said about them.
public struct Comparison: Encodable, Sendable {
  /// Each environment with the agents that were trained in it.
  public var environments: [EnvironmentComparison]
  /// What could not be read, or should be known, a line each.
  public var warnings: [String]
  /// How the intervals were drawn.
  public var bootstrap: Bootstrap

  /// What is compared, and how.
  public struct Options: Sendable {
    /// The return whose first reaching is timed; by environment, nil for none.
    public var threshold: @Sendable (_ environment: String) -> Double?
    /// Whether runs that did not take all their steps are compared at the last step that all took.
    public var allowsUnfinished: Bool
    /// How the intervals are drawn.
    public var bootstrap: Bootstrap

    /// Creates options.
    public init(
      threshold: @escaping @Sendable (_ environment: String) -> Double? = { _ in nil },
      allowsUnfinished: Bool = false, bootstrap: Bootstrap = Bootstrap()
    ) {
      self.threshold = threshold
      self.allowsUnfinished = allowsUnfinished
      self.bootstrap = bootstrap
    }
  }

  /// Compares runs.
  ///
  /// - Throws: `Failure` of kind `missingInput` if there is nothing to compare; of kind
  ///   `configuration`, naming the runs, if they were evaluated differently, took other numbers of
  ///   steps, are not finished, or have a seed twice; of kind `numerical` for a return that is none.
  public init(_ directories: [RunDirectory], options: Options = Options()) throws {
    guard !directories.isEmpty else {
      throw Failure(.missingInput, "there is nothing to compare", remedy: "name some runs")
    }
    var leftOut: [String] = []
    let curves = try directories.compactMap { directory -> RunCurve? in
      do {
        return try RunCurve(directory)
      } catch let failure as Failure where failure.kind == .missingInput && options.allowsUnfinished
      {
        leftOut.append("left out: \(failure.what) - \(directory.path)")
        return nil
      }
    }
    guard !curves.isEmpty else {
      throw Failure(
        .missingInput, "none of the runs was ever evaluated", remedy: "let them train: apus resume")
    }
    try self.init(curves: curves, options: options)
    warnings = leftOut + warnings
  }

  init(curves: [RunCurve], options: Options) throws {
    bootstrap = options.bootstrap
    warnings = curves.flatMap(\.warnings)
    environments = []
    let byEnvironment = Dictionary(grouping: curves, by: \.configuration.task)
    for (environment, runs) in byEnvironment.sorted(by: { $0.key < $1.key }) {
      try CommonGround.requireSame(runs)
      let finalStep = try CommonGround.finalStep(of: runs, options: options, warnings: &warnings)
      environments.append(
        try EnvironmentComparison(environment, runs: runs, finalStep: finalStep, options: options))
    }
  }

  /// The comparison for other programs.
  ///
  /// - Throws: never in practice; every number in it is finite.
  public func json() throws -> String { try ProgramJSON.text(self, isPretty: true) }
}

/// One environment with the agents that were trained in it, the best first.
public struct EnvironmentComparison: Encodable, Sendable {
  /// The id of the environment, and its options where they differ from the defaults.
  public var environment: String
  /// The step at which all are compared.
  public var step: Int
  /// The return whose first reaching is timed.
  public var threshold: Double?
  /// The agents by their interquartile mean.
  public var agents: [AgentSummary]
  /// What may be said of the best against every other.
  public var verdicts: [Verdict]

  init(
    _ environment: String, runs: [RunCurve], finalStep: Int, options: Comparison.Options
  ) throws {
    self.environment = environment
    step = finalStep
    threshold = options.threshold(environment)
    agents = []
    for (label, group) in Self.grouped(runs) {
      try CommonGround.requireDistinctSeeds(group)
      agents.append(
        try AgentSummary(
          label: label, runs: group, finalStep: finalStep, threshold: threshold,
          bootstrap: options.bootstrap))
    }
    agents.sort { ($1.interquartileMean, $0.label) < ($0.interquartileMean, $1.label) }
    verdicts = try Verdict.verdicts(
      on: agents.sorted { ($1.mean, $0.label) < ($0.mean, $1.label) }, in: environment)
  }

  /// The runs by agent, and by name where an agent has several.
  private static func grouped(_ runs: [RunCurve]) -> [(String, [RunCurve])] {
    Dictionary(grouping: runs, by: \.configuration.agent).sorted { $0.key < $1.key }
      .flatMap { agent, runs in
        let byName = Dictionary(grouping: runs) {
          ($0.directory.path as NSString).deletingLastPathComponent
        }
        if byName.count == 1 { return [(agent, runs)] }
        return byName.sorted { $0.key < $1.key }.map { path, runs in
          ("\(agent) (\((path as NSString).lastPathComponent))", runs)
        }
      }
  }
}
