import ReinforcementLearning

/// A picture in which a cell is a square of one unit, the lower left corner being the origin.
extension MazeLevel {
  /// Draws the maze, its start and the goals that are left.
  func draw(_ standing: Standing, on canvas: inout Canvas, at origin: Canvas.Point, side: Double) {
    let size = recipe.size
    canvas.add(
      .image(
        pixels: maze.cells.map { $0 == Maze.wall ? .wall : .paper }, columns: size, origin: origin,
        width: side, height: side))
    func square(_ cell: Int, _ fill: Color, share: Double) {
      let center = Self.center(of: cell, size: size, at: origin, side: side)
      let width = share * side / Double(size)
      canvas.add(
        .rectangle(
          origin: Canvas.Point(center.x - width / 2, center.y - width / 2), width: width,
          height: width, fill: fill))
    }
    let isIndicator = recipe.task == .indicator
    square(start, isIndicator ? Self.color(of: standing.progress, recipe.task) : .muted, share: 1)
    square(start, .paper, share: isIndicator ? 0.6 : 0.8)
    for goal in goals.indices where isOpen(goal, for: standing) {
      square(goals[goal], Self.color(of: goal, recipe.task), share: 1)
    }
  }

  /// The middle of a cell.
  static func center(
    of cell: Int, size: Int, at origin: Canvas.Point, side: Double
  ) -> Canvas.Point {
    let (row, column) = cell.quotientAndRemainder(dividingBy: size)
    let unit = side / Double(size)
    return Canvas.Point(
      origin.x + (Double(column) + 0.5) * unit, origin.y + (Double(size - 1 - row) + 0.5) * unit)
  }

  private static func color(of goal: Int, _ task: MazeTask) -> Color {
    task == .indicator ? [.yellow, .blue][goal] : .green
  }
}

extension MazeWalk: Drawable {
  func draw(on canvas: inout Canvas) {
    let size = world.level.recipe.size
    let side = Double(size)
    canvas.bounds = Canvas.Bounds(x: 0...side, y: 0...side)
    canvas.background = .wall
    let origin = Canvas.Point(0, 0)
    world.level.draw(world.standing, on: &canvas, at: origin, side: side)
    let center = MazeLevel.center(of: world.standing.cell, size: size, at: origin, side: side)
    canvas.add(.circle(center: center, radius: 0.4, fill: .vermilion))
  }
}

extension MazeWalk: MappedMDP where Observer == MazeIndexObserver {
  func area(of state: Int) -> Canvas.Bounds? {
    let size = world.level.recipe.size
    let center = MazeLevel.center(
      of: observer.standing(in: state).cell, size: size, at: Canvas.Point(0, 0), side: Double(size))
    return Canvas.Bounds(
      x: center.x - 0.5...center.x + 0.5, y: center.y - 0.5...center.y + 0.5)
  }
}

extension MazeView: Drawable {
  /// The picture that is seen, and below it a map with the walker as an arrow.
  func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: 0...1, y: 0...1)
    let height = 0.56
    let width = min(1, height * Double(camera.width) / Double(camera.height))
    canvas.add(
      .image(
        pixels: pixels, columns: camera.width,
        origin: Canvas.Point((1 - width) / 2, 1 - height), width: width, height: height))
    let side = 0.4
    let origin = Canvas.Point((1 - side) / 2, 0.01)
    world.level.draw(world.standing, on: &canvas, at: origin, side: side)
    let size = world.level.recipe.size
    let center = MazeLevel.center(of: pose.cell, size: size, at: origin, side: side)
    canvas.add(.polygon(arrow(at: center, unit: side / Double(size)), fill: .vermilion))
  }

  private var pixels: [Color] {
    let values = observation
    let area = camera.width * camera.height
    func part(_ channel: Int, _ place: Int) -> UInt8 {
      UInt8(values[(camera.isGray ? 0 : channel) * area + place] * 255)
    }
    return (0..<area).map { Color(part(0, $0), part(1, $0), part(2, $0)) }
  }

  private func arrow(at center: Canvas.Point, unit: Double) -> [Canvas.Point] {
    let ahead = [(0.0, 1.0), (1, 0), (0, -1), (-1, 0)][pose.heading]
    func point(_ forward: Double, _ right: Double) -> Canvas.Point {
      Canvas.Point(
        center.x + unit * (forward * ahead.0 + right * ahead.1),
        center.y + unit * (forward * ahead.1 - right * ahead.0))
    }
    return [point(0.7, 0), point(-0.5, 0.5), point(-0.5, -0.5)]
  }
}
