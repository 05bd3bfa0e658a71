public import TensorCore

/// The value of a state and the advantages of its actions, together the actions' values:
/// `[…, I]` to `[…, A]`.
///
/// Follows Wang et al., *Dueling network architectures for deep reinforcement learning*, 2016,
/// equation 9: `Q = V + A - mean A`.
public struct DuelingHead: Layer {
  /// `[…, I]` to `[…, 1]`, named `<name>/value`.
  public let value: MultilayerPerceptron
  /// `[…, I]` to `[…, A]`, named `<name>/advantage`.
  public let advantage: MultilayerPerceptron

  /// Creates two streams with the same hidden widths, which may be none.
  public init(
    inputs: Int, hidden: [Int], actions: Int, activation: Activation, name: String,
    using random: inout some RandomNumberGenerator
  ) {
    value = MultilayerPerceptron(
      inputs: inputs, hidden: hidden, outputs: 1, activation: activation, name: "\(name)/value",
      using: &random)
    advantage = MultilayerPerceptron(
      inputs: inputs, hidden: hidden, outputs: actions, activation: activation,
      name: "\(name)/advantage", using: &random)
  }

  public var parameters: [Parameter] { value.parameters + advantage.parameters }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    Self.combined(value: value(input), advantages: advantage(input))
  }

  /// `V + A - mean A` of `[…, 1]` and `[…, A]`: `[…, A]`; also for streams of another kind.
  public static func combined(value: Tensor, advantages: Tensor) -> Tensor {
    value + (advantages - advantages.mean(axis: -1, keepingDimensions: true))
  }
}
