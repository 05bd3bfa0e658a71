public import TensorCore

/// `x · weight + bias`, of `[…, I]` to `[…, J]`.
public struct Linear: WeightedLayer {
  /// `[I, J]`, named `<name>/weight`.
  public let weight: Parameter
  /// `[J]`, named `<name>/bias`.
  public let bias: Parameter

  /// Creates a layer, its weights drawn first, row by row, then its bias.
  public init(
    inputs: Int, outputs: Int, name: String, weights: Initialization = .byInputs,
    biases: Initialization = .byInputs, using random: inout some RandomNumberGenerator
  ) {
    weight = Parameter(
      "\(name)/weight", shape: [inputs, outputs],
      values: weights.draw(inputs * outputs, inputs: inputs, using: &random))
    bias = Parameter(
      "\(name)/bias", shape: [outputs], values: biases.draw(outputs, inputs: inputs, using: &random)
    )
  }

  public var parameters: [Parameter] { [weight, bias] }

  public func callAsFunction(_ input: Tensor, weight: Tensor) -> Tensor {
    input.matmul(weight) + input.trace.parameter(bias)
  }
}
