public import ReinforcementLearning

/// Baird's counterexample: seven states whose values an off-policy learner may see grow for ever.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | state `i` of the six upper ones: 2 at place `i`, 1 at the last | – | 0…2 |
/// | the lower state: 1 at the seventh place, 2 at the last | – | 0…2 |
///
/// Action `0`, "dashed", leads to one of the six upper states, all equally likely; action `1`,
/// "solid", to the lower one.  Nothing pays.  The process never ends; it begins anywhere.  The policy
/// to be judged is always solid, the one that acts is dashed six times out of seven.
///
/// Follows Baird, *Residual algorithms: reinforcement learning with function approximation*, ICML
/// 1995, as in Sutton and Barto's book, section 11.2.
public enum Baird {
  /// The features of each state, `[7, 8]`.
  public static let features: [[Float]] = (0..<7).map { state in
    (0..<8).map { place in
      if state < 6 { return place == state ? 2 : place == 7 ? 1 : 0 }
      return place == 6 ? 1 : place == 7 ? 2 : 0
    }
  }

  /// The process, with a γ of 0.99.
  public static func process() -> TabularProcess {
    TabularProcess(
      stateCount: 7, actionCount: 2, starts: Array(0..<7), discount: 0.99,
      display: .features(features)
    ) { _, action in
      action == 1
        ? [StateTransition(next: 6, reward: 0)]
        : (0..<6).map { StateTransition(probability: 1.0 / 6, next: $0, reward: 0) }
    }
  }

  /// The process, cut after 1,000 steps.
  public static let v0 = EnvironmentEntry(
    "Baird-v0", summary: "Learn that nothing is worth anything, without diverging.",
    rewards: "none; 1,000 steps", source: "Baird, 1995; Sutton and Barto, 2018", randomReturn: 0,
    trainingSteps: 10_000, actionNames: ["dashed", "solid"]
  ) { TimeLimited(process(), steps: 1_000) }
}

/// Boyan's chain: thirteen states that lead down to the last, with values that are exactly linear.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | four features, one of them 1 in states 12, 8, 4 and 0, two of them shared between | – | 0…1 |
///
/// There is one action.  From state `s` it leads to `s − 1` or `s − 2`, equally likely, and costs 3;
/// from state 1 it leads to 0 and costs 2.  The episode begins in state 12 and terminates in state 0.
/// The value of `s` is `−2 s`, so that the weights −24, −16, −8 and 0 are exact.
///
/// Follows Boyan, *Technical update: least-squares temporal difference learning*, Machine Learning
/// 49, 2002.
public enum BoyanChain {
  private static let length = 13

  /// The features of each state, `[13, 4]`.
  public static let features: [[Float]] = (0..<length).map { state in
    (0..<4).map { max(0, 1 - abs(Float(state) - Float(12 - 4 * $0)) / 4) }
  }

  /// The chain, undiscounted.
  public static func process() -> TabularProcess {
    TabularProcess(
      stateCount: length, actionCount: 1, starts: [12], discount: 1, display: .features(features)
    ) { state, _ in
      switch state {
      case 0: [StateTransition(next: 0, reward: 0, isTerminal: true)]
      case 1: [StateTransition(next: 0, reward: -2, isTerminal: true)]
      default:
        [1, 2].map {
          StateTransition(
            probability: 0.5, next: state - $0, reward: -3, isTerminal: state == $0)
        }
      }
    }
  }

  /// The chain as published.
  public static let v0 = EnvironmentEntry(
    "BoyanChain-v0", summary: "Learn the values of a chain that are exactly linear.",
    rewards: "−3 a step, −2 for the last one from state 1; ends in state 0",
    source: "Boyan, 2002", randomReturn: -24, trainingSteps: 10_000, actionNames: ["on"]
  ) { process() }
}
