internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// A policy of a soft actor-critic, over numbers within ±1 or over discrete actions.
///
/// Shapes: as those of ``SoftLosses``, and `O` observed numbers.
protocol SoftPolicy: AnyObject {
  /// The network behind it.
  var network: MultilayerPerceptron { get }
  /// What it learns.
  var parameters: [Parameter] { get }
  /// `D`, where actions are numbers that critics see; none where they value each action.
  var actionWidth: Int? { get }
  /// How many values a critic gives.
  var valueWidth: Int { get }
  /// How many floats are remembered of each copy's episode.
  var memoryWidth: Int { get }

  /// What it would do in states of `[B, O]`; `noise` names the input that chance comes from.
  func choices(in states: Tensor, noise: String) -> SoftChoices
  /// The values of actions that were taken in states of `[B, O]`, `[K, B]`.
  func values(
    of actions: Tensor, in states: Tensor, by critics: EnsembleMultilayerPerceptron
  ) -> Tensor
  /// `H̄`, the entropy that the temperature is to bring about.
  func targetEntropy(_ configuration: SACConfiguration) -> Float

  /// Chooses an action of the environment for every row.
  func act(on rows: Rows, state: inout ActingState, into actions: inout Rows)
  /// What it thinks of every row, and what critics think of that.
  func introspect(_ rows: Rows, by critics: EnsembleMultilayerPerceptron) -> [Introspection]
}

extension SoftPolicy {
  var parameters: [Parameter] { network.parameters }
}

/// What a policy would do in some states.
struct SoftChoices {
  /// `log π(a|s)`, `[B]` of the action drawn or `[B, A]` of all.
  let logProbabilities: Tensor
  /// `π(a|s)` of all actions, `[B, A]`; nothing if one was drawn.
  let probabilities: Tensor?
  /// What critics see: the states, `[B, O]`, or the states and the actions drawn, `[B, O + D]`.
  let seen: Tensor

  /// The mean over the choices, `[B]`.
  func expectation(_ values: Tensor) -> Tensor {
    probabilities.map { ($0 * values).sum(axis: -1) } ?? values
  }

  /// `minₖ Qₖ(s, a)`, `[B, …]`.
  func leastValues(by critics: EnsembleMultilayerPerceptron) -> Tensor {
    critics(seen).min(axis: 0).reshaped(logProbabilities.shape)
  }
}
