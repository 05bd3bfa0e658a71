internal import ReinforcementLearning
internal import TensorCore

/// In what DDPG, TD3 and D4PG differ.
///
/// Shapes: as those of ``DeterministicPolicyGradient``.
protocol DeterministicRule: Sendable {
  /// The agent's id.
  var name: String { get }
  /// What was chosen.
  var settings: any DeterministicConfiguration { get }
  /// `K`.
  var critics: Int { get }
  /// `N`.
  var outputs: Int { get }
  /// The inputs of the critics' step that are to be filled with standard normal numbers.
  var noises: [String] { get }

  /// The actions that targets assume, `[B, D]`, by those of the target policy.
  func targetActions(_ actions: Tensor) -> Tensor
  /// The losses of critics' outputs, `[K, B, N]`, by the target critics' outputs after the
  /// transitions, of the same shape: `[B]`.
  func criticLosses(of outputs: Tensor, next: Tensor, _ batch: TransitionTensors) -> Tensor
  /// `Q` by outputs of `[K, B, N]`: `[K, B]`.
  func worth(of outputs: Tensor) -> Tensor
}

extension DeterministicRule {
  var outputs: Int { 1 }
  var noises: [String] { [] }
  func targetActions(_ actions: Tensor) -> Tensor { actions }
  func worth(of outputs: Tensor) -> Tensor { outputs.reshaped(Array(outputs.shape.dropLast())) }
}

/// What may be chosen about every agent with a deterministic policy.
public protocol DeterministicConfiguration: ActorCriticConfiguration {
  /// Adam's step size for the policy.
  var actorLearningRate: Float { get }
  /// Adam's step size for the critics.
  var criticLearningRate: Float { get }
  /// λ, the part of the critics' weights that a step of length one takes away.
  var criticWeightDecay: Float { get }
  /// σ, the deviation of the noise of exploration, on actions within ±1.
  var explorationDeviation: Float { get }
  /// The updates of the critics for each of the policy and the targets.
  var actorInterval: Int { get }
}

extension DeterministicConfiguration {
  public var criticWeightDecay: Float { 0 }
  public var actorInterval: Int { 1 }
}

extension [ParameterDescription] {
  /// The descriptions of what every agent with a deterministic policy shares.
  static let ofDeterministicPolicies =
    ofActorCritics + [
      ParameterDescription("actorLearningRate", "Adam's step size for the policy", in: .positive),
      ParameterDescription(
        "criticLearningRate", "Adam's step size for the critics", in: .positive),
      ParameterDescription(
        "explorationDeviation",
        "σ, the deviation of the noise of exploration, on actions within ±1",
        in: .nonNegative),
    ]
}
