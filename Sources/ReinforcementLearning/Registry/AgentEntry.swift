/// An agent as the command line knows it: its id, what to say of it, and how to make it.
public struct AgentEntry: Sendable {
  /// What users type: `dqn`.
  public let id: String
  /// What it is, in a sentence.
  public let summary: String
  /// The paper that it follows.
  public let source: String
  /// What each parameter means.
  public let parameters: [ParameterDescription]
  /// Tuned values by environment, as YAML: `CartPole-v1: {learningRate: 0.001}`.
  ///
  /// There may be several texts; what a later one says of an environment replaces what earlier say.
  public let tuned: [String]
  /// The default of each parameter.
  public let defaults: @Sendable () throws -> [String: ConfigurationValue]

  private let refusal: @Sendable (AgentSetting) -> String?
  private var refusalAsConfigured:
    @Sendable ([String: ConfigurationValue], AgentSetting) -> String? =
      { _, _ in nil }
  private let prepare: @Sendable ([String: ConfigurationValue], Int) throws -> PreparedConfiguration

  /// Registers an agent.
  ///
  /// - Parameters:
  ///   - id: What users type.
  ///   - summary: What it is, in a sentence.
  ///   - source: The paper that it follows.
  ///   - configuration: What may be chosen about it.
  ///   - base: The defaults, where they are not those of the type.
  ///   - tuned: Tuned values by environment, as YAML.
  ///   - refusal: Why the agent cannot act in a setting; nil if it can.
  ///   - refusalAsConfigured: Why it cannot with a configuration, where that makes a difference.
  ///   - make: Makes an agent that has learned nothing.
  public init<Configuration: AgentConfiguration>(
    _ id: String, summary: String, source: String, configuration: Configuration.Type,
    startingFrom base: Configuration = Configuration(), tuned: String = "",
    refusal: @escaping @Sendable (AgentSetting) -> String? = { _ in nil },
    refusalAsConfigured: (@Sendable (Configuration, AgentSetting) -> String?)? = nil,
    make: @escaping @Sendable (Configuration, AgentContext) throws -> any Agent
  ) {
    self.id = id
    self.summary = summary
    self.source = source
    self.tuned = [tuned]
    self.refusal = refusal
    parameters = Configuration.parameters
    defaults = { try base.table() }
    if let refusalAsConfigured {
      self.refusalAsConfigured = { changes, setting in
        // A configuration that is wrong in itself is refused where it is prepared.
        (try? Configuration.configured(with: changes, of: id, startingFrom: base))
          .flatMap { refusalAsConfigured($0, setting) }
      }
    }
    prepare = { changes, steps in
      let configuration = try Configuration.configured(
        with: changes, of: id, startingFrom: base)
      try configuration.validate(steps: steps)
      return PreparedConfiguration(
        values: try ConfigurationValue(encoding: configuration).table ?? [:]
      ) { try make(configuration, $0) }
    }
  }

  /// Puts an exploration around an agent: parameters of the former begin with `explore.`.
  init(_ agent: AgentEntry, exploring exploration: ExplorationEntry) {
    let prefix = ExplorationEntry.prefix
    id = "\(agent.id)+\(exploration.id)"
    summary = "\(agent.id), and \(exploration.summary)"
    source = "\(agent.source); \(exploration.source)"
    tuned = agent.tuned + [exploration.tuned[agent.id]].compactMap { $0 }
    refusal = { agent.refusal(in: $0) ?? exploration.refusal(in: $0) }
    parameters = agent.parameters + exploration.parameters.map { $0.prefixed(by: prefix) }
    defaults = {
      let own = try exploration.defaults().map { (prefix + $0.key, $0.value) }
      return try agent.defaults().merging(own) { $1 }
    }
    prepare = { changes, steps in
      let (own, others) = exploration.divide(changes)
      let inner = try agent.prepare(others, steps: steps)
      let outer = try exploration.prepare(own, steps: steps)
      return PreparedConfiguration(
        values: inner.values.merging(outer.values.map { (prefix + $0.key, $0.value) }) { $1 }
      ) { try outer.wrap(try inner.make($0), $0) }
    }
  }

  /// Why the agent cannot act in a setting; nil if it can.
  ///
  /// - Parameters:
  ///   - setting: What it is about to be put into.
  ///   - changes: What of its configuration differs from the defaults.
  /// - Returns: The reason, as the end of a sentence.
  public func refusal(
    in setting: AgentSetting, with changes: [String: ConfigurationValue] = [:]
  ) -> String? {
    refusal(setting) ?? refusalAsConfigured(changes, setting)
  }

  /// Checks a configuration before anything is started.
  ///
  /// - Parameters:
  ///   - changes: What differs from the defaults.
  ///   - steps: How many steps the run is to take.
  /// - Returns: What was checked, with the value of every parameter.
  /// - Throws: ``Failure`` of kind `configuration` that names the key, or what does not fit into memory.
  public func prepare(
    _ changes: [String: ConfigurationValue], steps: Int
  ) throws -> PreparedConfiguration {
    let prepared = try prepare(changes, steps)
    try NetworkSize.require(prepared.values)
    return prepared
  }
}

/// A configuration that was checked, and the way to make an agent of it.
public struct PreparedConfiguration: Sendable {
  /// The value of every parameter.
  public let values: [String: ConfigurationValue]
  /// Makes an agent that has learned nothing.
  public let make: @Sendable (AgentContext) throws -> any Agent
}

/// What an agent is made for.
public struct AgentContext: Sendable {
  /// What it will observe.
  public var observationSpace: Space
  /// What it may do.
  public var actionSpace: Space
  /// In how many copies it is trained.
  public var copies: Int
  /// How many steps the run is to take, for schedules.
  public var steps: Int
  /// The seed of the run; an agent draws from streams of it with names of its own.
  public var seed: UInt64
  /// Whether an exact solver knows what play is best there.
  public var isSolvable: Bool
  /// The goals that the environment documents, if it does.
  public var goals: GoalProvider?
  /// What the program knows by name, for agents that are made of other agents.
  public var catalogue: Catalogue

  /// Creates a context.
  public init(
    observationSpace: Space, actionSpace: Space, copies: Int = 1, steps: Int, seed: UInt64,
    isSolvable: Bool = false, goals: GoalProvider? = nil,
    catalogue: Catalogue = Catalogue(environments: [], agents: [])
  ) {
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
    self.copies = copies
    self.steps = steps
    self.seed = seed
    self.isSolvable = isSolvable
    self.goals = goals
    self.catalogue = catalogue
  }
}
