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
  public let tuned: String
  /// The default of each parameter.
  public let defaults: @Sendable () throws -> [String: ConfigurationValue]

  private let refusal: @Sendable (AgentSetting) -> String?
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
  ///   - make: Makes an agent that has learned nothing.
  public init<Configuration: AgentConfiguration>(
    _ id: String, summary: String, source: String, configuration: Configuration.Type,
    startingFrom base: Configuration = Configuration(), tuned: String = "",
    refusal: @escaping @Sendable (AgentSetting) -> String? = { _ in nil },
    make: @escaping @Sendable (Configuration, AgentContext) throws -> any Agent
  ) {
    self.id = id
    self.summary = summary
    self.source = source
    self.tuned = tuned
    self.refusal = refusal
    parameters = Configuration.parameters
    defaults = { try base.table() }
    prepare = { changes, steps in
      let configuration = try Configuration.configured(
        with: changes, of: id, startingFrom: base)
      try configuration.validate(steps: steps)
      return PreparedConfiguration(
        values: try ConfigurationValue(encoding: configuration).table ?? [:]
      ) { try make(configuration, $0) }
    }
  }

  /// Why the agent cannot act in a setting; nil if it can.
  public func refusal(in setting: AgentSetting) -> String? { refusal(setting) }

  /// Checks a configuration before anything is started.
  ///
  /// - Parameters:
  ///   - changes: What differs from the defaults.
  ///   - steps: How many steps the run is to take.
  /// - Returns: What was checked, with the value of every parameter.
  /// - Throws: ``Failure`` of kind `configuration` that names the key.
  public func prepare(
    _ changes: [String: ConfigurationValue], steps: Int
  ) throws -> PreparedConfiguration {
    try prepare(changes, steps)
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
  /// What the program knows by name, for agents that are made of other agents.
  public var catalogue: Catalogue

  /// Creates a context.
  public init(
    observationSpace: Space, actionSpace: Space, copies: Int = 1, steps: Int, seed: UInt64,
    isSolvable: Bool = false, catalogue: Catalogue = Catalogue(environments: [], agents: [])
  ) {
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
    self.copies = copies
    self.steps = steps
    self.seed = seed
    self.isSolvable = isSolvable
    self.catalogue = catalogue
  }
}
