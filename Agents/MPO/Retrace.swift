internal import TensorCore

/// Targets of action values along trajectories that another policy took.
///
/// Shapes: `B` trajectories of `T` steps, all tensors `[B, T]`.
///
/// Follows Munos, Stepleton, Harutyunyan and Bellemare, *Safe and efficient off-policy reinforcement
/// learning*, 2016, backwards: `yₜ = rₜ + γₜ (V(sₜ₊₁) + cₜ₊₁ (yₜ₊₁ − Q(sₜ₊₁, aₜ₊₁)))` with
/// `c = λ min(1, π / μ)`, and no correction across the end of an episode.
struct Retrace {
  /// r.
  let rewards: Tensor
  /// γ, or zero where nothing follows.
  let continuations: Tensor
  /// V, the policy's mean value after each step.
  let nextValues: Tensor
  /// Q of the actions taken.
  let values: Tensor
  /// `log (π / μ)` of the actions taken.
  let logRatios: Tensor
  /// One where the next step belongs to another episode, else zero.
  let cuts: Tensor

  /// `y`, without gradients.
  func targets(decay: Float) -> Tensor {
    let steps = rewards.shape[1]
    func column(_ tensor: Tensor, _ step: Int) -> Tensor {
      tensor.sliced(step..<step + 1, axis: 1)  // [B, 1]
    }
    let traces = decay * logRatios.minimum(0).exp()
    var correction: Tensor?
    var targets: [Tensor] = []
    for step in (0..<steps).reversed() {
      var following = column(nextValues, step)
      if let correction { following = following + (1 - column(cuts, step)) * correction }
      let target = column(rewards, step) + column(continuations, step) * following
      correction = column(traces, step) * (target - column(values, step))
      targets.insert(target, at: 0)
    }
    return Tensor.concatenated(targets, axis: 1).detached
  }
}
