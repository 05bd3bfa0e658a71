public import ReinforcementLearning

/// A row of states that must be walked to its far end before anything worth having is paid.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | for each state, 1 up to the present one and 0 beyond | – | 0 or 1 |
///
/// Action `0` goes one state to the left, `1` to the right; at an end it stays.  A step from the
/// first state pays 0.001, one from the last state 1.  An episode begins in the second state and
/// terminates after `N + 9` steps, so that walking straight on earns 11.
///
/// Follows Osband and others, *Deep exploration via bootstrapped DQN*, NeurIPS 2016, and Plappert and
/// others, *Parameter space noise for exploration*, ICLR 2018, whose "about 10" is that of a start
/// in the first state.
public enum NoisyChain {
  /// A chain of `N` states, at least three.
  public static func process(length: Int) -> TabularProcess {
    precondition(length >= 3, "a chain of \(length) states has no way to go")
    return TabularProcess(
      stateCount: length, actionCount: 2, starts: [1], discount: 1, horizon: length + 9,
      display: .features(
        (0..<length).map { state in (0..<length).map { $0 <= state ? 1 : 0 } }),
      rowLength: 10
    ) { state, action in
      let next = min(max(state + (action == 1 ? 1 : -1), 0), length - 1)
      let reward = state == 0 ? 0.001 : state == length - 1 ? 1 : 0
      return [StateTransition(next: next, reward: reward)]
    }
  }

  /// The chain of a length as an environment, `NoisyChain-<N>-v0`.
  ///
  /// - Parameters:
  ///   - length: `N`.
  ///   - randomReturn: The mean return of random actions, if it is known.
  /// - Returns: What a catalogue lists.
  public static func entry(length: Int, randomReturn: Double? = nil) -> EnvironmentEntry {
    EnvironmentEntry(
      "NoisyChain-\(length)-v0", summary: "Walk to the far end of a row of \(length) states.",
      rewards: "0.001 in the first state, 1 in the last; \(length + 9) steps",
      source: "Osband and others, 2016; Plappert and others, 2018", randomReturn: randomReturn,
      solvedReturn: 10, trainingSteps: 2_000 * (length + 9), actionNames: ["left", "right"]
    ) { process(length: length) }
  }

  /// What may be chosen about a chain.
  public struct Options: EnvironmentOptions {
    /// `N`.
    public var states = 20

    /// Creates the defaults.
    public init() {}

    public static let parameters = [
      ParameterDescription("states", "N, the length of the chain", in: 3...10_000)
    ]
  }

  /// A chain of any length.
  public static let v0 = EnvironmentEntry(
    "NoisyChain-v0", summary: "Walk to the far end of a row of states, of whatever length.",
    rewards: "0.001 in the first state, 1 in the last; 9 steps more than states",
    source: "Osband and others, 2016; Plappert and others, 2018", randomReturn: 0.007,
    solvedReturn: 10, trainingSteps: 60_000, actionNames: ["left", "right"], options: Options.self
  ) { process(length: $0.states) }
  /// Ten states.
  public static let ten = entry(length: 10, randomReturn: 0.18)
  /// Twenty states.
  public static let twenty = entry(length: 20, randomReturn: 0.007)
  /// Thirty states.
  public static let thirty = entry(length: 30, randomReturn: 0.0073)
  /// Fifty states: random actions hardly ever see the end.
  public static let fifty = entry(length: 50, randomReturn: 0.0095)
}
