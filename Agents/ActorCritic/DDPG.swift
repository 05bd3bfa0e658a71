public import ReinforcementLearning
internal import TensorCore

/// What may be chosen about a DDPG.
///
/// The defaults are those of Lillicrap et al., 2015, with 1,000 steps of random actions first, hidden
/// layers of 256, and targets that move five times as fast, as later programs have it.
public struct DDPGConfiguration: DeterministicConfiguration {
  public var hiddenWidths = [256, 256]
  public var actorLearningRate: Float = 1e-4
  public var criticLearningRate: Float = 1e-3
  public var criticWeightDecay: Float = 0
  public var discount = 0.99
  public var targetFraction: Float = 0.005
  public var replayCapacity = 1_000_000
  public var batchSize = 64
  public var warmUpSteps = 1_000
  public var trainInterval = 1
  public var updatesPerRound = 1
  public var rewardSteps = 1
  /// The deviation that the paper's process, with σ = 0.2 and θ = 0.15, tends to.
  public var explorationDeviation: Float = 0.38
  public var noiseCorrelation: Float = 0.85

  public static let parameters =
    [ParameterDescription].ofDeterministicPolicies + [
      ParameterDescription(
        "criticWeightDecay", "λ, the part of the critic's weights that a step of one takes away",
        in: .nonNegative)
    ]

  /// Creates the defaults.
  public init() {}
}

/// One critic, which follows `y = r + γ Q⁻(s′, π⁻(s′))`.
///
/// Follows Lillicrap et al., *Continuous control with deep reinforcement learning*, 2015.
struct DDPG: DeterministicRule {
  let name = "ddpg"
  let critics = 1
  let settings: any DeterministicConfiguration

  init(_ configuration: DDPGConfiguration) { settings = configuration }

  func criticLosses(of outputs: Tensor, next: Tensor, _ batch: TransitionTensors) -> Tensor {
    let targets = batch.rewards + batch.continuations * worth(of: next)  // [1, B]
    return (targets - worth(of: outputs)).squared().sum(axis: 0)
  }
}

extension ActorCriticAgent {
  /// The deterministic actor-critic as the command line knows it.
  public static let ddpg = AgentEntry(
    "ddpg", summary: "climbs what a critic says of its actions",
    source: "Lillicrap et al., Continuous control with deep reinforcement learning, 2015",
    configuration: DDPGConfiguration.self,
    tuned: String(decoding: PackageResources.ddpg_yaml, as: UTF8.self), refusal: boxRefusal
  ) { configuration, context in
    try ActorCriticAgent(configuration, context)
  }
}
