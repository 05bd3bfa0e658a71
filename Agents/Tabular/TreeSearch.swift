internal import AgentCommons
public import ReinforcementLearning

/// Tries play out in a copy of the world before every step, ever more where it went well.
///
/// A simulation takes the actions of the greatest bound `Q̂ + c √(ln n / nₐ)` down to a situation
/// never met, goes on at random, and adds its discounted return to the means of the actions that it
/// took.  Nothing is learned, and nothing kept from one step to the next.
///
/// Follows Kocsis and Szepesvári, *Bandit based Monte-Carlo planning*, ECML 2006 (UCT), whose values
/// too are those of states at depths; one situation is added a simulation, as by Coulom, 2006.
public final class TreeSearch: Agent {
  private let configuration: TreeSearchConfiguration
  private let actions: [[Float]]  // every action as a row
  private let observationWidth: Int

  /// Creates an agent.
  ///
  /// - Precondition: actions are discrete.
  public init(_ configuration: TreeSearchConfiguration, _ context: AgentContext) {
    guard let count = context.actionSpace.discreteCount else {
      preconditionFailure("the registry lets tree search into discrete actions only")
    }
    self.configuration = configuration
    actions = (0..<count).map { [Float($0)] }
    observationWidth = context.observationSpace.rowWidth
  }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    for copy in 0..<actions.count {
      let tree = search(observations, copy, using: &state.random)
      actions[copy, 0] = Float(
        ActionChoice.greedy(tree.rootValues, breakingTiesWith: &state.random))
    }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    var random = state.random
    return (0..<observations.rows.count).map { copy in
      guard observations.simulator(of: copy) != nil else { return Introspection() }
      let tree = search(observations, copy, using: &random)
      let tried = tree.rootValues.filter { $0.isFinite }
      let least = tried.min() ?? 0  // what was not tried is not thought better than what was
      return Introspection(
        actionValues: tree.rootValues.map { Float(max($0, least)) },
        policy: tree.rootVisits.map { Float($0 / tree.rootVisits.reduce(0, +)) },
        value: tried.max().map { Float($0) })
    }
  }

  // MARK: - Searching

  private func search(
    _ observations: Observations, _ copy: Int, using random: inout RandomSource
  ) -> SearchTree {
    guard let simulator = observations.simulator(of: copy) else {
      preconditionFailure("the registry lets tree search in only where play can be simulated")
    }
    return search(simulator, using: &random)
  }

  /// Plays every simulation from the moment of a simulator.
  func search(_ simulator: Simulator, using random: inout RandomSource) -> SearchTree {
    var tree = SearchTree(actionCount: actions.count)
    for _ in 0..<configuration.simulations { simulate(simulator, &tree, using: &random) }
    return tree
  }

  private func simulate(
    _ simulator: Simulator, _ tree: inout SearchTree, using random: inout RandomSource
  ) {
    simulator.restart()
    var path: [(node: Int, action: Int, reward: Double)] = []
    var observation = [Float](repeating: 0, count: observationWidth)
    var present: Int? = 0
    var hasEnded = false
    while let node = present, !hasEnded, path.count < configuration.depth {
      let bounds = tree.bounds(of: node, exploration: configuration.exploration)
      let action = ActionChoice.greedy(bounds, breakingTiesWith: &random)
      let outcome = simulator.step(actions[action], using: &random)
      path.append((node, action, outcome.reward))
      hasEnded = outcome.ending != nil
      guard !hasEnded else { break }
      simulator.observe(into: &observation)
      present = tree.node(of: .init(depth: path.count, observation: observation))
    }
    var rest =
      hasEnded
      ? 0 : playOut(simulator, steps: configuration.depth - path.count, using: &random)
    for step in path.reversed() {
      rest = step.reward + configuration.discount * rest
      tree.note(rest, after: step.action, of: step.node)
    }
  }

  /// The discounted return of so many random steps.
  private func playOut(
    _ simulator: Simulator, steps: Int, using random: inout RandomSource
  ) -> Double {
    var (sum, factor) = (0.0, 1.0)
    for _ in 0..<steps {
      let outcome = simulator.step(
        actions[random.integer(below: actions.count)], using: &random)
      sum += factor * outcome.reward
      factor *= configuration.discount
      if outcome.ending != nil { break }
    }
    return sum
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {}
  public func load(from archive: Archive) throws {}
}

/// What may be chosen about a ``TreeSearch``.
public struct TreeSearchConfiguration: AgentConfiguration {
  /// How many simulations there are before every step.
  public var simulations = 200
  /// How many steps ahead a simulation looks, the random ones included.
  public var depth = 100
  /// c, how much the bonus counts; `√2` for returns from 0 to 1.
  public var exploration = 2.0.squareRoot()
  /// γ, the worth of a reward one step later.
  public var discount = 0.99

  public static let parameters = [
    ParameterDescription(
      "simulations", "how many simulations there are before every step", in: 1...10_000_000),
    ParameterDescription(
      "depth", "how many steps ahead a simulation looks, the random ones included",
      in: .atLeastOne),
    ParameterDescription(
      "exploration", "c, how much the bonus for what was seldom taken counts", in: .nonNegative),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
  ]

  /// Creates the defaults.
  public init() {}
}

extension TreeSearch {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "mcts", summary: "tries play out in a copy of the world before every step",
    source: "Kocsis and Szepesvári, Bandit based Monte-Carlo planning, 2006",
    configuration: TreeSearchConfiguration.self,
    tuned: String(decoding: PackageResources.mcts_yaml, as: UTF8.self),
    refusal: { setting in
      guard setting.actionSpace.discreteCount != nil else { return "its actions are not discrete" }
      return setting.isSimulated ? nil : "play cannot be tried out there"
    }
  ) { configuration, context in
    TreeSearch(configuration, context)
  }
}
