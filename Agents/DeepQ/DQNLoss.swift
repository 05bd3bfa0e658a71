internal import Networks
internal import TensorCore

/// What the loss of an update is made of.
///
/// Shapes: `B` transitions, `A` actions, `N` numbers an action.
struct DQNLoss {
  let configuration: DQNConfiguration

  /// What is known of the transitions.
  struct Transitions {
    let actions: Tensor  // [B], indices
    let rewards: Tensor  // [B]
    let continuations: Tensor  // [B]
  }

  /// What the networks say.
  struct Outputs {
    let present: Tensor  // [B, A, N], the online network where the transitions began
    let next: Tensor  // [B, A, N], the target network where they led
    let nextOfOnline: Tensor?  // [B, A, N], the online network there, if the agent is double
    let presentOfTarget: Tensor?  // [B, A, N], for Munchausen's reward
  }

  /// The loss of each transition, `[B]`, its error for priorities, `[B]`, and the value of what was
  /// done, `[B]`.
  struct Result {
    let losses: Tensor
    let errors: Tensor
    let values: Tensor
  }

  func callAsFunction(_ outputs: Outputs, _ transitions: Transitions) -> Result {
    let law = configuration.returnLaw
    let chosen = law.chosen(outputs.present, at: transitions.actions)  // [B, N]
    let values = law.values(of: chosen)  // [B]
    let rows = values.shape[0]
    let rewards = rewards(outputs, transitions).reshaped([rows, 1])
    let continuations = transitions.continuations.reshaped([rows, 1])
    switch law {
    case .mean:
      let targets = (rewards + continuations * following(outputs, transitions)).detached
      let errors = (targets - chosen).reshaped([rows])
      let losses =
        switch configuration.loss {
        case .huber: errors.huber()
        case .squared: errors.squared() * 0.5
        }
      return Result(losses: losses, errors: errors.abs(), values: values)
    case .quantile:
      let targets = (rewards + continuations * following(outputs, transitions)).detached
      let losses = chosen.quantileHuber(to: targets)
      return Result(losses: losses, errors: losses, values: values)
    case .categorical(let support):
      let probabilities = following(outputs, transitions).softmax()
      let atoms = values.trace.constant(support.atoms, shape: [1, support.count])
      let targets = support.projection(
        of: probabilities, at: rewards + continuations * atoms
      ).detached
      let losses = chosen.crossEntropy(to: targets)
      return Result(losses: losses, errors: losses, values: values)
    }
  }

  /// What was paid, `[B]`: with Munchausen's share of how likely the target network holds what was
  /// done, `r + α max(τ log π⁻(a | s), l)` (Vieillard, Pietquin and Geist, 2020, equation 2).
  private func rewards(_ outputs: Outputs, _ transitions: Transitions) -> Tensor {
    guard let present = outputs.presentOfTarget else { return transitions.rewards }
    let temperature = configuration.munchausenTemperature
    let logarithms = (configuration.returnLaw.values(of: present) / temperature).logSoftmax()
    let share = (temperature * logarithms.gathered(at: transitions.actions))
      .clamped(to: configuration.munchausenFloor...0)
    return transitions.rewards + configuration.munchausenShare * share
  }

  /// What follows, `[B, N]`: what the best action returns there, or Munchausen's soft mean of all,
  /// `Σ π⁻ (Q⁻ - τ log π⁻)`.
  private func following(_ outputs: Outputs, _ transitions: Transitions) -> Tensor {
    let law = configuration.returnLaw
    let values = law.values(of: outputs.nextOfOnline ?? outputs.next)  // [B, A]
    guard configuration.isMunchausen else {
      return law.chosen(outputs.next, at: values.argmax(axis: 1))
    }
    let temperature = configuration.munchausenTemperature
    let logarithms = (values / temperature).logSoftmax()
    let shape = values.shape + [1]
    let soft = outputs.next - (temperature * logarithms).reshaped(shape)  // [B, A, N]
    return (logarithms.exp().reshaped(shape) * soft).sum(axis: 1)
  }
}
