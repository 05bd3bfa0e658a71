public import TensorCore

/// Elements left out at random while it is trained, the others being made greater by as much:
/// `[…]` to `[…]`.
///
/// Follows Srivastava et al., *Dropout*, 2014, scaled while it is trained, as in PyTorch.  The
/// noise is an input of the program: uniform numbers from zero up to one, which whoever replays it
/// draws.  Without noise the layer changes nothing.
public struct Dropout: Layer {
  /// The share of elements that are left out, less than one.
  public let probability: Float

  /// Creates a layer.
  public init(probability: Float) { self.probability = probability }

  public var parameters: [Parameter] { [] }

  public func callAsFunction(_ input: Tensor) -> Tensor { input }

  /// Its value under noise: an element is left out where the noise is less than the probability.
  ///
  /// The noise has the shape of the input, or one that is repeated to it: `[B, 1, 1, C]` leaves out
  /// whole channels of `[B, H, W, C]`.
  public func callAsFunction(_ input: Tensor, noise: Tensor) -> Tensor {
    guard (0..<1).contains(probability) else {
      input.trace.refuse("dropout", "the probability \(probability) is not within 0..<1")
      return input
    }
    return input * (noise.greaterOrEqual(to: probability) / (1 - probability))
  }
}
