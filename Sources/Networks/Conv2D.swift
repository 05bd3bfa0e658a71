public import TensorCore

/// A kernel that slides over images, and a bias: `[B, H, W, C]` to `[B, H', W', J]`.
///
/// Channels come last, as `Tensor.convolved(with:stride:padding:)` says; a row of a
/// batch has the bits that it has alone.
public struct Conv2D: WeightedLayer {
  /// `[height, width, C, J]`, named `<name>/weight`; PyTorch's is `[J, C, height, width]`.
  public let weight: Parameter
  /// `[J]`, named `<name>/bias`.
  public let bias: Parameter
  /// The extents of the kernel, and how it moves.
  public let window: SlidingWindow

  /// Creates a layer, its weights drawn first, row by row, then its bias; by default as PyTorch
  /// does.
  public init(
    channels: Int, outputs: Int, window: SlidingWindow, name: String,
    weights: Initialization = .byInputs, biases: Initialization = .byInputs,
    using random: inout some RandomNumberGenerator
  ) {
    let places = window.height * window.width
    let inputs = places * channels
    weight = Parameter(
      "\(name)/weight", shape: [window.height, window.width, channels, outputs],
      values: weights.draw(inputs * outputs, inputs: inputs, places: places, using: &random))
    bias = Parameter(
      "\(name)/bias", shape: [outputs], values: biases.draw(outputs, inputs: inputs, using: &random)
    )
    self.window = window
  }

  public var parameters: [Parameter] { [weight, bias] }

  public func callAsFunction(_ input: Tensor, weight: Tensor) -> Tensor {
    input.convolved(with: weight, stride: window.stride, padding: window.padding)
      + input.trace.parameter(bias)
  }
}
