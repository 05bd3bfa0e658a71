public import ReinforcementLearning

/// Two agents of which one, the meta-controller, sets goals, and the other pursues them.
///
/// The controller sees its goal beside the observation, or as part of its number, and is paid by a
/// critic that asks only whether the goal is reached.  The meta-controller sees one step from one
/// goal to the next, which earns all that was paid on the way.  Each of them is any agent, with a
/// memory of its own.
///
/// Follows Kulkarni, Narasimhan, Saeedi and Tenenbaum, *Hierarchical deep reinforcement learning:
/// integrating temporal abstraction and intrinsic motivation*, NeurIPS 2016.
public final class HierarchicalDQN: Agent {
  private let configuration: HDQNConfiguration
  let goals: [Goal]
  let meta: Level
  let controller: Level
  private let actionSpace: Space
  private let controllerSteps: Int

  private(set) var success: GoalSuccess
  private var ledger: PursuitLedger
  private var steps = 0
  private var lengths: [Int] = []  // of the pursuits that ended since the last update

  public var updates: Int { meta.agent.updates + controller.agent.updates }

  /// Creates an agent that has seen nothing.
  ///
  /// - Throws: `Failure` of kind `configuration` if there are no goals or an agent does not fit its
  ///   level; what the agents throw.
  public init(_ configuration: HDQNConfiguration, _ context: AgentContext) throws {
    self.configuration = configuration
    let provider = try HDQNSetup.goals(configuration, context)
    goals = provider.goals
    actionSpace = context.actionSpace
    controllerSteps = Int(configuration.controllerShare * Double(context.steps))
    meta = try Level(
      "meta", configuration.meta, [(.observation, context.observationSpace)],
      acting: .discrete(goals.count),
      steps: max(1, (context.steps - controllerSteps) / configuration.expectedGoalSteps), context)
    controller = try Level(
      "controller", configuration.controller,
      HDQNSetup.tellings(context.observationSpace, provider), acting: context.actionSpace,
      steps: context.steps, context, lessons: configuration.learnsAllGoals ? goals.count : 1)
    success = GoalSuccess(configuration, goals: provider.goals.count)
    ledger = PursuitLedger(
      copies: context.copies, discount: configuration.isSemiMarkov ? meta.discount : 1)
    guard controller.agent.memoryWidth > 0 else { return }
    if configuration.goalExploration {
      throw Failure(
        .configuration,
        "the controller remembers its own actions, so that no other may replace them",
        remedy: "set goalExploration=false, and let it explore in its own way")
    }
    if configuration.learnsAllGoals {
      throw Failure(
        .configuration,
        "the controller remembers what belongs to its own goal, so that it can learn of no other",
        remedy: "set learnsAllGoals=false")
    }
  }

  // MARK: - Acting

  public var memoryWidth: Int {
    Pursuit.headWidth + meta.agent.memoryWidth + controller.agent.memoryWidth
  }

