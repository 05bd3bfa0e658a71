public import TensorCore

/// A learned row of `J` numbers for each of `V` indices: indices `[…]` to `[…, J]`.
public struct Embedding: Layer {
  /// `[V, J]`, named `<name>/weight`.
  public let weight: Parameter

  /// Creates a table of `count` rows of `width` numbers, drawn from the standard normal
  /// distribution, as PyTorch does, or otherwise.
  public init(
    count: Int, width: Int, name: String, weights: Initialization = .normal(deviation: 1),
    using random: inout some RandomNumberGenerator
  ) {
    weight = Parameter(
      "\(name)/weight", shape: [count, width],
      values: weights.draw(count * width, inputs: count, using: &random))
  }

  public var parameters: [Parameter] { [weight] }

  public func callAsFunction(_ indices: Tensor) -> Tensor {
    indices.trace.parameter(weight).rows(at: indices)
  }
}
