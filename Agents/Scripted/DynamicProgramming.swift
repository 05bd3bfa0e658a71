public import ReinforcementLearning

/// Reads the laws of a finite world, solves them, and takes the best actions: an upper bound.
///
/// It solves by a method of its own, whereas ``ScriptedAgent`` is told the best action whoever knows it.
///
/// Follows Bellman, *Dynamic programming*, 1957, and Howard, *Dynamic programming and Markov
/// processes*, 1960.
public final class DynamicProgramming: Agent {
  private let method: SolvingMethod
  private var solution: Result<Solution, any Error>?  // as soon as there is a world

  /// Creates an agent that knows no world yet.
  public init(by method: SolvingMethod) { self.method = method }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    for copy in 0..<actions.count {
      // Where nothing is best any action will do: `learn` says why, and ends the run.
      actions[copy, 0] = optimum(of: copy, observations)?.actions.first?.first ?? 0
    }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    (0..<observations.rows.count).map { copy in
      guard observations.simulator(of: copy) != nil,
        let optimum = optimum(of: copy, observations)
      else { return Introspection() }
      return Introspection(
        actionValues: optimum.actionValues.map { Float($0) }, value: Float(optimum.value))
    }
  }

  private func optimum(of copy: Int, _ observations: Observations) -> Optimum? {
    guard let world = observations.simulator(of: copy)?.world as? any FiniteMDP else {
      preconditionFailure("the registry lets dynamic programming into finite worlds only")
    }
    let solution = solution ?? Result { try Solution(of: world, by: method) }
    self.solution = solution
    return (try? solution.get())?.optimum(in: world.state)
  }

  public func learn(recording metrics: inout MetricRecorder) throws { _ = try solution?.get() }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {}
  public func load(from archive: Archive) throws {}
}

extension DynamicProgramming {
  /// Solves by iterating values.
  public static let valueIteration = entry(
    .valueIteration, summary: "solves the laws of a finite world by iterating values",
    source: "Bellman, Dynamic programming, 1957")

  /// Solves by iterating policies.
  public static let policyIteration = entry(
    .policyIteration, summary: "solves the laws of a finite world by iterating policies",
    source: "Howard, Dynamic programming and Markov processes, 1960")

  private static func entry(
    _ method: SolvingMethod, summary: String, source: String
  ) -> AgentEntry {
    AgentEntry(
      method.rawValue, summary: summary, source: source, configuration: NoConfiguration.self,
      refusal: { $0.isFinite ? nil : "its states are not finitely many with known laws" }
    ) { _, _ in
      DynamicProgramming(by: method)
    }
  }
}
