public import TensorCore

/// A layer whose weights are learned as a direction and a length for each output:
/// `weight = length · direction / |direction|`.
///
/// Follows Salimans and Kingma, *Weight normalization*, 2016.  At first the weights are the
/// layer's own.
public struct WeightNormalized<Base: WeightedLayer>: Layer {
  /// The layer, whose own weight is the direction, `[…, J]`.
  public let base: Base
  /// `[J]`, named as the weight with `Length` behind it.
  public let length: Parameter

  /// Creates a layer that computes what another does, until it learns.
  public init(_ base: Base) {
    let outputs = base.weight.shape[base.weight.shape.count - 1]
    var squares = Array(repeating: Float(0), count: outputs)
    for (place, value) in base.weight.buffer.enumerated() {
      squares[place % outputs] += value * value
    }
    self.base = base
    length = Parameter(
      "\(base.weight.name)Length", shape: [outputs], values: squares.map { $0.squareRoot() })
  }

  public var parameters: [Parameter] { base.parameters + [length] }
  public var state: [Parameter] { base.state }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    let direction = input.trace.parameter(base.weight)
    let outputs = length.count
    let squares = direction.reshaped([direction.count / outputs, outputs]).squared().sum(axis: 0)
    return base(input, weight: direction * (input.trace.parameter(length) / squares.sqrt()))
  }
}
