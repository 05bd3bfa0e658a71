internal import AgentCommons
public import ReinforcementLearning

/// Learns a few options, what they do and when they end, together with what they are worth.
///
/// Follows Bacon, Harb and Precup, *The option-critic architecture*, AAAI 2017, with tables, and
/// their program where the paper is silent: the gradient of a policy leaves out its temperature, and
/// the advantage of an option is taken over the best one.
public final class OptionCritic: Agent {
  private let configuration: OptionCriticConfiguration
  private(set) var tables: OptionCriticTables
  private var errors: [Double] = []  // since the last update was recorded
  private var endings: [Double] = []

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: both spaces of the context are discrete.
  public init(_ configuration: OptionCriticConfiguration, _ context: AgentContext) {
    guard let states = context.observationSpace.discreteCount,
      let actions = context.actionSpace.discreteCount
    else { preconditionFailure("the registry lets a table into discrete spaces only") }
    self.configuration = configuration
    tables = OptionCriticTables(states: states, options: configuration.options, actions: actions)
  }

  // MARK: - Acting

  /// The option that is followed.
  public var memoryWidth: Int { 1 }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    for copy in 0..<actions.count {
      let place = Int(observations.rows[copy, 0])
      if state.isFirst[copy] || ends(Int(state.memory[copy, 0]), in: place, &state) {
        state.memory[copy, 0] = Float(choose(in: place, &state))
      }
      let policy = tables.policy(
        in: place, of: Int(state.memory[copy, 0]), temperature: configuration.temperature)
      actions[copy, 0] = Float(
        state.mode == .greedy
          ? ActionChoice.greedy(policy, breakingTiesWith: &state.random)
          : drawn(from: policy, using: &state.random))
    }
  }

  /// Whether an option ends; in greedy play, where that is likelier than not.
  private func ends(_ option: Int, in place: Int, _ state: inout ActingState) -> Bool {
    let chance = tables.termination(in: place, of: option)
    return state.mode == .greedy ? chance > 0.5 : state.random.uniform() < chance
  }

  private func choose(in place: Int, _ state: inout ActingState) -> Int {
    if state.mode == .explore, state.random.uniform() < configuration.exploration {
      return state.random.integer(below: configuration.options)
    }
    return ActionChoice.greedy(tables.values(in: place), breakingTiesWith: &state.random)
  }

  private func drawn(from policy: [Double], using random: inout RandomSource) -> Int {
    let draw = random.uniform()
    var sum = 0.0
    for (action, probability) in policy.enumerated() {
      sum += probability
      if draw < sum { return action }
    }
    return policy.count - 1
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    (0..<observations.rows.count).map { copy in
      let place = Int(observations.rows[copy, 0])
      guard !state.isFirst[copy] else { return Introspection(value: Float(tables.best(in: place))) }
      let option = Int(state.memory[copy, 0])
      let policy = tables.policy(
        in: place, of: option, temperature: configuration.temperature)
      return Introspection(
        policy: policy.map { Float($0) }, value: Float(tables.values(in: place).max() ?? 0),
        goal: "option \(option + 1)")
    }
  }

  // MARK: - Learning

  /// How far values were from their targets.
  public static let error = Metric(
    "temporal_difference_error", "mean size of the target of Q(s, o, a) less the value")
  /// How likely options end.
  public static let termination = Metric(
    "termination", "mean β(s′, o) of the option that was followed")

  public var metrics: [Metric] { [Self.error, Self.termination] }

  public func observe(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      let option = Int(transitions.memory[copy, 0])
      let next =
        transitions.endings[copy] == .terminated
        ? nil : transitions.following(copy).first.map { Int($0) }
      if let next { endings.append(tables.termination(in: next, of: option)) }
      let error = tables.learn(
        from: Int(transitions.observations[copy, 0]), with: option,
        by: Int(transitions.actions[copy, 0]), reward: transitions.rewards[copy], next: next,
        configuration)
      errors.append(abs(error))
      updates += 1
    }
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    for error in errors { metrics.record(Self.error, error) }
    for ending in endings { metrics.record(Self.termination, ending) }
    errors.removeAll(keepingCapacity: true)
    endings.removeAll(keepingCapacity: true)
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store(tables, for: "tables")
    archive.store(updates, for: "updates")
  }

  public func load(from archive: Archive) throws {
    let kept = try archive.value(OptionCriticTables.self, for: "tables")
    guard kept.actionValues.count == tables.actionValues.count,
      kept.optionCount == tables.optionCount
    else {
      throw Failure(
        .damagedData, "the tables hold \(kept.actionValues.count) values",
        remedy: "resume with the configuration that the run was started with")
    }
    tables = kept
    updates = try archive.value(Int.self, for: "updates")
  }
}

extension OptionCritic {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "option-critic", summary: "learns options, and when they end, along with their values",
    source: "Bacon, Harb and Precup, The option-critic architecture, 2017",
    configuration: OptionCriticConfiguration.self,
    tuned: String(decoding: PackageResources.option_critic_yaml, as: UTF8.self),
    refusal: { setting in
      guard setting.actionSpace.discreteCount != nil else { return "its actions are not discrete" }
      return setting.observationSpace.discreteCount == nil
        ? "a table needs discrete observations" : nil
    }
  ) { configuration, context in
    OptionCritic(configuration, context)
  }
}
