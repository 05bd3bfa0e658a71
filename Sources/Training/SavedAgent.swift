public import ReinforcementLearning

/// An agent as a run left it, which acts and learns nothing more: an opponent, or something to
/// compare with.
public final class SavedAgent: Agent {
  private let base: any Agent
  private let mode: ActingMode

  /// Freezes an agent, which acts in a mode of its own whatever it is asked for.
  public init(_ base: any Agent, mode: ActingMode) {
    self.base = base
    self.mode = mode
  }

  /// What may be chosen about it.
  public struct Configuration: AgentConfiguration {
    /// The run, as any command takes it: a folder, or a name below `runs`.
    public var run = ""
    /// How it acts.
    public var mode = ActingMode.greedy

    /// Creates the defaults, with which there is no run yet.
    public init() {}

    public static let parameters = [
      ParameterDescription("run", "the run: its folder, or its name below runs"),
      ParameterDescription(
        "mode", "how it acts", choices: [ActingMode.greedy, .sample].map(\.rawValue)),
    ]
  }

  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "saved", summary: "acts as the agent of a run, and learns nothing more",
    source: "a run of one's own", configuration: Configuration.self
  ) { configuration, context in
    guard !configuration.run.isEmpty else {
      throw Failure(
        .configuration, "saved does not know which run",
        remedy: "use --set run=…, apus list runs shows them")
    }
    let directory = try RunStore().seed(of: configuration.run)
    let trained = try TrainedAgent(in: directory, catalogue: context.catalogue)
    let setting = trained.environment.setting
    guard setting.observationSpace == context.observationSpace,
      setting.actionSpace == context.actionSpace
    else {
      throw Failure(
        .configuration, "the agent of \(configuration.run) observes or does something else",
        at: directory.path, remedy: "choose a run in the same environment")
    }
    return SavedAgent(trained.agent, mode: configuration.mode)
  }

  // MARK: - Acting

  public var memoryWidth: Int { base.memoryWidth }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    let asked = state.mode
    state.mode = mode
    base.act(on: observations, state: &state, into: &actions)
    state.mode = asked
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    base.introspect(observations, state: state)
  }

  // MARK: - Checkpointing

  // It changes no more, and its run keeps it.
  public func save(to archive: inout Archive) {}
  public func load(from archive: Archive) throws {}
}
