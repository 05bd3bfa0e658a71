internal import VectorMath

/// A rectangle that slides over images `[B, H, W, C]`, `stride` places at a time, from `padding`
/// places before the first row and column to as many after the last.
///
/// Along an axis of extent `H` it stops at `(H + 2 padding - height) / stride + 1` places, rounded
/// down, as in PyTorch.
public struct SlidingWindow: Hashable, Sendable {
  /// How many rows it covers.
  public let height: Int
  /// How many columns it covers.
  public let width: Int
  /// How far it moves at a time, down and across.
  public let stride: Int
  /// How far it reaches beyond the image on every side.
  public let padding: Int

  /// Creates a rectangle.
  public init(height: Int, width: Int, stride: Int = 1, padding: Int = 0) {
    self.height = height
    self.width = width
    self.stride = stride
    self.padding = padding
  }

  /// Creates a square.
  public init(_ size: Int, stride: Int = 1, padding: Int = 0) {
    self.init(height: size, width: size, stride: stride, padding: padding)
  }

  /// How often it stops on images `[B, H, W, C]`: down and across.
  func places(on images: [Int]) -> (down: Int, across: Int) {
    (
      (images[1] + 2 * padding - height) / stride + 1,
      (images[2] + 2 * padding - width) / stride + 1
    )
  }

  /// Why it cannot slide over something, if it cannot.
  func problem(on images: [Int]) -> String? {
    guard images.count == 4 else { return "\(images) is not [B, H, W, C]" }
    guard height > 0, width > 0, stride > 0, padding >= 0 else {
      return "no window is \(height) × \(width) with stride \(stride) and padding \(padding)"
    }
    guard images[1] + 2 * padding >= height, images[2] + 2 * padding >= width else {
      return "a window of \(height) × \(width) with padding \(padding) does not fit into \(images)"
    }
    return nil
  }

  /// What a kernel has to know.
  func arguments(
    on images: [Int], from values: UnsafeMutablePointer<Float>, to out: UnsafeMutablePointer<Float>
  ) -> apus_windows {
    let places = places(on: images)
    return apus_windows(
      out: out, values: values, images: Int64(images[0]), rows: Int64(images[1]),
      columns: Int64(images[2]), channels: Int64(images[3]), height: Int64(height),
      width: Int64(width), stride: Int64(stride), padding: Int64(padding),
      places_down: Int64(places.down), places_across: Int64(places.across))
  }
}
