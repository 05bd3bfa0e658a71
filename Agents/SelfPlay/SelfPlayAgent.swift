public import ReinforcementLearning

/// Two agents, each of which learns one side of a game by playing against the other.
///
/// The observation of the game is a dictionary whose first field, `player`, says who is to move: 0 or
/// 1.  What the game pays is what player 0 gains, and player 1 loses.  Each side sees the game as an
/// environment of its own: one of its turns leads to its next, and earns what both moves in between
/// paid.
///
/// Follows Raghu and others, *Can deep reinforcement learning solve Erdos-Selfridge-Spencer games?*,
/// ICML 2018, section 4.3.
public final class SelfPlayAgent: Agent {
  private let sides: [Side]

  /// Creates two agents that have seen nothing.
  ///
  /// - Throws: `Failure` of kind `configuration` if there is no such agent, it refuses its
  ///   parameters, or cannot play this game; whatever making it throws.
  public convenience init(
    _ configuration: SelfPlayConfiguration, _ context: AgentContext
  ) throws {
    let sides = try configuration.sides.enumerated().map { player, side in
      (side.name, try Self.agent(side.choices, named: side.name, player: player, context))
    }
    self.init(sides, copies: context.copies)
  }

  /// Lets two agents play, player 0 first.
  init(_ agents: [(name: String, agent: any Agent)], copies: Int) {
    sides = agents.map { Side($0.agent, named: $0.name, copies: copies) }
  }

  private static func agent(
    _ choices: [String: ConfigurationValue], named name: String, player: Int,
    _ context: AgentContext
  ) throws -> any Agent {
    var choices = choices
    let id = choices.removeValue(forKey: SelfPlayConfiguration.agentKey)?.description ?? ""
    let entry = try context.catalogue.agent(id)
    let setting = AgentSetting(
      observationSpace: context.observationSpace, actionSpace: context.actionSpace,
      isSolvable: context.isSolvable)
    if let reason = entry.refusal(in: setting) {
      throw Failure(
        .configuration, "\(id) cannot play as \(name): \(reason)",
        remedy: "choose another \(name).agent")
    }
    var inner = context
    inner.steps = max(1, context.steps / 2)
    var random = RandomSource(seed: context.seed, stream: "self-play", index: player)
    inner.seed = random.next() >> 1
    return try Failure.locating("\(name) of self-play") {
      try entry.prepare(choices, steps: inner.steps).make(inner)
    }
  }

  public var metrics: [Metric] { sides.flatMap(\.metrics) }
  public var memoryWidth: Int { sides.reduce(0) { $0 + $1.memoryWidth } }
  public var updates: Int { sides.reduce(0) { $0 + $1.agent.updates } }

  /// The sides, each with where its memory begins and the copies in which it is to move.
  private func turns(_ rows: Rows) -> [(side: Side, offset: Int, copies: [Int])] {
    var offset = 0
    return sides.enumerated().map { player, side in
      defer { offset += side.memoryWidth }
      return (side, offset, (0..<rows.count).filter { Int(rows[$0, 0]) == player })
    }
  }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    forgetEpisodesBefore(&state)
    for (side, offset, copies) in turns(observations.rows) where !copies.isEmpty {
      side.act(in: copies, on: observations, offset: offset, state: &state, into: &actions)
    }
  }

  private func forgetEpisodesBefore(_ state: inout ActingState) {
    for copy in state.isFirst.indices where state.isFirst[copy] {
      for place in 0..<memoryWidth { state.memory[copy, place] = 0 }
    }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    var state = state
    forgetEpisodesBefore(&state)
    var thoughts = Array(repeating: Introspection(), count: observations.rows.count)
    for (side, offset, copies) in turns(observations.rows) where !copies.isEmpty {
      let own = side.introspect(observations, in: copies, offset: offset, state: state)
      for (copy, thought) in zip(copies, own) { thoughts[copy] = thought }
    }
    return thoughts
  }

  // MARK: - Learning

  public func observe(_ transitions: Transitions) {
    for (side, offset, copies) in turns(transitions.observations) {
      for copy in copies { side.begin(copy, of: transitions, offset: offset) }
    }
    for copy in 0..<transitions.count {
      let reward = transitions.rewards[copy]
      for (side, gain) in zip(sides, [reward, -reward]) {
        side.pay(gain, in: copy)
        if let ending = transitions.endings[copy] {
          side.finish(copy, ending, following: transitions.following(copy))
        }
      }
    }
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    for side in sides { try side.learn(recording: &metrics) }
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    for side in sides { archive.store(part: side, for: side.name) }
  }

  public func load(from archive: Archive) throws {
    for side in sides { try archive.load(part: side, for: side.name) }
  }
}

extension SelfPlayAgent {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "self-play", summary: "two agents that learn a game for two against one another",
    source: "Raghu and others, Can deep RL solve Erdos-Selfridge-Spencer games?, 2018",
    configuration: SelfPlayConfiguration.self,
    refusal: { setting in
      if case .dictionary(let fields) = setting.observationSpace,
        fields.first?.name == "player", fields.first?.space == .discrete(2)
      {
        return nil
      }
      return "it is no game of two players by turns"
    }
  ) { configuration, context in
    try SelfPlayAgent(configuration, context)
  }
}
