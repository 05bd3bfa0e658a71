internal import AgentCommons
public import ReinforcementLearning

/// Holds whatever it does not know to be as good as anything can be, and plans with what it knows.
///
/// An action taken `m` times in a state is known, and what was counted of it is its law; any other is
/// worth `R_max / (1 − γ)`. Once an action becomes known the values are iterated anew:
/// `Q(s, a) = R̂(s, a) + γ Σ P̂(s′|s, a) maxₐ′ Q(s′, a′)`.
///
/// Follows Brafman and Tennenholtz, *R-max: a general polynomial time algorithm for near-optimal
/// reinforcement learning*, Journal of Machine Learning Research 3, 2002, in its discounted form
/// (Kakade, 2003): in place of a horizon there is γ.
public final class RMax: Agent {
  private let configuration: RMaxConfiguration
  private var table: ActionTable
  private var model: EmpiricalModel
  private var isStale = false  // whether something became known since values were iterated

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: both spaces of the context are discrete.
  public init(_ configuration: RMaxConfiguration, _ context: AgentContext) {
    self.configuration = configuration
    table = ActionTable(
      context, filledWith: configuration.greatestReward / (1 - configuration.discount))
    model = EmpiricalModel(
      stateCount: table.stateCount, actionCount: table.actionCount,
      knownVisits: configuration.knownVisits)
  }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    for copy in 0..<actions.count {
      let action = ActionChoice.greedy(
        table[Int(observations.rows[copy, 0])], breakingTiesWith: &state.random)
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

  /// What each action is held to be worth in a state, `[A]`.
  func values(in state: Int) -> ArraySlice<Double> { table[state] }

  // MARK: - Learning

  /// How much of the world is known.
  public static let known = Metric(
    "known_share", "share of the actions of all states that are known")

  public var metrics: [Metric] { [Self.known] }

  public func observe(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      observe(
        TabularStep(
          state: Int(transitions.observations[copy, 0]),
          action: Int(transitions.actions[copy, 0]), reward: transitions.rewards[copy],
          next: transitions.endings[copy] == .terminated
            ? nil : transitions.following(copy).first.map { Int($0) }))
    }
  }

  /// Counts a step.
  func observe(_ step: TabularStep) {
    if model.note(step) { isStale = true }
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    if isStale { iterateValues() }
    metrics.record(Self.known, Double(model.known.count) / Double(model.placeCount))
  }

  /// Iterates the values of what is known until none changes by more than a millionth of the bound.
  ///
  /// They start from where they were: knowing more only lowers them, but for chance.
  func iterateValues() {
    let tolerance = 1e-6 * max(abs(configuration.greatestReward), 1e-9)
    var change = Double.infinity
    while change > tolerance {
      change = 0
      for place in model.known {
        let (state, action) = place.quotientAndRemainder(dividingBy: table.actionCount)
        let value = model.worth(of: place, discount: configuration.discount, values: table)
        change = max(change, abs(value - table[state, action]))
        table[state, action] = value
      }
    }
    isStale = false
    updates += 1
  }

  // MARK: - Checkpointing

  private struct State: Codable {
    var model: EmpiricalModel
    var isStale: Bool
    var updates: Int
  }

  public func save(to archive: inout Archive) {
    archive.store(table, for: "table")
    archive.store(State(model: model, isStale: isStale, updates: updates), for: "state")
  }

  public func load(from archive: Archive) throws {
    let state = try archive.value(State.self, for: "state")
    try archive.load(&table, for: "table")
    (model, isStale, updates) = (state.model, state.isStale, state.updates)
  }
}

/// What may be chosen about an ``RMax``.
public struct RMaxConfiguration: AgentConfiguration {
  /// m, how often an action has to be taken in a state to be known there.
  public var knownVisits = 10
  /// R_max, more than which no step pays.
  public var greatestReward = 1.0
  /// γ, the worth of a reward one step later.
  public var discount = 0.95

  public static let parameters = [
    ParameterDescription(
      "knownVisits", "m, how often an action has to be taken in a state to be known there",
      in: .atLeastOne),
    ParameterDescription("greatestReward", "R_max, more than which no step pays"),
    ParameterDescription("discount", "γ, below 1, the worth of a reward one step later", in: .unit),
  ]

  /// Creates the defaults.
  public init() {}

  public func validate(steps: Int) throws {
    guard discount >= 1 else { return }
    throw Failure(
      .configuration, "with discount=\(discount) what is unknown is worth more than any number",
      remedy: "choose a discount below 1")
  }
}

extension RMax {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "r-max", summary: "holds what it does not know to be the best, and plans with what it knows",
    source: "Brafman and Tennenholtz, R-max, 2002", configuration: RMaxConfiguration.self,
    tuned: String(decoding: PackageResources.r_max_yaml, as: UTF8.self),
    refusal: { ActionTable.refusal(in: $0) }
  ) { configuration, context in
    RMax(configuration, context)
  }
}
