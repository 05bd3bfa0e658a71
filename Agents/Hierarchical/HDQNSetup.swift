internal import ReinforcementLearning

/// How a hierarchy is put together.
enum HDQNSetup {
  /// The goals that are listed, or else those of the environment.
  static func goals(
    _ configuration: HDQNConfiguration, _ context: AgentContext
  ) throws -> GoalProvider {
    guard !configuration.goals.isEmpty else {
      if let goals = context.goals { return goals }
      throw Failure(
        .configuration, "h-dqn has no goals", remedy: "list observations: --set goals=[[0],[5]]")
    }
    let space = context.observationSpace
    if let wrong = configuration.goals.first(where: { !space.contains($0[...]) }) {
      throw Failure(
        .configuration, "the goal \(wrong) is no observation",
        remedy: "list values of \(space), a list of \(space.rowWidth) for each goal")
    }
    return GoalProvider(
      observations: configuration.goals, tolerance: configuration.goalTolerance)
  }

  /// The ways to tell a controller of its goal: first beside the observation, then as part of the
  /// number of a state, for agents that keep tables.
  static func tellings(_ space: Space, _ provider: GoalProvider) -> [(Level.Telling, Space)] {
    let ranges = (0..<provider.rowWidth).map { place -> ClosedRange<Float> in
      let numbers = provider.goals.map { $0.row[place] }
      return (numbers.min() ?? 0)...(numbers.max() ?? 0)
    }
    let count = provider.goals.count
    if let states = space.discreteCount {
      return [
        (.goalBeside, .tuple([space, .box(Box(ranges))])),
        (.goalAsIndex(count: count), .discrete(states * count)),
      ]
    }
    if let box = space.box, box.shape.count == 1 {
      let own = zip(box.low, box.high).map { $0...$1 }
      return [(.goalBeside, .box(Box(own + ranges)))]
    }
    return [(.goalBeside, .tuple([space, .box(Box(ranges))]))]
  }

  /// The transitions of the meta-controller, one a copy.
  static func transitions(of pursuits: [PursuitLedger.Step], isSemiMarkov: Bool) -> Transitions {
    let width = pursuits[0].observation.count
    let transitions = Transitions(
      observations: Rows(pursuits.flatMap(\.observation), width: width),
      actions: Rows(pursuits.map { Float($0.goal) }, width: 1), rewards: pursuits.map(\.sum),
      endings: pursuits.map(\.ending),
      memory: rows(pursuits.flatMap(\.memory), count: pursuits.count),
      following: Rows(pursuits.flatMap(\.following), width: width))
    return isSemiMarkov ? transitions.lasting(pursuits.map(\.duration)) : transitions
  }

  /// Rows of floats that may be none.
  static func rows(_ floats: [Float], count: Int) -> Rows {
    var rows = Rows(count: count, width: floats.count / count)
    rows.storage = floats
    return rows
  }
}