  private func pursuit(_ memory: ArraySlice<Float>) -> Pursuit {
    Pursuit(memory, metaWidth: meta.agent.memoryWidth)
  }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    var pursuits = (0..<actions.count).map { pursuit(state.memory[$0]) }
    let waiting = pursuits.indices.filter { copy in
      state.isFirst[copy] || isOver(pursuits[copy], in: observations.rows[copy])
    }
    if !waiting.isEmpty { choose(for: waiting, &pursuits, on: observations, &state) }
    control(&pursuits, on: observations, &state, into: &actions)
    for (copy, pursuit) in pursuits.enumerated() { state.memory[copy] = pursuit.row[...] }
  }

  private func isOver(_ pursuit: Pursuit, in observation: ArraySlice<Float>) -> Bool {
    pursuit.steps == 0 || isGivenUp(pursuit) || goals[pursuit.goal].isReached(in: observation)
  }

  private func isGivenUp(_ pursuit: Pursuit) -> Bool {
    configuration.goalSteps > 0 && pursuit.steps >= configuration.goalSteps
  }

  /// Sets new goals: by chance while only the controller learns.
  private func choose(
    for copies: [Int], _ pursuits: inout [Pursuit], on observations: Observations,
    _ state: inout ActingState
  ) {
    let isByChance = state.mode == .explore && steps < controllerSteps
    var chosen = Rows(count: copies.count, width: 1)
    var inner = ActingState(
      mode: state.mode, random: state.random, copies: copies.count,
      memoryWidth: meta.agent.memoryWidth)
    for (place, copy) in copies.enumerated() {
      inner.isFirst[place] = state.isFirst[copy]
      inner.memory[place] = pursuits[copy].metaMemory[...]
      if isByChance { chosen[place, 0] = Float(inner.random.integer(below: goals.count)) }
    }
    if !isByChance {
      meta.agent.act(on: observations.selecting(copies), state: &inner, into: &chosen)
    }
    state.random = inner.random
    for (place, copy) in copies.enumerated() {
      pursuits[copy].goal = Int(chosen[place, 0])
      pursuits[copy].steps = 0
      pursuits[copy].isChosen = !isByChance
      pursuits[copy].metaMemory = Array(inner.memory[place])
    }
  }

  /// Lets the controller act, or chance in its place.
  private func control(
    _ pursuits: inout [Pursuit], on observations: Observations, _ state: inout ActingState,
    into actions: inout Rows
  ) {
    let exploresByGoal = state.mode == .explore && configuration.goalExploration
    var inner = innerState(pursuits, state)
    if exploresByGoal { inner.mode = .sample }
    controller.agent.act(
      on: told(observations.rows, pursuits), state: &inner, into: &actions)
    state.random = inner.random
    var row: [Float] = []
    for copy in pursuits.indices {
      pursuits[copy].steps += 1
      pursuits[copy].controllerMemory = Array(inner.memory[copy])
      guard exploresByGoal,
        state.random.uniform() < success.exploration(of: pursuits[copy].goal)
      else { continue }
      row.removeAll(keepingCapacity: true)
      actionSpace.appendSample(to: &row, using: &state.random)
      actions[copy] = row[...]
    }
  }

  /// What the controller needs to act; to it a pursuit is an episode.
  private func innerState(_ pursuits: [Pursuit], _ state: ActingState) -> ActingState {
    var inner = ActingState(
      mode: state.mode, random: state.random, copies: pursuits.count,
      memoryWidth: controller.agent.memoryWidth)
    for (copy, pursuit) in pursuits.enumerated() {
      inner.isFirst[copy] = pursuit.steps == 0
      inner.memory[copy] = pursuit.controllerMemory[...]
    }
    return inner
  }

  private func told(_ rows: Rows, _ pursuits: [Pursuit]) -> Observations {
    Observations(
      Rows(
        pursuits.indices.flatMap { copy in told(rows[copy], pursuing: pursuits[copy].goal) },
        width: controller.observationWidth))
  }

  private func told(_ observation: ArraySlice<Float>, pursuing goal: Int) -> [Float] {
    controller.row(of: observation, pursuing: goal, goals[goal])
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    var state = state
    var pursuits = (0..<observations.rows.count).map { pursuit(state.memory[$0]) }
    let beginnings = pursuits.indices.filter { state.isFirst[$0] || pursuits[$0].steps == 0 }
    if !beginnings.isEmpty { choose(for: beginnings, &pursuits, on: observations, &state) }
    let thoughts = controller.agent.introspect(
      told(observations.rows, pursuits), state: innerState(pursuits, state))
    return zip(pursuits, thoughts).map { pursuit, thought in
      var result = thought
      result.goal = goals[pursuit.goal].name
      return result
    }
  }

  // MARK: - Remembering

  public func observe(_ transitions: Transitions) {
    var lessons: [Lesson] = []
    for copy in 0..<transitions.count {
      let pursuit = pursuit(transitions.memory[copy])
      let isReached = goals[pursuit.goal].isReached(in: transitions.following(copy))
      let ending = transitions.endings[copy] ?? (isReached || isGivenUp(pursuit) ? .truncated : nil)
      note(pursuit, of: copy, isReached, isOver: ending != nil, transitions)
      for goal in configuration.learnsAllGoals ? Array(goals.indices) : [pursuit.goal] {
        lessons.append(
          Lesson(copy: copy, goal: goal, ending: ending, memory: pursuit.controllerMemory))
      }
    }
    steps += transitions.count
    controller.agent.observe(told(transitions, lessons))
  }

  /// Enters a step into the ledger of the meta-controller.
  private func note(
    _ pursuit: Pursuit, of copy: Int, _ isReached: Bool, isOver: Bool, _ transitions: Transitions
  ) {
    if pursuit.steps == 1 {
      ledger.begin(
        pursuit.isChosen
          ? PursuitLedger.Step(
            observation: Array(transitions.observations[copy]), goal: pursuit.goal,
            memory: pursuit.metaMemory) : nil, of: copy)
    }
    ledger.earn(transitions.rewards[copy], in: copy)
    guard isOver else { return }
    success.note(isReached, of: pursuit.goal)
    lengths.append(pursuit.steps)
    ledger.finish(
      copy, ending: transitions.endings[copy], following: transitions.following(copy))
  }

  /// What a step of a copy is to the controller when it is judged by a goal.
  private struct Lesson {
    let copy: Int
    let goal: Int
    /// That of the pursuit, unless the goal is reached.
    let ending: Ending?
    let memory: [Float]
  }

  /// What the controller is told of a step, one row a lesson.
  private func told(_ transitions: Transitions, _ lessons: [Lesson]) -> Transitions {
    let reached = lessons.map { goals[$0.goal].isReached(in: transitions.following($0.copy)) }
    func rows(_ row: (Int) -> ArraySlice<Float>) -> Rows {
      Rows(
        lessons.flatMap { told(row($0.copy), pursuing: $0.goal) },
        width: controller.observationWidth)
    }
    return Transitions(
      observations: rows { transitions.observations[$0] },
      actions: transitions.actions.selecting(lessons.map(\.copy)),
      rewards: reached.map {
        $0 ? configuration.intrinsicReward : configuration.intrinsicStepReward
      },
      endings: zip(lessons, reached).map { $1 ? .terminated : $0.ending },
      memory: HDQNSetup.rows(lessons.flatMap(\.memory), count: lessons.count),
      following: rows { transitions.following($0) })
  }

  // MARK: - Learning

  /// How often goals are reached.
  public static let successRate = Metric(
    "goal_success", "share of attempts that reached their goal, in the mean over goals")
  /// The share of random actions.
  public static let exploration = Metric(
    "goal_exploration", "ε by the success of each goal, in the mean over goals")
  /// How long goals are pursued.
  public static let length = Metric("goal_steps", "steps that a goal was pursued")

  public var metrics: [Metric] {
    [Self.successRate, Self.exploration, Self.length] + meta.metrics + controller.metrics
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    let count = Double(goals.count)
    metrics.record(Self.successRate, success.rates.reduce(0, +) / count)
    if configuration.goalExploration {
      let rates = goals.indices.map { success.exploration(of: $0) }
      metrics.record(Self.exploration, rates.reduce(0, +) / count)
    }
    for length in lengths { metrics.record(Self.length, Double(length)) }
    lengths.removeAll(keepingCapacity: true)
    try controller.learn(recording: &metrics)
    while let pursuits = ledger.take() {
      meta.agent.observe(
        HDQNSetup.transitions(of: pursuits, isSemiMarkov: configuration.isSemiMarkov))
      try meta.learn(recording: &metrics)
    }
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store(part: meta, for: "meta")
    archive.store(part: controller, for: "controller")
    archive.store(ledger, for: "ledger")
    archive.store(success, for: "success")
    archive.store(steps, for: "steps")
  }

  public func load(from archive: Archive) throws {
    try archive.load(part: meta, for: "meta")
    try archive.load(part: controller, for: "controller")
    ledger = try archive.value(PursuitLedger.self, for: "ledger")
    success = try archive.value(GoalSuccess.self, for: "success")
    steps = try archive.value(Int.self, for: "steps")
  }
}

extension HierarchicalDQN {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "h-dqn", summary: "sets itself goals with one agent and pursues them with another",
    source: "Kulkarni et al., Hierarchical deep reinforcement learning, 2016",
    configuration: HDQNConfiguration.self,
    tuned: String(decoding: PackageResources.h_dqn_yaml, as: UTF8.self),
    refusalAsConfigured: { configuration, setting in
      setting.hasGoals || !configuration.goals.isEmpty
        ? nil : "it documents no goals, and none are listed with --set goals=[[…],…]"
    }
  ) { configuration, context in
    try HierarchicalDQN(configuration, context)
  }
}
