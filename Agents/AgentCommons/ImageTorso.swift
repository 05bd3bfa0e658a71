public import Networks
public import ReinforcementLearning
public import TensorCore

/// The extents of observations that are images: planes of numbers, the channels first.
public struct ImageShape: Hashable, Sendable {
  /// How many planes there are; those of stacked frames count one by one.
  public let channels: Int
  /// How many rows a plane has.
  public let height: Int
  /// How many columns a plane has.
  public let width: Int
  /// What numbers are multiplied with, so that they lie within ±1; 1 if they do, or have no bounds.
  public let scale: Float

  /// The extents of a space; nil unless it is a box of three axes or more, of which the last two are
  /// at least three long.
  public init?(_ space: Space) {
    guard let box = space.box, box.shape.count >= 3 else { return nil }
    let (planes, extents) = (box.shape.dropLast(2), box.shape.suffix(2))
    guard extents.allSatisfy({ $0 >= 3 }), let height = extents.first, let width = extents.last
    else { return nil }
    channels = planes.reduce(1, *)
    self.height = height
    self.width = width
    let greatest = zip(box.low, box.high).reduce(0) { max($0, abs($1.0), abs($1.1)) }
    scale = greatest.isFinite && greatest > 1 ? 1 / greatest : 1
  }
}

/// The convolutions that look at an image before dense layers do: `[B, C · H · W]` to `[B, width]`.
///
/// Images of at least 36 × 36 go through the three layers of Mnih et al., *Human-level control
/// through deep reinforcement learning*, 2015; smaller ones through two layers of 16 and 32 kernels
/// of 3 × 3, the second of stride 2, as the tasks of Young and Tian, *MinAtar*, 2019, need no more.
/// A rectifier follows each.
public struct ImageTorso: Layer {
  private let shape: ImageShape
  private let layers: [Conv2D]
  /// How many numbers it gives out.
  public let width: Int

  /// Creates the layers for images of a shape, named `<name>/0` and so on.
  public init(
    _ shape: ImageShape, name: String, weights: Initialization = .byInputs,
    biases: Initialization = .byInputs, using random: inout some RandomNumberGenerator
  ) {
    let kernels: [(outputs: Int, window: SlidingWindow)] =
      min(shape.height, shape.width) >= 36
      ? [
        (32, SlidingWindow(8, stride: 4)), (64, SlidingWindow(4, stride: 2)),
        (64, SlidingWindow(3)),
      ]
      : [(16, SlidingWindow(3, padding: 1)), (32, SlidingWindow(3, stride: 2, padding: 1))]
    var (channels, height, width) = (shape.channels, shape.height, shape.width)
    var layers: [Conv2D] = []
    for (index, kernel) in kernels.enumerated() {
      layers.append(
        Conv2D(
          channels: channels, outputs: kernel.outputs, window: kernel.window,
          name: "\(name)/\(index)", weights: weights, biases: biases, using: &random))
      channels = kernel.outputs
      let window = kernel.window
      height = (height + 2 * window.padding - window.height) / window.stride + 1
      width = (width + 2 * window.padding - window.width) / window.stride + 1
    }
    self.shape = shape
    self.layers = layers
    self.width = channels * height * width
  }

  public var parameters: [Parameter] { layers.flatMap(\.parameters) }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    let planes = input.reshaped([input.shape[0], shape.channels, shape.height, shape.width])
    return layers.reduce((planes * shape.scale).permuted([0, 2, 3, 1])) { $1($0).relu() }
      .flattened()
  }
}
