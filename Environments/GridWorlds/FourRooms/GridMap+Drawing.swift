import ReinforcementLearning

/// A picture in which a cell is a square of one unit, the lower left corner being the origin.
extension GridMap {
  /// Something that stands in a cell.
  enum Figure {
    case goal, walker
  }

  /// Draws the floor, the lines between its cells and the walls.
  func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: 0...Double(columns), y: 0...Double(rows))
    canvas.background = .wall
    for place in places {
      canvas.add(square(at: place, margin: 0, fill: .muted))
      canvas.add(square(at: place, margin: 0.02, fill: .paper))
    }
  }

  /// Draws what stands in a cell.
  func draw(_ figure: Figure, in cell: Int, on canvas: inout Canvas) {
    let place = places[cell]
    switch figure {
    case .goal: canvas.add(square(at: place, margin: 0.02, fill: .green))
    case .walker:
      let corner = corner(of: place)
      canvas.add(
        .circle(
          center: Canvas.Point(corner.x + 0.5, corner.y + 0.5), radius: 0.32, fill: .orange))
    }
  }

  /// Where a cell lies on the picture.
  func area(of cell: Int) -> Canvas.Bounds {
    let corner = corner(of: places[cell])
    return Canvas.Bounds(x: corner.x...corner.x + 1, y: corner.y...corner.y + 1)
  }

  private func square(at place: Place, margin: Double, fill: Color) -> Canvas.Shape {
    let corner = corner(of: place)
    return .rectangle(
      origin: Canvas.Point(corner.x + margin, corner.y + margin), width: 1 - 2 * margin,
      height: 1 - 2 * margin, fill: fill)
  }

  private func corner(of place: Place) -> Canvas.Point {
    Canvas.Point(Double(place.column), Double(rows - 1 - place.row))
  }
}
