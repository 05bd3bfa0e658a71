internal import Foundation
internal import TensorCore

/// The E-step: which of some actions are better, as far from the policy as a bound allows.
///
/// Shapes: `B` situations, `K` actions in each.
///
/// `q(a|s) ∝ p(a|s) exp(Q(s, a) / η)`, where `η` minimizes
/// `g(η) = η ε + η mean log Σ p exp(Q / η)` (Abdolmaleki et al., 2018, equation 9).
struct ImprovedActions {
  /// `q`, `[B, K]`, without gradients.
  let weights: Tensor
  /// `g(η)`, `[]`, whose gradient reaches the temperature alone.
  let loss: Tensor
  /// `KL(q‖p)` in the mean, `[]`: ε once the temperature has settled.
  let divergence: Tensor

  /// Weighs actions.
  ///
  /// - Parameters:
  ///   - values: `Q`, `[B, K]`.
  ///   - logPrior: `log p`, `[B, K]`; nothing if all are equally likely.
  ///   - temperature: `η`, above zero.
  ///   - bound: `ε`.
  init(_ values: Tensor, logPrior: Tensor? = nil, temperature: Dual, bound: Float) {
    let prior =
      (logPrior ?? values.trace.constant(-log(Float(values.shape[1])))).broadcast(to: values.shape)
      .detached
    let eta = temperature.value(in: values.trace)
    let logits = prior + values.detached / eta
    let logWeights = logits.logSoftmax().detached
    weights = logWeights.exp()
    loss = eta * (logits.logSumExp(axis: 1).mean() + bound)
    divergence = (weights * (logWeights - prior)).sum(axis: 1).mean()
  }
}
