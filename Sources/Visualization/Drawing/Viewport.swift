import ReinforcementLearning

/// Where the world lies on the screen: as large as fits, in its own proportions, in the middle.
struct Viewport {
  /// The pixels that the world's bounds cover.
  let area: Area
  /// Pixels a unit of the world.
  let scale: Double

  private let left: Double  // the world's x at the area's left edge
  private let top: Double  // the world's y at the area's top edge

  /// From so many pixels a unit on, whole numbers of them are used: the cells of a grid then meet
  /// on pixel edges, without seams.
  private static let leastWholeScale = 8.0

  init(_ bounds: Canvas.Bounds, in frame: Area) {
    let width = max(bounds.x.upperBound - bounds.x.lowerBound, .leastNormalMagnitude)
    let height = max(bounds.y.upperBound - bounds.y.lowerBound, .leastNormalMagnitude)
    let fitting = min(Double(frame.width) / width, Double(frame.height) / height)
    scale = fitting >= Self.leastWholeScale ? fitting.rounded(.down) : fitting
    let columns = min(Int((width * scale).rounded()), frame.width)
    let rows = min(Int((height * scale).rounded()), frame.height)
    area = Area(
      x: frame.x + (frame.width - columns) / 2, y: frame.y + (frame.height - rows) / 2,
      width: columns, height: rows)
    left = bounds.x.lowerBound
    top = bounds.y.upperBound
  }

  /// Where a point of the world is on the screen, in pixels.
  func place(_ point: Canvas.Point) -> Vertex {
    Vertex(
      x: Double(area.x) + (point.x - left) * scale, y: Double(area.y) + (top - point.y) * scale)
  }
}

/// A point of the screen, in pixels, `y` pointing down.
struct Vertex: Hashable, Sendable {
  var x: Double
  var y: Double
}
