public import ReinforcementLearning

/// Six places along a river: drifting down pays a little at once, swimming up much in the end.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the place, from the left bank | – | 0…5 |
///
/// Action `0` drifts one place to the left, for certain.  Action `1` swims to the right: it may get
/// on, hold or be swept back.  Drifting in the first place pays a little, swimming in the last one
/// much.
public struct RiverSwim: Hashable, Sendable {
  /// How likely a swimmer gets on from the first place; else the swimmer holds.
  public var advanceFromFirst: Double
  /// How likely a swimmer gets on from a place in the middle.
  public var advance: Double
  /// How likely a swimmer is swept back from a place in the middle.
  public var setback: Double
  /// How likely a swimmer is swept back from the last place; else the swimmer holds.
  public var setbackFromLast: Double
  /// What drifting in the first place pays.
  public var smallReward: Double
  /// What swimming in the last place pays.
  public var largeReward: Double
  /// Whether the large reward is paid for every try, or only where the swimmer holds.
  public var paysForTrying: Bool
  /// The places in which an episode may begin.
  public var starts: [Int]

  private static let places = 6

  /// The form of Osband, Russo and Van Roy, *(More) efficient reinforcement learning via posterior
  /// sampling*, NeurIPS 2013.
  public static let osband = RiverSwim(
    advanceFromFirst: 0.4, advance: 0.35, setback: 0.05, setbackFromLast: 0.4,
    smallReward: 0.005, largeReward: 1, paysForTrying: true, starts: [0])

  /// The form of Strehl and Littman, *An analysis of model-based interval estimation for Markov
  /// decision processes*, Journal of Computer and System Sciences 74, 2008.
  ///
  /// The large reward is paid where the swimmer holds: only so do their totals come out.
  public static let strehlLittman = RiverSwim(
    advanceFromFirst: 0.3, advance: 0.3, setback: 0.1, setbackFromLast: 0.7,
    smallReward: 5, largeReward: 10_000, paysForTrying: false, starts: [1, 2])

  /// The river as a process.
  ///
  /// - Parameters:
  ///   - horizon: After how many steps an episode terminates, if it does.
  ///   - discount: γ.
  /// - Returns: The process, whose state is the place.
  public func process(horizon: Int? = nil, discount: Double = 0.99) -> TabularProcess {
    TabularProcess(
      stateCount: Self.places, actionCount: 2, starts: starts, discount: discount,
      horizon: horizon
    ) { place, action in
      action == 0
        ? [StateTransition(next: max(place - 1, 0), reward: place == 0 ? smallReward : 0)]
        : swim(from: place)
    }
  }

  private func swim(from place: Int) -> [StateTransition] {
    switch place {
    case 0:
      return [
        StateTransition(probability: advanceFromFirst, next: 1, reward: 0),
        StateTransition(probability: 1 - advanceFromFirst, next: 0, reward: 0),
      ]
    case Self.places - 1:
      return [
        StateTransition(probability: 1 - setbackFromLast, next: place, reward: largeReward),
        StateTransition(
          probability: setbackFromLast, next: place - 1, reward: paysForTrying ? largeReward : 0),
      ]
    default:
      return [
        StateTransition(probability: advance, next: place + 1, reward: 0),
        StateTransition(probability: 1 - advance - setback, next: place, reward: 0),
        StateTransition(probability: setback, next: place - 1, reward: 0),
      ]
    }
  }
}

extension RiverSwim {
  /// What may be chosen about Osband's form.
  public struct Options: EnvironmentOptions {
    var advance = osband.advance
    var setback = osband.setback
    var smallReward = osband.smallReward
    var largeReward = osband.largeReward
    var steps = 20

    public static let parameters = [
      ParameterDescription("advance", "how likely a swimmer gets on in the middle", in: .unit),
      ParameterDescription("setback", "how likely one is swept back in the middle", in: .unit),
      ParameterDescription("smallReward", "what drifting in the first place pays"),
      ParameterDescription("largeReward", "what swimming in the last place pays"),
      ParameterDescription("steps", "how many steps an episode has", in: 1...10_000),
    ]

    /// Creates the defaults.
    public init() {}

    public func validate() throws {
      guard advance + setback > 1 else { return }
      throw Failure(
        .configuration, "advance=\(advance) and setback=\(setback) add up to more than 1",
        remedy: "choose smaller ones")
    }

    var river: RiverSwim {
      var river = osband
      (river.advance, river.setback) = (advance, setback)
      (river.smallReward, river.largeReward) = (smallReward, largeReward)
      return river
    }
  }

  /// Osband's form: 20 steps from the first place, undiscounted; the best play earns 3.064.
  ///
  /// How many steps are left is not shown, though it matters to the last few.
  public static let v0 = EnvironmentEntry(
    "RiverSwim-v0", summary: "Swim up a river against the current, past an easy small reward.",
    rewards: "0.005 for drifting in the first place, 1 for swimming in the last; 20 steps",
    source: "Osband, Russo and Van Roy, 2013", randomReturn: 0.045, solvedReturn: 2.9,
    trainingSteps: 50_000, actionNames: ["drift left", "swim right"], options: Options.self
  ) { $0.river.process(horizon: $0.steps, discount: 1) }

  /// Strehl and Littman's form, which goes on for ever, cut after 1,000 steps; γ is 0.99.
  ///
  /// Always swimming earns 669 a step in the long run.
  public static let continuing = EnvironmentEntry(
    "RiverSwim-StrehlLittman-v0",
    summary: "Swim up a river for ever, past an easy small reward.",
    rewards: "5 for drifting in the first place, 10,000 for holding the last; 1,000 steps",
    source: "Strehl and Littman, 2008", randomReturn: 2_890, solvedReturn: 600_000,
    trainingSteps: 100_000, actionNames: ["drift left", "swim right"]
  ) { TimeLimited(strehlLittman.process(), steps: 1_000) }
}
