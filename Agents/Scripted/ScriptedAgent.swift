public import ReinforcementLearning

/// Takes the action that an exact solver holds to be best: the ceiling of every comparison.
///
/// It is told by the environment, not by what it observes, so that it is an upper bound even where
/// an observation hides something.
public final class ScriptedAgent: Agent {
  /// Creates an agent.
  public init() {}

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    for copy in 0..<actions.count {
      guard let action = observations.optimum(of: copy)?.actions.first else {
        preconditionFailure("the registry lets no scripted agent into an unsolved environment")
      }
      for place in action.indices { actions[copy, place] = action[place] }
    }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    (0..<observations.rows.count).map { copy in
      guard let optimum = observations.optimum(of: copy) else { return Introspection() }
      let values = optimum.actionValues.map { Float($0) }
      return Introspection(
        actionValues: values.isEmpty ? nil : values, value: Float(optimum.value))
    }
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {}
  public func load(from archive: Archive) throws {}
}

extension ScriptedAgent {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "scripted", summary: "takes the action that the exact solver holds to be best",
    source: "the ceiling of every comparison", configuration: NoConfiguration.self,
    refusal: { setting in
      setting.isSolvable ? nil : "no exact solution of it is known"
    }
  ) { _, _ in
    ScriptedAgent()
  }
}
