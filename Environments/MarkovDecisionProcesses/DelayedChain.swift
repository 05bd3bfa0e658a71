public import ReinforcementLearning

/// Six states in a row whose way home pays a hundredfold after a visit to the far end.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the state, from the left | – | 0…5 |
/// | or, with the flag: 6 more once the far end was visited | – | 0…11 |
///
/// Action `0` goes one state to the left, for certain; action `1` to the right with probability ½,
/// else to the left.  From the last state both go left.  The episode begins in the second state and
/// terminates in the first, which pays 1 if the last was visited and 0.01 if not.  Without the flag
/// the observation is not Markov.
///
/// Follows Kulkarni, Narasimhan, Saeedi and Tenenbaum, *Hierarchical deep reinforcement learning:
/// integrating temporal abstraction and intrinsic motivation*, NeurIPS 2016.
public enum DelayedChain {
  /// The chain.
  ///
  /// - Parameters:
  ///   - showsVisit: Whether it can be seen that the far end was visited.
  ///   - length: How many states there are, at least three.
  ///   - discount: γ.
  /// - Returns: The process, whose state holds the flag in either case.
  public static func process(
    showsVisit: Bool = false, length: Int = 6, discount: Double = 1
  ) -> TabularProcess {
    precondition(length >= 3, "a chain of \(length) states has no far end")
    return TabularProcess(
      stateCount: 2 * length, actionCount: 2, starts: [1], discount: discount,
      display: showsVisit ? .number : .shared((0..<2 * length).map { $0 % length }, count: length),
      rowLength: length
    ) { state, action in
      let left = step(from: state, by: -1, of: length)
      guard action == 1, state % length < length - 1 else { return [left] }
      var (right, back) = (step(from: state, by: 1, of: length), left)
      right.probability = 0.5
      back.probability = 0.5
      return [right, back]
    }
  }

  /// One step, for certain; arriving at the far end is remembered from there on.
  private static func step(
    from state: Int, by move: Int, of length: Int
  ) -> StateTransition {
    let place = max(state % length + move, 0)
    let hasVisited = state >= length || place == length - 1
    return StateTransition(
      next: place + (hasVisited ? length : 0),
      reward: place > 0 ? 0 : hasVisited ? 1 : 0.01, isTerminal: place == 0)
  }

  /// Being in each of the places, whether the far end was visited or not.
  private static func goals(_ length: Int) -> GoalProvider {
    GoalProvider(ofStates: (0..<length).map { "state \($0 + 1)" }) { goal, state in
      state % length == goal
    }
  }

  /// What may be chosen about a chain.
  public struct Options: EnvironmentOptions {
    var length = 6

    public static let parameters = [
      ParameterDescription("length", "how many states there are in a row", in: 3...10_000)
    ]

    /// Creates the defaults.
    public init() {}
  }

  private static func entry(_ id: String, showsVisit: Bool) -> EnvironmentEntry {
    EnvironmentEntry(
      id, summary: "Visit the far end of a row of states before going home.",
      rewards: "at home, 1 after the far end and 0.01 without it",
      source: "Kulkarni and others, 2016",
      randomReturn: 0.0182, solvedReturn: 0.2, trainingSteps: 100_000,
      actionNames: ["left", "perhaps right"], options: Options.self
    ) { options in
      EnvironmentPrototype(
        process(showsVisit: showsVisit, length: options.length), goals: goals(options.length))
    }
  }

  /// The chain as published, the visit unseen.
  public static let v0 = entry("DelayedChain-v0", showsVisit: false)
  /// The chain whose observation tells whether the far end was visited.
  public static let flagged = entry("DelayedChain-Flagged-v0", showsVisit: true)
}
