/// An environment as the command line knows it: its id, what to say of it, and how to make it.
public struct EnvironmentEntry: Sendable {
  /// What users type, with its version: `CartPole-v1`.
  public let id: String
  /// What it is, in a sentence.
  public let summary: String
  /// What it pays, and how an episode ends.
  public let rewards: String
  /// Whom it follows.
  public let source: String
  /// The mean return of uniformly random actions, where it is known.
  public private(set) var randomReturn: Double?
  /// The mean return from which on it counts as solved, where there is one.
  public private(set) var solvedReturn: Double?
  /// How many steps an agent is trained for unless it is said, the same for all agents so that they
  /// can be compared.
  public let trainingSteps: Int
  /// What each option means.
  public let parameters: [ParameterDescription]
  /// The default of each option.
  public let defaults: @Sendable () throws -> [String: ConfigurationValue]
  /// The options that differ from their defaults.
  public private(set) var options: [String: ConfigurationValue] = [:]

  private let names: [String]
  private let prepare: @Sendable ([String: ConfigurationValue]) throws -> Prepared
  private var prepared: Prepared?

  private struct Prepared {
    var options: [String: ConfigurationValue]
    var prototype: EnvironmentPrototype
  }

  /// Registers an environment about which nothing may be chosen.
  ///
  /// - Parameters:
  ///   - id: What users type, with its version.
  ///   - summary: What it is, in a sentence.
  ///   - rewards: What it pays, and how an episode ends.
  ///   - source: Whom it follows.
  ///   - randomReturn: The mean return of uniformly random actions.
  ///   - solvedReturn: The mean return from which on it counts as solved.
  ///   - trainingSteps: How many steps an agent is trained for unless it is said.
  ///   - actionNames: What each action does, where actions are discrete.
  ///   - make: Makes one copy, wrapped as its id promises.
  @inlinable
  public init<World: Environment>(
    _ id: String, summary: String, rewards: String, source: String, randomReturn: Double? = nil,
    solvedReturn: Double? = nil, trainingSteps: Int = 100_000, actionNames: [String] = [],
    make: @escaping @Sendable () -> World
  ) {
    self.init(
      id, summary: summary, rewards: rewards, source: source, randomReturn: randomReturn,
      solvedReturn: solvedReturn, trainingSteps: trainingSteps, actionNames: actionNames,
      options: NoConfiguration.self
    ) { _ in EnvironmentPrototype(make()) }
  }

  /// Registers an environment with options, which leave its type as it is.
  ///
  /// `randomReturn` and `solvedReturn` hold for the default options, for which `make` never throws.
  @inlinable
  public init<Options: EnvironmentOptions, World: Environment>(
    _ id: String, summary: String, rewards: String, source: String, randomReturn: Double? = nil,
    solvedReturn: Double? = nil, trainingSteps: Int = 100_000, actionNames: [String] = [],
    options: Options.Type, make: @escaping @Sendable (Options) throws -> World
  ) {
    self.init(
      id, summary: summary, rewards: rewards, source: source, randomReturn: randomReturn,
      solvedReturn: solvedReturn, trainingSteps: trainingSteps, actionNames: actionNames,
      options: options
    ) { EnvironmentPrototype(try make($0)) }
  }

