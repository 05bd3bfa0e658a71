public import ReinforcementLearning

/// Chooses among given options, those that lead to the goals of the environment, and learns a table
/// of what each is worth in each state.
///
/// Follows Sutton, Precup and Singh, *Between MDPs and semi-MDPs: a framework for temporal
/// abstraction in reinforcement learning*, Artificial Intelligence 112, 1999.
public final class OptionsAgent: Agent {
  private let configuration: OptionsConfiguration
  private let exploration: Schedule
  private(set) var values: OptionValues
  private var courses: [Course?]  // of the options that are being followed, by copy
  private var steps = 0
  private var errors: [Double] = []  // since the last update was recorded
  private var lengths: [Int] = []

  public private(set) var updates = 0

  private struct Course: Codable {
    var option: Int
    var state: Int
    var sum = 0.0
    var duration = 0
  }

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: both spaces of the context are discrete.
  /// - Throws: `Failure` of kind `configuration` if there is nothing to choose in some state.
  public convenience init(_ configuration: OptionsConfiguration, _ context: AgentContext) throws {
    guard let states = context.observationSpace.discreteCount,
      let actions = context.actionSpace.discreteCount
    else { preconditionFailure("the registry lets a table into discrete spaces only") }
    let goals = context.goals?.goals.filter(\.hasGuide) ?? []
    var options = goals.map { Option(to: $0, states: states) }
    if configuration.hasActions {
      options += (0..<actions).map { Option(primitive: $0, states: states) }
    }
    try self.init(configuration, options, states: states, context)
  }

  init(
    _ configuration: OptionsConfiguration, _ options: [Option], states: Int, _ context: AgentContext
  ) throws {
    self.configuration = configuration
    let values = OptionValues(
      options, states: states, discount: configuration.discount,
      learningRate: configuration.learningRate, initialValue: configuration.initialValue)
    if let stuck = (0..<states).first(where: { values.possible(in: $0).isEmpty }) {
      throw Failure(
        .configuration, "no option can be begun in state \(stuck)", remedy: "set hasActions=true")
    }
    exploration = Schedule(
      from: configuration.explorationInitial, to: configuration.explorationFinal,
      over: Int(configuration.explorationFraction * Double(context.steps)))
    courses = Array(repeating: nil, count: context.copies)
    self.values = values
  }

  // MARK: - Acting

  /// The option that is followed, and whether it has just begun.
  public var memoryWidth: Int { 2 }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    for copy in 0..<actions.count {
      let place = Int(observations.rows[copy, 0])
      let begins = state.isFirst[copy] || ends(Int(state.memory[copy, 0]), in: place, &state.random)
      if begins { state.memory[copy, 0] = Float(choose(in: place, &state)) }
      state.memory[copy, 1] = begins ? 1 : 0
      actions[copy, 0] = Float(action(of: Int(state.memory[copy, 0]), in: place))
    }
  }

  private func ends(_ option: Int, in state: Int, _ random: inout RandomSource) -> Bool {
    let chance = values.options[option].terminations[state]
    return chance >= 1 || chance > 0 && random.uniform() < chance
  }

  private func choose(in place: Int, _ state: inout ActingState) -> Int {
    let rate = state.mode == .explore ? exploration.value(at: steps) : 0
    guard rate > 0, state.random.uniform() < rate else {
      return values.greedy(in: place, using: &state.random)
    }
    let possible = values.possible(in: place)
    return possible[state.random.integer(below: possible.count)]
  }

  private func action(of option: Int, in state: Int) -> Int {
    guard let action = values.options[option].actions[state] else {
      preconditionFailure("an option ends wherever it does nothing")
    }
    return action
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    (0..<observations.rows.count).map { copy in
      let value = Float(values.best(in: Int(observations.rows[copy, 0])))
      let name = values.options[Int(state.memory[copy, 0])].name
      return Introspection(value: value, goal: state.isFirst[copy] ? nil : name)
    }
  }

  // MARK: - Learning

  /// How far values were from their targets.
  public static let error = Metric(
    "temporal_difference_error", "mean size of the target of an option's value less the value")
  /// The share of random choices.
  public static let exploration = Metric("exploration", "ε, the share of random choices")
  /// How long options last.
  public static let length = Metric("option_steps", "steps of a course of an option")

  public var metrics: [Metric] { [Self.error, Self.exploration, Self.length] }

  public func observe(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      let state = Int(transitions.observations[copy, 0])
      let ending = transitions.endings[copy]
      let next = ending == .terminated ? nil : transitions.following(copy).first.map { Int($0) }
      if configuration.learning == .intraOption {
        errors.append(
          values.learn(
            step: Int(transitions.actions[copy, 0]), from: state,
            reward: transitions.rewards[copy], next: next))
        updates += 1
      }
      if transitions.memory[copy, 1] == 1 {
        close(copy, next: state)
        courses[copy] = Course(option: Int(transitions.memory[copy, 0]), state: state)
      }
      extend(copy, earning: transitions.rewards[copy])
      if ending != nil { close(copy, next: next) }
    }
    steps += transitions.count
  }

  private func extend(_ copy: Int, earning reward: Double) {
    guard var course = courses[copy] else { return }
    let factor = course.duration == 0 ? 1 : configuration.discount.power(course.duration)
    course.sum += factor * reward
    course.duration += 1
    courses[copy] = course
  }

  /// Ends a course, which is learned from if courses are.
  private func close(_ copy: Int, next: Int?) {
    guard let course = courses[copy] else { return }
    courses[copy] = nil
    lengths.append(course.duration)
    guard configuration.learning == .smdp else { return }
    errors.append(
      values.learn(
        course: course.option, from: course.state, earning: course.sum,
        lasting: course.duration, next: next))
    updates += 1
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    for error in errors { metrics.record(Self.error, error) }
    for length in lengths { metrics.record(Self.length, Double(length)) }
    errors.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    metrics.record(Self.exploration, exploration.value(at: steps))
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store(values.table, for: "table")
    archive.store(courses, for: "courses")
    archive.store([steps, updates], for: "counters")
  }

  public func load(from archive: Archive) throws {
    let table = try archive.value([Double].self, for: "table")
    let counters = try archive.value([Int].self, for: "counters")
    guard table.count == values.table.count, counters.count == 2 else {
      throw Failure(
        .damagedData, "the table has \(table.count) values, not \(values.table.count)",
        remedy: "resume in the environment that the run was started in")
    }
    values.table = table
    courses = try archive.value([Course?].self, for: "courses")
    (steps, updates) = (counters[0], counters[1])
  }
}

extension OptionsAgent {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "options", summary: "chooses among the known ways to an environment's goals",
    source: "Sutton, Precup and Singh, Between MDPs and semi-MDPs, 1999",
    configuration: OptionsConfiguration.self,
    tuned: String(decoding: PackageResources.options_yaml, as: UTF8.self),
    refusal: { setting in
      guard setting.actionSpace.discreteCount != nil else { return "its actions are not discrete" }
      guard setting.observationSpace.discreteCount != nil else {
        return "a table needs discrete observations"
      }
      return setting.hasGuides ? nil : "it documents no ways to goals"
    }
  ) { configuration, context in
    try OptionsAgent(configuration, context)
  }
}
