/// What an agent is about to be put into.
public struct AgentSetting: Hashable, Sendable {
  /// What may be observed there.
  public var observationSpace: Space
  /// What may be done there.
  public var actionSpace: Space
  /// Whether an exact solver knows what play is best there.
  public var isSolvable: Bool

  /// Describes a setting.
  public init(observationSpace: Space, actionSpace: Space, isSolvable: Bool = false) {
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
    self.isSolvable = isSolvable
  }
}

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
  /// The mean return of uniformly random actions.
  public let randomReturn: Double?
  /// The mean return from which on it counts as solved.
  public let solvedReturn: Double?
  /// How many steps an agent is trained for unless it is said, the same for all agents so that they
  /// can be compared.
  public let trainingSteps: Int
  /// What each action does, where actions are discrete.
  public let actionNames: [String]
  /// Whether an exact solver knows what play is best.
  public let isSolvable: Bool
  private let makeBatch: @Sendable (Int, Bool) -> any BatchEnvironment

  /// Registers an environment.
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
  public init<Wrapped: Environment>(
    _ id: String, summary: String, rewards: String, source: String, randomReturn: Double? = nil,
    solvedReturn: Double? = nil, trainingSteps: Int = 100_000, actionNames: [String] = [],
    make: @escaping @Sendable () -> Wrapped
  ) {
    self.init(
      id: id, summary: summary, rewards: rewards, source: source, randomReturn: randomReturn,
      solvedReturn: solvedReturn, trainingSteps: trainingSteps,
      actionNames: actionNames,
      isSolvable: Wrapped.self is any FiniteMDP.Type || Wrapped.self is any Solvable.Type
    ) { count, isSolving in
      VectorEnvironment(make(), count: count, name: id, isSolving: isSolving)
    }
  }

  @usableFromInline
  init(
    id: String, summary: String, rewards: String, source: String, randomReturn: Double?,
    solvedReturn: Double?, trainingSteps: Int, actionNames: [String], isSolvable: Bool,
    makeBatch: @escaping @Sendable (Int, Bool) -> any BatchEnvironment
  ) {
    self.id = id
    self.summary = summary
    self.rewards = rewards
    self.source = source
    self.randomReturn = randomReturn
    self.solvedReturn = solvedReturn
    self.trainingSteps = trainingSteps
    self.actionNames = actionNames
    self.isSolvable = isSolvable
    self.makeBatch = makeBatch
  }

  /// Makes so many copies.
  ///
  /// - Parameters:
  ///   - count: How many, at least one.
  ///   - isSolving: Whether a finite environment is solved exactly, so that the batch can say what
  ///     play is best.
  /// - Returns: Copies none of which has begun an episode.
  public func makeBatch(count: Int = 1, isSolving: Bool = false) -> any BatchEnvironment {
    makeBatch(count, isSolving)
  }

  /// What an agent is put into here.
  public var setting: AgentSetting {
    let batch = makeBatch()
    return AgentSetting(
      observationSpace: batch.observationSpace, actionSpace: batch.actionSpace,
      isSolvable: isSolvable)
  }
}
