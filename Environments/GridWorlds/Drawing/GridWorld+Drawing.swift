import ReinforcementLearning

extension GridWorld {
  /// The cells as squares of one unit.
  var squares: OpenGrid { OpenGrid(rows: level.rows, columns: level.columns) }

  /// Draws the grid, a shade over what is dark, the walker and, in the upper left corner, what it
  /// carries.
  func draw(on canvas: inout Canvas) {
    let squares = squares
    let drawn = level.drawn
    let (first, last) = (
      squares.area(
        of: squares.cell(row: drawn.rows.lowerBound, column: drawn.columns.lowerBound)),
      squares.area(
        of: squares.cell(row: drawn.rows.upperBound, column: drawn.columns.upperBound))
    )
    canvas.bounds = Canvas.Bounds(
      x: first.x.lowerBound...last.x.upperBound, y: last.y.lowerBound...first.y.upperBound)
    canvas.background = .wall
    let isLit = isLit
    for cell in cells.indices where cells[cell].kind != .wall {
      let origin = squares.area(of: cell).origin
      for shape in GridFigure.shapes(of: cells[cell]) { canvas.add(shape.moved(to: origin)) }
      if !isLit, cells[cell].kind != .lightOff {
        canvas.add(
          .rectangle(origin: origin, width: 1, height: 1, fill: Color.ink.opacity(0.6)))
      }
    }
    drawWind(on: &canvas)
    let place = squares.area(of: walker).origin
    for shape in GridFigure.walker(facing: facing) { canvas.add(shape.moved(to: place)) }
    guard carried != .floor else { return }
    let corner = first.origin
    for shape in GridFigure.shapes(of: carried) { canvas.add(shape.moved(to: corner)) }
  }

  /// Writes the strength of the wind below each column.
  private func drawWind(on canvas: inout Canvas) {
    for (column, strength) in level.wind.enumerated() where strength > 0 {
      canvas.add(
        .text(
          "\(strength)",
          center: squares.center(
            of: squares.cell(row: level.drawn.rows.upperBound, column: column)), height: 0.6,
          color: .paper))
    }
  }
}

extension Canvas.Bounds {
  fileprivate var origin: Canvas.Point { Canvas.Point(x.lowerBound, y.lowerBound) }
}

extension Canvas.Shape {
  /// The shape, its own origin moved to a point.
  fileprivate func moved(to origin: Canvas.Point) -> Canvas.Shape {
    func moved(_ point: Canvas.Point) -> Canvas.Point {
      Canvas.Point(point.x + origin.x, point.y + origin.y)
    }
    switch self {
    case .rectangle(let corner, let width, let height, let fill):
      return .rectangle(origin: moved(corner), width: width, height: height, fill: fill)
    case .line(let from, let to, let thickness, let color):
      return .line(from: moved(from), to: moved(to), thickness: thickness, color: color)
    case .circle(let center, let radius, let fill):
      return .circle(center: moved(center), radius: radius, fill: fill)
    case .polygon(let points, let fill): return .polygon(points.map(moved), fill: fill)
    case .text(let text, let center, let height, let color):
      return .text(text, center: moved(center), height: height, color: color)
    case .image(let pixels, let columns, let corner, let width, let height):
      return .image(
        pixels: pixels, columns: columns, origin: moved(corner), width: width, height: height)
    }
  }
}
