/// A way to explore that goes around any agent, as the command line knows it.
///
/// Around `dqn`, `simhash` is the agent `dqn+simhash`: its parameters are those of `dqn`, and those of
/// `simhash` as `explore.bits` and so on.
public struct ExplorationEntry: Sendable {
  /// What stands before the key of a parameter where an agent has the exploration around it.
  public static let prefix = "explore."

  /// What users type: `simhash`.
  public let id: String
  /// What it does, in a sentence.
  public let summary: String
  /// The paper that it follows.
  public let source: String
  /// What each parameter means.
  public let parameters: [ParameterDescription]
  /// Tuned values by the agent that it goes around, each by environment as YAML: what is said there of
  /// an environment takes the place of what is known of the agent alone.
  public let tuned: [String: String]
  /// The default of each parameter.
  public let defaults: @Sendable () throws -> [String: ConfigurationValue]

  private let refusal: @Sendable (AgentSetting) -> String?
  private let prepare: @Sendable ([String: ConfigurationValue], Int) throws -> PreparedExploration

  /// Registers an exploration.
  ///
  /// - Parameters:
  ///   - id: What users type.
  ///   - summary: What it does, in a sentence.
  ///   - source: The paper that it follows.
  ///   - configuration: What may be chosen about it.
  ///   - tuned: Tuned values by agent, each by environment as YAML.
  ///   - refusal: Why it cannot explore in a setting; nil if it can.
  ///   - make: Puts it around an agent; neither has learned anything.
  public init<Configuration: AgentConfiguration>(
    _ id: String, summary: String, source: String, configuration: Configuration.Type,
    tuned: [String: String] = [:],
    refusal: @escaping @Sendable (AgentSetting) -> String? = { _ in nil },
    make: @escaping @Sendable (Configuration, any Agent, AgentContext) throws -> any Agent
  ) {
    self.id = id
    self.summary = summary
    self.source = source
    self.tuned = tuned
    self.refusal = refusal
    parameters = Configuration.parameters
    defaults = { try Configuration.defaults() }
    prepare = { changes, steps in
      let configuration = try Configuration.configured(with: changes, of: id)
      try configuration.validate(steps: steps)
      return PreparedExploration(values: try configuration.table()) {
        try make(configuration, $0, $1)
      }
    }
  }

  /// An agent with this exploration around it.
  public func around(_ agent: AgentEntry) -> AgentEntry { AgentEntry(agent, exploring: self) }

  /// Why it cannot explore in a setting; nil if it can.
  public func refusal(in setting: AgentSetting) -> String? { refusal(setting) }

  /// Checks a configuration.
  func prepare(
    _ changes: [String: ConfigurationValue], steps: Int
  ) throws -> PreparedExploration {
    try prepare(changes, steps)
  }

  /// What of some changes is the exploration's, without its prefix, and what the agent's.
  ///
  /// Of an agent inside another they come as a table: `controller.explore.beta`.
  func divide(
    _ changes: [String: ConfigurationValue]
  ) -> (own: [String: ConfigurationValue], others: [String: ConfigurationValue]) {
    var (own, others): ([String: ConfigurationValue], [String: ConfigurationValue]) = ([:], [:])
    for (key, value) in changes {
      if key.hasPrefix(Self.prefix) {
        own[String(key.dropFirst(Self.prefix.count))] = value
      } else if key + "." == Self.prefix, let table = value.table {
        own.merge(table) { $1 }
      } else {
        others[key] = value
      }
    }
    return (own, others)
  }
}

/// An exploration whose configuration was checked, and the way to put it around an agent.
struct PreparedExploration: Sendable {
  /// The value of every parameter.
  let values: [String: ConfigurationValue]
  /// Puts it around an agent; neither has learned anything.
  let wrap: @Sendable (any Agent, AgentContext) throws -> any Agent
}
