public import ReinforcementLearning

/// An agent as a run left it, and the environment that it was trained in.
public struct TrainedAgent {
  /// The agent.
  public let agent: any Agent
  /// What it was trained in.
  public let environment: EnvironmentEntry
  /// How it was trained.
  public let configuration: RunConfiguration
  /// At which step it was kept.
  public let step: Int
  /// What was wrong with newer checkpoints.
  public let warnings: [String]

  /// Which checkpoint of a run is wanted.
  public enum Choice: Hashable, Sendable {
    /// The one with the best evaluation.
    case best
    /// The newest.
    case last
    /// The one of a step.
    case step(Int)
  }

  /// Loads the agent of one seed; nothing but numbers and texts is read.
  ///
  /// - Parameters:
  ///   - directory: Where the run lives.
  ///   - choice: Which checkpoint.
  ///   - options: What of the environment shall differ from what the agent was trained in.
  ///   - catalogue: Where the environment and the agent are found.
  /// - Throws: `Failure` if there is no checkpoint, or none that is whole.
  public init(
    in directory: RunDirectory, choice: Choice = .best,
    options: [String: ConfigurationValue] = [:], catalogue: Catalogue
  ) throws {
    configuration = try directory.configuration()
    environment = try catalogue.environment(
      configuration.environment,
      options: configuration.environmentOptions.merging(options) { $1 })
    let entry = try catalogue.agent(configuration.agent)
    let own = try catalogue.environment(
      configuration.environment, options: configuration.environmentOptions)
    try catalogue.requireFit(entry, own, with: configuration.parameters)
    try Self.requireSameSpaces(environment.setting, own.setting)
    let store = directory.checkpoints
    let chosen: LoadedCheckpoint? =
      switch choice {
      case .best: try store.best() ?? store.newest()
      case .last: try store.newest()
      case .step(let step): try store.checkpoint(atStep: step)
      }
    guard let found = chosen else {
      throw Failure(
        .missingInput, "the run has no checkpoint yet", at: directory.path,
        remedy: "train it first: apus resume \(directory.path)")
    }
    let setting = environment.setting
    agent = try entry.prepare(configuration.parameters, steps: configuration.steps).make(
      AgentContext(
        observationSpace: setting.observationSpace, actionSpace: setting.actionSpace,
        copies: configuration.copies, steps: configuration.steps, seed: configuration.seed,
        isSolvable: setting.isSolvable, goals: environment.goals, catalogue: catalogue))
    try found.requireFinite { $0.hasPrefix("agent/") && !$0.contains("replay") }
    try found.archive.load(part: agent, for: "agent")
    step = found.step
    warnings = found.warnings
  }

  private static func requireSameSpaces(_ here: AgentSetting, _ own: AgentSetting) throws {
    let pairs = [
      ("observes", own.observationSpace, here.observationSpace),
      ("acts in", own.actionSpace, here.actionSpace),
    ]
    for (verb, known, given) in pairs where !known.hasForm(of: given) {
      throw Failure(
        .configuration, "the agent \(verb) \(known), here it would be \(given)",
        remedy: "leave out the options and wrappers that change it")
    }
  }
}

extension Space {
  /// Whether values have the same form, whatever their ranges: physical constants may move these.
  fileprivate func hasForm(of other: Space) -> Bool {
    discreteCount == other.discreteCount && box?.shape == other.box?.shape
      && rowWidth == other.rowWidth && featureWidth == other.featureWidth
  }
}
