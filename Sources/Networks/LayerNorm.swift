public import TensorCore

/// Rows of mean zero and variance one, scaled and shifted by what is learned: `[…, I]` to `[…, I]`.
///
/// Follows Ba, Kiros and Hinton, *Layer normalization*, 2016, as PyTorch computes it:
/// `(x - mean) / √(variance + ε) · weight + bias`, the variance divided by the count.
public struct LayerNorm: Layer {
  /// `[I]`, ones at first, named `<name>/weight`.
  public let weight: Parameter
  /// `[I]`, zeros at first, named `<name>/bias`.
  public let bias: Parameter
  /// `ε`.
  public let epsilon: Float

  /// Creates a layer for rows of so many numbers.
  public init(width: Int, name: String, epsilon: Float = 1e-5) {
    weight = Parameter(
      "\(name)/weight", shape: [width], values: Array(repeating: 1, count: width))
    bias = Parameter("\(name)/bias", shape: [width], values: Array(repeating: 0, count: width))
    self.epsilon = epsilon
  }

  public var parameters: [Parameter] { [weight, bias] }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    let centered = input - input.mean(axis: -1, keepingDimensions: true)
    let variance = centered.squared().mean(axis: -1, keepingDimensions: true)
    let trace = input.trace
    return centered / (variance + epsilon).sqrt() * trace.parameter(weight) + trace.parameter(bias)
  }
}
