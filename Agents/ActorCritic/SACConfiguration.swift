public import ReinforcementLearning

/// What may be chosen about a soft actor-critic.
///
/// The defaults are those of Haarnoja et al., 2018; where they say nothing, of Stable-Baselines3.
public struct SACConfiguration: ActorCriticConfiguration {
  public var hiddenWidths = [256, 256]
  /// Adam's step size, for every network and the temperature.
  public var learningRate: Float = 3e-4
  public var discount = 0.99
  public var targetFraction: Float = 0.005
  public var replayCapacity = 1_000_000
  public var batchSize = 256
  public var warmUpSteps = 1_000
  public var trainInterval = 1
  public var updatesPerRound = 1
  public var rewardSteps = 1
  public var noiseCorrelation: Float = 0
  /// How many critics there are, of which the least value counts.
  public var critics = 2
  /// α at first, and for good if it is not learned: the worth of one unit of entropy.
  public var temperature: Float = 1
  /// Whether the temperature is learned, so that the entropy meets its target.
  public var learnsTemperature = true
  /// H̄ for each number of an action within ±1.
  public var entropyPerDimension: Float = -1
  /// H̄ of a discrete policy, as a share of the greatest entropy, log |A|.
  public var entropyShare: Float = 0.6
  /// Whether the noise of exploration depends on the state, by weights that are kept for some steps.
  public var hasStateNoise = false
  /// The steps for which they are kept, or less where the episode ends.
  public var stateNoiseSteps = 8
  /// `log σ` of these weights at first.
  public var stateNoiseLogDeviation: Float = -3
  /// Whether a network of state values is learned, whose copy the critics follow: the first version
  /// of the algorithm.
  public var hasValueNetwork = false

  public static let parameters =
    [ParameterDescription].ofActorCritics + [
      ParameterDescription("learningRate", "Adam's step size, for everything", in: .positive),
      ParameterDescription(
        "critics", "how many critics there are, of which the least value counts", in: 1...100),
      ParameterDescription(
        "temperature", "α at first, and for good if it is not learned", in: .positive),
      ParameterDescription(
        "learnsTemperature", "whether α is learned, so that the entropy meets its target"),
      ParameterDescription(
        "entropyPerDimension", "H̄ for each number of an action within ±1", in: -100...0.69),
      ParameterDescription(
        "entropyShare", "H̄ of a discrete policy, as a share of log |A|", in: .unit),
      ParameterDescription(
        "hasStateNoise", "whether the noise of exploration depends on the state"),
      ParameterDescription(
        "stateNoiseSteps", "the steps for which the weights of such noise are kept",
        in: .atLeastOne),
      ParameterDescription(
        "stateNoiseLogDeviation", "log σ of these weights at first", in: -20...2),
      ParameterDescription(
        "hasValueNetwork", "whether the critics follow a network of state values, as in version 1"),
    ]

  /// Creates the defaults.
  public init() {}

  public func validate(steps: Int) throws {
    try validateSchedule(steps: steps)
    if hasStateNoise, noiseCorrelation > 0 {
      throw Failure(
        .configuration, "noise of the state is kept for stateNoiseSteps, not correlated",
        remedy: "set noiseCorrelation=0, or hasStateNoise=false")
    }
  }
}
