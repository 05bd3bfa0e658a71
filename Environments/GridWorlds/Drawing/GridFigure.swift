import ReinforcementLearning

/// What things look like, in a cell of one unit whose lower left corner is the origin.
enum GridFigure {
  /// What lies in a cell, floor and all.
  static func shapes(of cell: GridCell) -> [Canvas.Shape] {
    let tint = color(of: cell.color)
    switch cell.kind {
    case .wall: return [square(0, .wall)]
    case .goal: return floor + [square(0.06, .green)]
    case .lava: return [square(0, .vermilion)] + [0.25, 0.5, 0.75].map { line(0.1, $0, 0.9, $0) }
    default: return floor + thing(cell.kind, tint)
    }
  }

  private static func thing(_ kind: GridCell.Kind, _ tint: Color) -> [Canvas.Shape] {
    switch kind {
    case .openDoor: [square(0.04, .ink), square(0.08, tint), square(0.2, .paper)]
    case .closedDoor: [square(0.04, .ink), square(0.08, tint), disc(0.75, 0.5, 0.08, .ink)]
    case .lockedDoor:
      [
        square(0.04, .ink), square(0.08, tint), disc(0.5, 0.58, 0.13, .ink),
        line(0.5, 0.5, 0.5, 0.25, 0.1),
      ]
    case .key:
      [
        line(0.5, 0.6, 0.5, 0.16, 0.16), line(0.5, 0.2, 0.68, 0.2, 0.16),
        disc(0.5, 0.68, 0.2, .ink), line(0.5, 0.6, 0.5, 0.16, 0.09, tint),
        line(0.5, 0.2, 0.68, 0.2, 0.09, tint), disc(0.5, 0.68, 0.16, tint),
        disc(0.5, 0.68, 0.06, .paper),
      ]
    case .ball: [disc(0.5, 0.5, 0.32, .ink), disc(0.5, 0.5, 0.28, tint)]
    case .emptyBox, .keyBox:
      [square(0.14, .ink), square(0.18, tint), square(0.3, .paper), line(0.16, 0.5, 0.84, 0.5)]
    case .fruit: [line(0.5, 0.6, 0.6, 0.86), disc(0.5, 0.44, 0.28, .purple)]
    case .crate: [square(0.08, .ink), square(0.12, .sky)] + cross
    case .crateOnPad: [square(0.08, .ink), square(0.12, .green)] + cross
    case .pad: [square(0.12, .sky), square(0.22, .paper)]
    case .lightOff: [disc(0.5, 0.5, 0.36, .ink), disc(0.5, 0.5, 0.28, .muted)]
    case .lightOn: [disc(0.5, 0.5, 0.36, .ink), disc(0.5, 0.5, 0.3, .yellow)]
    case .doorSwitch: [square(0.14, .ink), disc(0.5, 0.5, 0.28, tint), line(0.5, 0.5, 0.5, 0.78)]
    case .obstacle: [disc(0.5, 0.5, 0.36, .blue), disc(0.5, 0.5, 0.14, .paper)]
    default: []
    }
  }

  /// The walker, pointing to where it looks.
  static func walker(facing: Int) -> [Canvas.Shape] {
    [triangle(facing, 0.42, .ink), triangle(facing, 0.33, .orange)]
  }

  private static func triangle(_ facing: Int, _ size: Double, _ fill: Color) -> Canvas.Shape {
    let (x, y) = [(0.0, 1.0), (1, 0), (0, -1), (-1, 0)][facing]
    return .polygon(
      [(1.0, 0.0), (-0.8, 0.85), (-0.8, -0.85)].map { ahead, aside in
        Canvas.Point(
          0.5 + size * (ahead * x - aside * y), 0.5 + size * (ahead * y + aside * x))
      }, fill: fill)
  }

  private static let floor = [square(0, .muted), square(0.02, .paper)]
  private static let cross = [line(0.18, 0.18, 0.82, 0.82), line(0.18, 0.82, 0.82, 0.18)]

  private static func color(of tint: GridCell.Tint) -> Color {
    switch tint {
    case .red: .vermilion
    case .green: .green
    case .blue: .blue
    case .purple: .purple
    case .yellow: .yellow
    case .grey: .muted
    }
  }

  private static func square(_ margin: Double, _ fill: Color) -> Canvas.Shape {
    .rectangle(
      origin: Canvas.Point(margin, margin), width: 1 - 2 * margin, height: 1 - 2 * margin,
      fill: fill)
  }

  private static func disc(
    _ x: Double, _ y: Double, _ radius: Double, _ fill: Color
  ) -> Canvas.Shape {
    .circle(center: Canvas.Point(x, y), radius: radius, fill: fill)
  }

  private static func line(
    _ x: Double, _ y: Double, _ right: Double, _ top: Double, _ thickness: Double = 0.06,
    _ color: Color = .ink
  ) -> Canvas.Shape {
    .line(
      from: Canvas.Point(x, y), to: Canvas.Point(right, top), thickness: thickness, color: color)
  }
}
