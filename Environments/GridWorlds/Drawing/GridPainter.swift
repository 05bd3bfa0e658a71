import ReinforcementLearning

/// A picture in which a cell is a square of one unit, the lower left corner being the origin.
struct GridPainter {
  let rows: Int
  let columns: Int

  /// Makes the picture as large as the grid.
  func begin(_ canvas: inout Canvas, background: Color = .muted) {
    canvas.bounds = Canvas.Bounds(x: 0...Double(columns), y: 0...Double(rows))
    canvas.background = background
  }

  /// Fills a cell but for a margin.
  func square(
    _ row: Int, _ column: Int, margin: Double = 0.02, fill: Color, on canvas: inout Canvas
  ) {
    let side = 1 - 2 * margin
    let (x, y) = (Double(column) + margin, Double(rows - 1 - row) + margin)
    canvas.add(.rectangle(origin: Canvas.Point(x, y), width: side, height: side, fill: fill))
  }

  /// Puts a disc into the middle of a cell.
  func disc(
    _ row: Int, _ column: Int, radius: Double = 0.32, fill: Color, on canvas: inout Canvas
  ) {
    canvas.add(.circle(center: center(row, column), radius: radius, fill: fill))
  }

  /// The middle of a cell.
  func center(_ row: Int, _ column: Int) -> Canvas.Point {
    Canvas.Point(Double(column) + 0.5, Double(rows - 1 - row) + 0.5)
  }

  /// Where a cell lies.
  func area(_ row: Int, _ column: Int) -> Canvas.Bounds {
    let (x, y) = (Double(column), Double(rows - 1 - row))
    return Canvas.Bounds(x: x...x + 1, y: y...y + 1)
  }
}
