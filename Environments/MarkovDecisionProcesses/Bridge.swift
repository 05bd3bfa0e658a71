public import ReinforcementLearning

/// A narrow bridge: only steps straight on lead across, and a step to either side is a fall.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the plank, from the near end; the last is the far bank | – | 0…N |
///
/// Action `0` goes on to the next plank, `1` back to the one before, `2` and `3` step off to the left
/// and to the right.  A fall ends the episode and pays nothing; the far bank ends it and pays 1.
///
/// After the bridge of Choshen, Fox and Loewenstein, *DORA the explorer: directed outreaching
/// reinforcement action-selection*, ICLR 2018: what is worth exploring lies at the end of a row of
/// states each of which has been left soon in all ways but one.
public enum Bridge {
  /// The bridge of so many planks.
  public static func process(length: Int = 15, discount: Double = 0.99) -> TabularProcess {
    precondition(length >= 1, "a bridge of \(length) planks is none")
    return TabularProcess(
      stateCount: length + 1, actionCount: 4, starts: [0], discount: discount,
      rowLength: length + 1
    ) { plank, action in
      switch action {
      case 0:
        let next = min(plank + 1, length)
        let isAcross = next == length
        return [StateTransition(next: next, reward: isAcross ? 1 : 0, isTerminal: isAcross)]
      case 1: return [StateTransition(next: max(plank - 1, 0), reward: 0)]
      default: return [StateTransition(next: plank, reward: 0, isTerminal: true)]
      }
    }
  }

  /// What may be chosen about a bridge.
  public struct Options: EnvironmentOptions {
    var length = 15

    public static let parameters = [
      ParameterDescription("length", "how many planks there are", in: 1...10_000)
    ]

    /// Creates the defaults.
    public init() {}
  }

  /// Fifteen planks, and at most 200 steps.
  public static let v0 = EnvironmentEntry(
    "Bridge-v0", summary: "Cross a narrow bridge of 15 planks.",
    rewards: "1 on the far bank; a fall ends it, or 200 steps",
    source: "Choshen, Fox and Loewenstein, 2018", randomReturn: 0, solvedReturn: 1,
    trainingSteps: 20_000, actionNames: ["on", "back", "fall left", "fall right"],
    options: Options.self
  ) { TimeLimited(process(length: $0.length), steps: 200) }
}
