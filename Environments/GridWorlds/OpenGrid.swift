import ReinforcementLearning

/// Cells without walls between them, numbered row by row from the upper left.
struct OpenGrid: Codable, Hashable, Sendable {
  let rows: Int
  let columns: Int

  var count: Int { rows * columns }

  /// The number of a cell, which is moved to the nearest one inside.
  func cell(row: Int, column: Int) -> Int {
    min(max(row, 0), rows - 1) * columns + min(max(column, 0), columns - 1)
  }

  /// The cell that a step leads to: the same one at the edge.
  func cell(from cell: Int, _ direction: GridDirection) -> Int {
    let (row, column) = (cell / columns, cell % columns)
    return switch direction {
    case .up: self.cell(row: row - 1, column: column)
    case .right: self.cell(row: row, column: column + 1)
    case .down: self.cell(row: row + 1, column: column)
    case .left: self.cell(row: row, column: column - 1)
    }
  }

  // MARK: - Within walls

  /// The number of a cell on the same grid with walls around it.
  func walled(_ cell: Int) -> Int { (cell / columns + 1) * (columns + 2) + cell % columns + 1 }

  /// The grid with walls around it, and with what lies in each cell.
  func plan(
    start: Int, facing: GridDirection = .right, _ content: (Int) -> GridCell
  ) -> GridPlan {
    var plan = GridPlan(rows: rows, columns: columns, cells: (0..<count).map(content))
    plan.start(start / columns, start % columns, facing: facing)
    return plan.walled()
  }

  // MARK: - Appearance

  /// Draws every cell in a colour, a cell being a square of one unit.
  func draw(on canvas: inout Canvas, fill: (Int) -> Color) {
    canvas.bounds = Canvas.Bounds(x: 0...Double(columns), y: 0...Double(rows))
    canvas.add(
      .rectangle(
        origin: Canvas.Point(0, 0), width: Double(columns), height: Double(rows), fill: .muted))
    for cell in 0..<count {
      let (x, y) = (area(of: cell).x.lowerBound, area(of: cell).y.lowerBound)
      for color in [.paper, fill(cell)] {
        canvas.add(
          .rectangle(
            origin: Canvas.Point(x + 0.02, y + 0.02), width: 0.96, height: 0.96, fill: color))
      }
    }
  }

  /// Draws who walks.
  func drawWalker(in cell: Int, on canvas: inout Canvas, color: Color = .orange) {
    canvas.add(.circle(center: center(of: cell), radius: 0.3, fill: color))
  }

  /// The middle of a cell.
  func center(of cell: Int) -> Canvas.Point {
    Canvas.Point(Double(cell % columns) + 0.5, Double(rows - 1 - cell / columns) + 0.5)
  }

  /// The part of the picture that a cell takes.
  func area(of cell: Int) -> Canvas.Bounds {
    let (x, y) = (Double(cell % columns), Double(rows - 1 - cell / columns))
    return Canvas.Bounds(x: x...x + 1, y: y...y + 1)
  }
}

extension GridDirection {
  /// The direction a quarter turn to the right.
  var turned: GridDirection {
    switch self {
    case .up: .right
    case .right: .down
    case .down: .left
    case .left: .up
    }
  }

  /// The direction straight back.
  var opposite: GridDirection { turned.turned }
}
