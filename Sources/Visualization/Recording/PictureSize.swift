/// How many pixels a picture has.
public struct PictureSize: Hashable, Sendable {
  /// From left to right.
  public var width: Int
  /// From top to bottom.
  public var height: Int

  /// Creates a size.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// 960 by 640 pixels.
  public static let standard = PictureSize(width: 960, height: 640)
}
