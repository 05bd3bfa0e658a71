public import ReinforcementLearning

/// Takes every action as often as any other, whatever it sees: the floor of every comparison.
public final class RandomAgent: Agent {
  private let actionSpace: Space

  /// Creates an agent for a space of actions.
  public init(_ actionSpace: Space) { self.actionSpace = actionSpace }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    var row: [Float] = []
    for copy in 0..<actions.count {
      row.removeAll(keepingCapacity: true)
      actionSpace.appendSample(to: &row, using: &state.random)
      for place in row.indices { actions[copy, place] = row[place] }
    }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    let policy = actionSpace.discreteCount.map { Array(repeating: 1 / Float($0), count: $0) }
    return Array(repeating: Introspection(policy: policy), count: observations.rows.count)
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {}
  public func load(from archive: Archive) throws {}
}

extension RandomAgent {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "random", summary: "takes every action as often as any other, whatever it sees",
    source: "the floor of every comparison", configuration: NoConfiguration.self
  ) { _, context in
    RandomAgent(context.actionSpace)
  }
}
