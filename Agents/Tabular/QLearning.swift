internal import AgentCommons
public import ReinforcementLearning

/// Keeps a table of what each action is worth in each state, and learns it while acting.
///
/// `Q(s, a) ← Q(s, a) + α (r + γ maxₐ′ Q(s′, a′) − Q(s, a))`, nothing following a termination.
///
/// Follows Watkins, *Learning from delayed rewards*, 1989; ties are broken at random.
public final class QLearning: Agent {
  private let configuration: QLearningConfiguration
  private let stateCount: Int
  private let actionCount: Int
  private let exploration: Schedule

  private var table: [Double]  // [S, A]
  private var steps = 0
  private var errors: [Double] = []  // since the last update was recorded

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: both spaces of the context are discrete.
  public init(_ configuration: QLearningConfiguration, _ context: AgentContext) {
    guard let states = context.observationSpace.discreteCount,
      let actions = context.actionSpace.discreteCount
    else { preconditionFailure("the registry lets a table into discrete spaces only") }
    self.configuration = configuration
    stateCount = states
    actionCount = actions
    table = Array(repeating: configuration.initialValue, count: states * actions)
    exploration = Schedule(
      from: configuration.explorationInitial, to: configuration.explorationFinal,
      over: Int(configuration.explorationFraction * Double(context.steps)))
  }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    let rate = state.mode == .explore ? exploration.value(at: steps) : 0
    for copy in 0..<actions.count {
      let isExploring = rate > 0 && state.random.uniform() < rate
      let action =
        isExploring
        ? state.random.integer(below: actionCount)
        : ActionChoice.greedy(
          values(in: Int(observations.rows[copy, 0])), breakingTiesWith: &state.random)
      actions[copy, 0] = Float(action)
    }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    (0..<observations.rows.count).map { copy in
      let values = values(in: Int(observations.rows[copy, 0])).map { Float($0) }
      return Introspection(actionValues: values, value: values.max())
    }
  }

  /// What each action is worth in a state, `[A]`.
  func values(in state: Int) -> ArraySlice<Double> {
    table[state * actionCount..<(state + 1) * actionCount]
  }

  // MARK: - Learning

  /// How far values were from their targets.
  public static let error = Metric(
    "temporal_difference_error", "mean size of r + γ max Q(s′, ·) − Q(s, a)")
  /// The share of random actions.
  public static let exploration = Metric("exploration", "ε, the share of random actions")

  public var metrics: [Metric] { [Self.error, Self.exploration] }

  public func observe(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      learn(
        from: Int(transitions.observations[copy, 0]), by: Int(transitions.actions[copy, 0]),
        reward: transitions.rewards[copy],
        next: transitions.endings[copy] == .terminated
          ? nil : transitions.following(copy).first.map { Int($0) })
    }
  }

  /// Learns from one transition; nothing follows where `next` is nil.
  func learn(from state: Int, by action: Int, reward: Double, next: Int?) {
    let following = next.flatMap { values(in: $0).max() } ?? 0
    let place = state * actionCount + action
    let error = reward + configuration.discount * following - table[place]
    table[place] += configuration.learningRate * error
    errors.append(abs(error))
    steps += 1
    updates += 1
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    for error in errors { metrics.record(Self.error, error) }
    errors.removeAll(keepingCapacity: true)
    metrics.record(Self.exploration, exploration.value(at: steps))
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store(table, for: "table")
    archive.store([steps, updates], for: "counters")
  }

  public func load(from archive: Archive) throws {
    let kept = try archive.value([Double].self, for: "table")
    let counters = try archive.value([Int].self, for: "counters")
    guard kept.count == table.count, counters.count == 2 else {
      throw Failure(
        .damagedData, "the table has \(kept.count) values, not \(table.count)",
        remedy: "resume in the environment that the run was started in")
    }
    table = kept
    (steps, updates) = (counters[0], counters[1])
  }
}

extension QLearning {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "q-learning", summary: "keeps a table of what each action is worth in each state",
    source: "Watkins, Learning from delayed rewards, 1989",
    configuration: QLearningConfiguration.self,
    tuned: String(decoding: PackageResources.q_learning_yaml, as: UTF8.self),
    refusal: { setting in
      guard setting.actionSpace.discreteCount != nil else { return "its actions are not discrete" }
      return setting.observationSpace.discreteCount == nil
        ? "a table needs discrete observations" : nil
    }
  ) { configuration, context in
    QLearning(configuration, context)
  }
}
