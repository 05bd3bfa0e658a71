public import TensorCore

/// Rows divided by the root of their mean square, scaled by what is learned: `[…, I]` to `[…, I]`.
///
/// Follows Zhang and Sennrich, *Root mean square layer normalization*, 2019, as PyTorch computes
/// it: `x / √(mean x² + ε) · weight`.
public struct RMSNorm: Layer {
  /// `[I]`, ones at first, named `<name>/weight`.
  public let weight: Parameter
  /// `ε`.
  public let epsilon: Float

  /// Creates a layer for rows of so many numbers; by default `ε` is what PyTorch takes for floats,
  /// the distance from one to the next number.
  public init(width: Int, name: String, epsilon: Float = .ulpOfOne) {
    weight = Parameter(
      "\(name)/weight", shape: [width], values: Array(repeating: 1, count: width))
    self.epsilon = epsilon
  }

  public var parameters: [Parameter] { [weight] }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    let meanSquare = input.squared().mean(axis: -1, keepingDimensions: true)
    return input / (meanSquare + epsilon).sqrt() * input.trace.parameter(weight)
  }
}