  /// Registers an environment whose type depends on its options.
  ///
  /// `randomReturn` and `solvedReturn` hold for the default options, for which `prototype` never
  /// throws.
  public init<Options: EnvironmentOptions>(
    _ id: String, summary: String, rewards: String, source: String, randomReturn: Double? = nil,
    solvedReturn: Double? = nil, trainingSteps: Int = 100_000, actionNames: [String] = [],
    options: Options.Type, prototype: @escaping @Sendable (Options) throws -> EnvironmentPrototype
  ) {
    self.id = id
    self.summary = summary
    self.rewards = rewards
    self.source = source
    self.randomReturn = randomReturn
    self.solvedReturn = solvedReturn
    self.trainingSteps = trainingSteps
    names = actionNames
    parameters = Options.parameters
    defaults = { try Options.defaults() }
    prepare = { changes in
      var changes = changes
      let wrappers = try Self.wrappers(changes.removeValue(forKey: Self.wrappersKey))
      let options = try Options.configured(with: changes, of: id)
      try options.validate()
      let defaults = try Options.defaults()
      var values = try ConfigurationValue(encoding: options).table ?? [:]
      values = values.filter { defaults[$0.key] != $0.value }
      var made = try prototype(options)
      if !wrappers.isEmpty {
        made = try made.wrapped(in: wrappers)
        values[Self.wrappersKey] = .list(wrappers.map { .text($0) })
      }
      return Prepared(options: values, prototype: made)
    }
  }

  /// The option that every environment has: its wrappers, the first innermost.
  public static let wrappersKey = "wrappers"

  private static func wrappers(_ value: ConfigurationValue?) throws -> [String] {
    guard let value else { return [] }
    if case .list(let items) = value {
      let texts = items.compactMap { item -> String? in
        if case .text(let text) = item { text } else { nil }
      }
      if texts.count == items.count { return texts }
    }
    throw Failure(
      .configuration, "wrappers are \(value.shortDescription)",
      remedy: "list them as [\"frame-stack=4\"], or use --wrap frame-stack=4")
  }

  /// The same environment with other options.
  ///
  /// - Parameter changes: What differs from the defaults.
  /// - Returns: The environment; its known scores are those of the defaults, and left out otherwise.
  /// - Throws: ``Failure`` of kind `configuration` that names the key.
  public func configured(with changes: [String: ConfigurationValue]) throws -> EnvironmentEntry {
    guard !changes.isEmpty else { return self }
    let prepared = try prepare(changes)
    var entry = self
    entry.prepared = prepared
    entry.options = prepared.options
    if !prepared.options.isEmpty {
      entry.randomReturn = nil
      entry.solvedReturn = nil
    }
    return entry
  }

  /// The same environment, with one more option on record.
  func keeping(_ value: ConfigurationValue, for key: String) -> EnvironmentEntry {
    var entry = self
    entry.options[key] = value
    return entry
  }

  private var prototype: EnvironmentPrototype {
    if let prepared { return prepared.prototype }
    do {
      return try prepare([:]).prototype
    } catch {
      preconditionFailure("\(id) refuses its own defaults: \(error)")
    }
  }

  /// Whether an exact solver knows what play is best.
  public var isSolvable: Bool { prototype.isSolvable }

  /// The goals that the environment documents, if it does.
  public var goals: GoalProvider? { prototype.goals }

  /// What each action does, where actions are discrete.
  public var actionNames: [String] { prototype.actionNames ?? names }

  /// Makes so many copies.
  ///
  /// - Parameters:
  ///   - count: How many, at least one.
  ///   - isSolving: Whether a finite environment is solved exactly, so that the batch can say what
  ///     play is best.
  ///   - threads: How many threads step the copies; the results do not depend on it.
  /// - Returns: Copies none of which has begun an episode.
  public func makeBatch(
    count: Int = 1, isSolving: Bool = false, threads: Int = 1
  ) -> any BatchEnvironment {
    prototype.makeBatch(count, id, isSolving, threads)
  }

  /// What an agent is put into here.
  public var setting: AgentSetting {
    let prototype = prototype
    let batch = prototype.makeBatch(1, id, false, 1)
    return AgentSetting(
      observationSpace: batch.observationSpace, actionSpace: batch.actionSpace,
      isSolvable: prototype.isSolvable, isSimulated: true,
      isFinite: prototype.world is any FiniteMDP,
      hasGoals: prototype.goals != nil,
      hasGuides: prototype.goals?.goals.contains(where: \.hasGuide) ?? false)
  }
}
