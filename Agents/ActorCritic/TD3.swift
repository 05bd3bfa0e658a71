public import ReinforcementLearning
internal import TensorCore

/// What may be chosen about a TD3.
///
/// The defaults are those of Fujimoto, van Hoof and Meger, 2018, in their final program, with 1,000
/// steps of random actions first.
public struct TD3Configuration: DeterministicConfiguration {
  public var hiddenWidths = [256, 256]
  public var actorLearningRate: Float = 3e-4
  public var criticLearningRate: Float = 3e-4
  public var discount = 0.99
  public var targetFraction: Float = 0.005
  public var replayCapacity = 1_000_000
  public var batchSize = 256
  public var warmUpSteps = 1_000
  public var trainInterval = 1
  public var updatesPerRound = 1
  public var rewardSteps = 1
  public var explorationDeviation: Float = 0.1
  public var noiseCorrelation: Float = 0
  public var actorInterval = 2
  /// σ̃, the deviation of the noise on the actions of targets.
  public var smoothingDeviation: Float = 0.2
  /// c, the greatest such noise.
  public var smoothingLimit: Float = 0.5

  public static let parameters =
    [ParameterDescription].ofDeterministicPolicies + [
      ParameterDescription(
        "actorInterval", "the updates of the critics for each of the policy and the targets",
        in: .atLeastOne),
      ParameterDescription(
        "smoothingDeviation", "σ̃, the deviation of the noise on the actions of targets",
        in: .nonNegative),
      ParameterDescription("smoothingLimit", "c, the greatest such noise", in: .nonNegative),
    ]

  /// Creates the defaults.
  public init() {}
}

/// Two critics, which follow the lesser value of a disturbed action; the policy follows later.
///
/// Follows Fujimoto, van Hoof and Meger, *Addressing function approximation error in actor-critic
/// methods*, 2018, algorithm 1.
struct TD3: DeterministicRule {
  let name = "td3"
  let critics = 2
  let noises = ["smoothing"]
  let configuration: TD3Configuration
  var settings: any DeterministicConfiguration { configuration }

  init(_ configuration: TD3Configuration) { self.configuration = configuration }

  /// `clip(π⁻(s′) + clip(ε, −c, c), −1, 1)`.
  func targetActions(_ actions: Tensor) -> Tensor {
    let limit = configuration.smoothingLimit
    let noise = actions.trace.input("smoothing", shape: actions.shape)
    let smoothing = (configuration.smoothingDeviation * noise).clamped(to: -limit...limit)
    return (actions + smoothing).clamped(to: -1...1)
  }

  /// Both critics follow `y = r + γ minₖ Qₖ⁻(s′, ã)`.
  func criticLosses(of outputs: Tensor, next: Tensor, _ batch: TransitionTensors) -> Tensor {
    let targets = batch.rewards + batch.continuations * worth(of: next).min(axis: 0)  // [B]
    return (targets - worth(of: outputs)).squared().sum(axis: 0)
  }
}

extension ActorCriticAgent {
  /// The deterministic actor-critic with twin critics as the command line knows it.
  public static let td3 = AgentEntry(
    "td3", summary: "climbs the lesser of what two critics say, later than they learn",
    source: "Fujimoto et al., Addressing function approximation error, 2018",
    configuration: TD3Configuration.self,
    tuned: String(decoding: PackageResources.td3_yaml, as: UTF8.self), refusal: boxRefusal
  ) { configuration, context in
    try ActorCriticAgent(configuration, context)
  }
}
