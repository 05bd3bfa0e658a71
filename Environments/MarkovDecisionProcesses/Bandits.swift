public import ReinforcementLearning

/// Arms to be pulled, each of which pays by a law of its own.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | nothing: always the same | – | 0 |
///
/// The action is the arm.  An episode is one pull, or as many as are asked for.  The laws are drawn
/// from a seed once and for all, not anew for each episode.
///
/// Follows Robbins, *Some aspects of the sequential design of experiments*, Bulletin of the American
/// Mathematical Society 58, 1952.
public enum Bandit {
  /// Arms that pay 1 or nothing.
  ///
  /// - Parameters:
  ///   - means: How likely each arm pays.
  ///   - pulls: How many pulls an episode has.
  /// - Returns: A process of one state.
  public static func bernoulli(means: [Double], pulls: Int = 1) -> TabularProcess {
    TabularProcess(
      stateCount: 1, actionCount: means.count, starts: [0], discount: 1, horizon: pulls
    ) { _, arm in
      [
        StateTransition(probability: means[arm], next: 0, reward: 1),
        StateTransition(probability: 1 - means[arm], next: 0, reward: 0),
      ]
    }
  }

  /// Arms that pay a normal number.
  ///
  /// - Parameters:
  ///   - means: What each arm pays on average.
  ///   - deviation: The deviation of every arm.
  ///   - pulls: How many pulls an episode has.
  /// - Returns: A process of one state.
  public static func gaussian(
    means: [Double], deviation: Double = 1, pulls: Int = 1
  ) -> TabularProcess {
    TabularProcess(
      stateCount: 1, actionCount: means.count, starts: [0], discount: 1, horizon: pulls,
      rewardDeviation: deviation
    ) { _, arm in [StateTransition(next: 0, reward: means[arm])] }
  }

  /// The means of so many arms of ``bernoulli(means:pulls:)``, uniform between 0 and 1.
  public static func uniformMeans(arms: Int, seed: UInt64 = 0) -> [Double] {
    var random = RandomSource(seed: seed, stream: "bandit")
    return (0..<arms).map { _ in random.uniform() }
  }

  /// The means of so many arms of ``gaussian(means:deviation:pulls:)``, standard normal: the testbed
  /// of Sutton and Barto's book, section 2.3.
  public static func normalMeans(arms: Int, seed: UInt64 = 0) -> [Double] {
    var random = RandomSource(seed: seed, stream: "bandit")
    return (0..<arms).map { _ in random.normal() }
  }

  /// What may be chosen about arms that pay 1 or nothing.
  public struct BernoulliOptions: EnvironmentOptions {
    var arms = 10
    var seed = 0
    var pulls = 1

    public static let parameters = Bandit.parameters

    /// Creates the defaults.
    public init() {}
  }

  /// What may be chosen about arms that pay a normal number.
  public struct GaussianOptions: EnvironmentOptions {
    var arms = 10
    var seed = 0
    var pulls = 1
    var deviation = 1.0

    public static let parameters =
      Bandit.parameters + [
        ParameterDescription("deviation", "σ, of every arm", in: .nonNegative)
      ]

    /// Creates the defaults.
    public init() {}
  }

  private static let parameters = [
    ParameterDescription("arms", "how many arms there are", in: 1...10_000),
    ParameterDescription("seed", "the seed of what the arms pay", in: .nonNegative),
    ParameterDescription("pulls", "how many pulls an episode has", in: 1...100_000),
  ]

  /// Ten arms that pay 1 or nothing.
  public static let bernoulli = entry(
    "BernoulliBandit-v0", summary: "Find the arm that pays most often.",
    rewards: "1 or nothing; one pull", source: "Robbins, 1952", means: uniformMeans(arms: 10),
    options: BernoulliOptions.self
  ) {
    bernoulli(means: uniformMeans(arms: $0.arms, seed: UInt64($0.seed)), pulls: $0.pulls)
  }

  /// Ten arms that pay a normal number.
  public static let gaussian = entry(
    "GaussianBandit-v0", summary: "Find the arm that pays most on average.",
    rewards: "a normal number of deviation 1; one pull",
    source: "Sutton and Barto, 2018, section 2.3", means: normalMeans(arms: 10),
    options: GaussianOptions.self
  ) {
    gaussian(
      means: normalMeans(arms: $0.arms, seed: UInt64($0.seed)), deviation: $0.deviation,
      pulls: $0.pulls)
  }

  /// Solved is nine tenths of the way from random pulls to the best arm.
  private static func entry<Options: EnvironmentOptions>(
    _ id: String, summary: String, rewards: String, source: String, means: [Double],
    options: Options.Type, make: @escaping @Sendable (Options) -> TabularProcess
  ) -> EnvironmentEntry {
    let random = means.reduce(0, +) / Double(means.count)
    let best = means.max() ?? random
    return EnvironmentEntry(
      id, summary: summary, rewards: rewards, source: source, randomReturn: random,
      solvedReturn: random + 0.9 * (best - random), trainingSteps: 10_000, options: options
    ) { options in
      let process = make(options)
      return EnvironmentPrototype(
        process, actionNames: (0..<process.actionCount).map { "arm \($0)" })
    }
  }
}
