internal import AgentCommons
public import ReinforcementLearning

/// Keeps a table of what each action is worth in each state, and learns it while acting.
///
/// `Q(s, a) ← Q(s, a) + α (r + γ V(s′) − Q(s, a))`, nothing following a termination, where `V(s′)` is
/// the greatest value, the expected one, or that of the action taken next.
///
/// Follows Watkins, *Learning from delayed rewards*, 1989 (Q-learning and Q(λ)); Rummery and
/// Niranjan, *On-line Q-learning using connectionist systems*, 1994 (Sarsa); van Seijen and others,
/// *A theoretical and empirical analysis of expected Sarsa*, 2009; van Hasselt, *Double Q-learning*,
/// 2010; Sutton, *Integrated architectures for learning, planning, and reacting*, 1990 (Dyna-Q).
/// Ties are broken at random.
public final class TabularLearner: Agent {
  private let configuration: TabularConfiguration
  private let exploration: Schedule

  private var tables: [ActionTable]  // one, or two
  private var traces: [EligibilityTraces]  // of each copy, [n]
  private var waiting: [TabularStep?]  // of each copy, until the next action is known, [n]
  private var memory = StepMemory()
  private var random: RandomSource  // which table learns, and from which remembered steps
  private var steps = 0
  private var errors: [Double] = []  // since the last update was recorded

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: both spaces of the context are discrete.
  public init(_ configuration: TabularConfiguration, _ context: AgentContext) {
    self.configuration = configuration
    let table = ActionTable(context, filledWith: configuration.initialValue)
    tables = Array(repeating: table, count: configuration.isDouble ? 2 : 1)
    traces = Array(repeating: EligibilityTraces(), count: context.copies)
    waiting = Array(repeating: nil, count: context.copies)
    random = RandomSource(seed: context.seed, stream: "tabular")
    exploration = configuration.exploration(over: context.steps)
  }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    let rate = state.mode == .explore ? exploration.value(at: steps) : 0
    for copy in 0..<actions.count {
      let values = values(in: Int(observations.rows[copy, 0]))
      actions[copy, 0] = Float(action(of: values, exploringBy: rate, using: &state.random))
    }
  }

  /// An action by values, with `rate` as ε or as the temperature; zero is greedy.
  private func action(
    of values: ArraySlice<Double>, exploringBy rate: Double, using random: inout RandomSource
  ) -> Int {
    if configuration.isBoltzmann, rate > 0 {
      return ActionChoice.boltzmann(values, temperature: rate, using: &random)
    }
    let isExploring = rate > 0 && random.uniform() < rate
    return isExploring
      ? random.integer(below: values.count)
      : ActionChoice.greedy(values, breakingTiesWith: &random)
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    (0..<observations.rows.count).map { copy in
      let values = values(in: Int(observations.rows[copy, 0])).map { Float($0) }
      return Introspection(actionValues: values, value: values.max())
    }
  }

  /// What each action is worth in a state, on average over the tables, `[A]`.
  func values(in state: Int) -> ArraySlice<Double> {
    guard tables.count > 1 else { return tables[0][state] }
    return zip(tables[0][state], tables[1][state]).map { ($0 + $1) / 2 }[...]
  }

  // MARK: - Remembering

  public func observe(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      let ending = transitions.endings[copy]
      let step = TabularStep(
        state: Int(transitions.observations[copy, 0]), action: Int(transitions.actions[copy, 0]),
        reward: transitions.rewards[copy],
        next: ending == .terminated ? nil : transitions.following(copy).first.map { Int($0) },
        duration: transitions.duration(of: copy))
      observe(step, in: copy, isLast: ending != nil)
    }
  }

  /// Learns what a step of a copy allows to be learned.
  func observe(_ step: TabularStep, in copy: Int = 0, isLast: Bool) {
    if let last = waiting[copy] {
      waiting[copy] = nil
      learn(from: last, in: copy, followedBy: step.action)
    }
    fadeTraces(of: copy, before: step)
    steps += 1
    if configuration.target == .taken, !isLast {
      waiting[copy] = step
    } else {
      learn(from: step, in: copy)
    }
    if isLast { traces[copy].clear() }
    plan(after: step)
  }

  // MARK: - Learning

  /// How far values were from their targets.
  public static let error = Metric(
    "temporal_difference_error", "mean size of r + γ V(s′) − Q(s, a)")
  /// The share of random actions, or the temperature.
  public static let exploration = Metric(
    "exploration", "ε, the share of random actions, or the temperature of Boltzmann's")

  public var metrics: [Metric] { [Self.error, Self.exploration] }

  /// Moves the value of a step, and of those that led to it, towards what followed.
  private func learn(from step: TabularStep, in copy: Int, followedBy nextAction: Int? = nil) {
    let table = drawTable()
    let error = error(of: step, followedBy: nextAction, in: table)
    let change = configuration.learningRate * error
    if configuration.traceDecay > 0 {
      traces[copy].mark(
        place(of: step), isReplacing: configuration.hasReplacingTraces)
      for trace in traces[copy].traces {
        let (state, action) = trace.place.quotientAndRemainder(dividingBy: tables[0].actionCount)
        tables[table][state, action] += change * trace.weight
      }
    } else {
      tables[table][step.state, step.action] += change
    }
    errors.append(abs(error))
    updates += 1
  }

  /// Learns from remembered steps.
  private func plan(after step: TabularStep) {
    guard configuration.planningSteps > 0 else { return }
    memory.note(step, at: place(of: step))
    for _ in 0..<configuration.planningSteps {
      let step = memory.sample(using: &random)
      let table = drawTable()
      tables[table][step.state, step.action] +=
        configuration.learningRate * error(of: step, followedBy: nil, in: table)
      updates += 1
    }
  }

  /// An error reaches back only as far as actions were those that the greatest value speaks of; what
  /// lasted several steps counts as one.
  private func fadeTraces(of copy: Int, before step: TabularStep) {
    guard configuration.traceDecay > 0 else { return }
    let values = tables[0][step.state]
    let isAstray =
      configuration.target == .greatest
      && tables[0][step.state, step.action] < values.max() ?? 0
    traces[copy].fade(to: isAstray ? 0 : configuration.discount * configuration.traceDecay)
  }

  private func error(
    of step: TabularStep, followedBy nextAction: Int?, in table: Int
  ) -> Double {
    let following = step.next.map { worth(of: $0, followedBy: nextAction, to: table) } ?? 0
    return step.reward + configuration.discount.power(step.duration) * following
      - tables[table][step.state, step.action]
  }

  /// What a state is worth to a table, `V(s′)`; where it takes the next action to know and there is
  /// none, as at a truncation, what is expected of it.
  private func worth(of state: Int, followedBy action: Int?, to table: Int) -> Double {
    let judge = tables[tables.count - 1 - table]  // the other table, if there is one
    if let action { return judge[state, action] }
    let greatest = greatestWorth(of: state, to: table)
    guard configuration.target != .greatest else { return greatest }
    let rate = exploration.value(at: steps)
    let values = judge[state]
    if configuration.isBoltzmann {
      let policy = ActionChoice.boltzmannPolicy(self.values(in: state), temperature: rate)
      return zip(policy, values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return (1 - rate) * greatest + rate * values.reduce(0, +) / Double(values.count)
  }

  /// With two tables, what one of them holds to be best is worth what the other says.
  private func greatestWorth(of state: Int, to table: Int) -> Double {
    guard tables.count > 1 else { return tables[0][state].max() ?? 0 }
    let choosing = configuration.target == .greatest ? tables[table][state] : values(in: state)
    let best = ActionChoice.greedy(choosing, breakingTiesWith: &random)
    return tables[1 - table][state, best]
  }

  private func drawTable() -> Int { tables.count > 1 ? random.integer(below: 2) : 0 }

  private func place(of step: TabularStep) -> Int {
    step.state * tables[0].actionCount + step.action
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    for error in errors { metrics.record(Self.error, error) }
    errors.removeAll(keepingCapacity: true)
    metrics.record(Self.exploration, exploration.value(at: steps))
  }

  // MARK: - Checkpointing

  private struct State: Codable {
    var steps: Int
    var updates: Int
    var traces: [EligibilityTraces]
    var waiting: [TabularStep?]
    var memory: StepMemory
    var random: RandomSource
  }

  public func save(to archive: inout Archive) {
    for (index, table) in tables.enumerated() { archive.store(table, for: "table/\(index)") }
    archive.store(
      State(
        steps: steps, updates: updates, traces: traces, waiting: waiting, memory: memory,
        random: random), for: "state")
  }

  public func load(from archive: Archive) throws {
    let state = try archive.value(State.self, for: "state")
    guard state.traces.count == traces.count, state.waiting.count == waiting.count else {
      throw Failure(
        .damagedData, "the table was learned in \(state.traces.count) copies, not \(traces.count)",
        remedy: "resume with the configuration that the run was started with")
    }
    for index in tables.indices { try archive.load(&tables[index], for: "table/\(index)") }
    (steps, updates, random) = (state.steps, state.updates, state.random)
    (traces, waiting, memory) = (state.traces, state.waiting, state.memory)
  }
}
