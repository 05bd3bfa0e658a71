public import ReinforcementLearning

/// A random process: the law of every state and action is drawn from a seed.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the state | – | as many as there are |
///
/// An action leads to one of `branching` different states, with probabilities that are the gaps
/// between sorted uniform cuts of the unit interval.  What it pays is drawn once from the standard
/// normal law, and comes with normal noise.  The process never ends; it begins anywhere.
///
/// Follows Archibald, McKinnon and Thomas, *On the generation of Markov decision processes*, Journal
/// of the Operational Research Society 46, 1995, and Bhatnagar and others, *Natural actor-critic
/// algorithms*, Automatica 45, 2009.
public enum Garnet {
  /// Draws a process.
  ///
  /// - Parameters:
  ///   - stateCount: How many states there are.
  ///   - actionCount: How many actions there are in each.
  ///   - branching: To how many states an action may lead.
  ///   - seed: The seed of the laws.
  ///   - rewardDeviation: The deviation of the noise on every reward.
  ///   - discount: γ.
  /// - Returns: The process of the seed.
  public static func process(
    stateCount: Int = 30, actionCount: Int = 4, branching: Int = 2, seed: UInt64 = 0,
    rewardDeviation: Double = 0.1, discount: Double = 0.95
  ) -> TabularProcess {
    precondition(
      (1...stateCount).contains(branching), "\(branching) different states of \(stateCount)")
    var random = RandomSource(seed: seed, stream: "garnet")
    return TabularProcess(
      stateCount: stateCount, actionCount: actionCount, starts: Array(0..<stateCount),
      discount: discount, rewardDeviation: rewardDeviation
    ) { _, _ in
      let followers = random.choices(branching, below: stateCount)
      let cuts = [0] + (1..<branching).map { _ in random.uniform() }.sorted() + [1]
      let reward = random.normal()
      return followers.indices.map {
        StateTransition(
          probability: cuts[$0 + 1] - cuts[$0], next: followers[$0], reward: reward)
      }
    }
  }

  /// What may be chosen about a process.
  public struct Options: EnvironmentOptions {
    var states = 30
    var actions = 4
    var branching = 2
    var seed = 0
    var rewardDeviation = 0.1
    var discount = 0.95

    public static let parameters = [
      ParameterDescription("states", "how many states there are", in: 1...10_000),
      ParameterDescription("actions", "how many actions there are in each", in: 1...1_000),
      ParameterDescription("branching", "to how many states an action may lead", in: 1...10_000),
      ParameterDescription("seed", "the seed of the laws", in: .nonNegative),
      ParameterDescription("rewardDeviation", "σ, the noise on every reward", in: .nonNegative),
      ParameterDescription("discount", "γ, by which play is judged", in: 0...0.9999),
    ]

    /// Creates the defaults.
    public init() {}

    public func validate() throws {
      guard branching > states else { return }
      throw Failure(
        .configuration, "an action cannot lead to \(branching) of \(states) states",
        remedy: "choose a branching of at most \(states)")
    }
  }

  /// Thirty states, four actions, two followers, from the seed 0, cut after 200 steps; γ is 0.95.
  ///
  /// The best play returns 204 on average, undiscounted.
  public static let v0 = EnvironmentEntry(
    "Garnet-v0", summary: "Find the way through a random process of 30 states.",
    rewards: "a fixed number for each state and action, with a little noise; 200 steps",
    source: "Archibald, McKinnon and Thomas, 1995; Bhatnagar and others, 2009",
    randomReturn: -27.3, solvedReturn: 194, trainingSteps: 50_000, options: Options.self
  ) { options in
    let process = process(
      stateCount: options.states, actionCount: options.actions, branching: options.branching,
      seed: UInt64(options.seed), rewardDeviation: options.rewardDeviation,
      discount: options.discount)
    return EnvironmentPrototype(
      TimeLimited(process, steps: 200),
      actionNames: (0..<options.actions).map { "action \($0)" })
  }
}
