internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// A policy that improves by expectation and maximization.
///
/// Shapes: `B` situations, `O` observed numbers, `K` actions looked at in each.
protocol ImprovingPolicy {
  /// What may move, and how far.
  var parts: [BoundedPart] { get }
  /// The temperatures, η first.
  var temperatures: [Dual] { get }
  /// `D` where actions are numbers; none where they are indices.
  var actionWidth: Int? { get }
  /// How many values a critic gives.
  var valueWidth: Int { get }

  /// The improvement of the policy in situations of `[B, O]`, by the target critic.
  func improvement(in states: Tensor, by critic: NormalizedNetwork) -> Improvement
  /// For each part, the mean of `KL(target‖policy)` over states, `[]` or `[D]`.
  func divergences(in states: Tensor) -> [Tensor]
  /// `Q(s, a)`, `[B]`.
  func value(of actions: Tensor, in states: Tensor, by critic: NormalizedNetwork) -> Tensor
  /// `log π⁻(a|s)` of the target policy, `[B]`.
  func targetLogProbability(of actions: Tensor, in states: Tensor) -> Tensor
  /// Gives out what acting takes: `logProbabilities` of all actions, `[B, A]`; or, out of the input
  /// `noise`, `[B, D]`, `actions` of that shape and their `logProbabilities`, `[B]`.
  func traceActing(in states: Tensor)
  /// Gives out the `values` of all actions, and the `policy`, `[B, A]`; or those of the mean, `[B]`.
  func traceThoughts(in states: Tensor, by critic: NormalizedNetwork)
}

/// One E-step and one M-step.
struct Improvement {
  /// The mean value of the target policy, `[B]`.
  let values: Tensor
  /// What the parts descend, `[]`, without the penalties.
  let loss: Tensor
  /// What the temperatures descend, `[]`.
  let temperatureLoss: Tensor
  /// `KL(q‖π⁻)`, `[]`.
  let divergence: Tensor
}
