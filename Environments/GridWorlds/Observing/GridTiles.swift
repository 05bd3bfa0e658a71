import ReinforcementLearning

/// Pictures of cells, 8×8 pixels of red, green and blue from 0 to 1.
struct GridTiles: Sendable {
  /// How many pixels a side of a cell has.
  static let side = 8
  /// How many numbers a row of pixels has.
  static let lineWidth = 3 * side
  private static let size = side * lineWidth

  static let shared = GridTiles()

  private let numbers: [Float]  // [256 cells, walker to each side or none, rows, columns, 3]

  private init() {
    var numbers: [Float] = []
    for value in 0...UInt8.max {
      let cell = GridCell(rawValue: value)
      let figure = cell.isValid ? GridFigure.shapes(of: cell) : []
      for facing in 0..<5 {
        let shapes = facing < 4 ? figure + GridFigure.walker(facing: facing) : figure
        numbers += cell.isValid ? Self.picture(of: shapes) : Array(repeating: 0, count: Self.size)
      }
    }
    self.numbers = numbers
  }

  private static func picture(of shapes: [Canvas.Shape]) -> [Float] {
    (0..<side * side).flatMap { place -> [Float] in
      let point = Canvas.Point(
        (Double(place % side) + 0.5) / Double(side),
        1 - (Double(place / side) + 0.5) / Double(side))
      let color = shapes.last { $0.covers(point) }?.color ?? .ink
      return [color.red, color.green, color.blue].map { Float($0) / 255 }
    }
  }

  /// Writes the picture of a cell; `facing` is where a walker in it looks, 4 if there is none.
  func write(
    _ cell: GridCell, facing: Int, at origin: Int, lineStride: Int,
    into row: inout MutableSpan<Float>
  ) {
    var source = (Int(cell.rawValue) * 5 + facing) * Self.size
    let numbers = numbers.span
    for line in 0..<Self.side {
      let target = origin + line * lineStride
      for place in 0..<Self.lineWidth { row[target + place] = numbers[source + place] }
      source += Self.lineWidth
    }
  }
}

extension Canvas.Shape {
  fileprivate var color: Color {
    switch self {
    case .rectangle(_, _, _, let fill), .circle(_, _, let fill), .polygon(_, let fill): fill
    case .line(_, _, _, let color), .text(_, _, _, let color): color
    case .image: .ink
    }
  }

  /// Whether a point lies within; only what figures are made of is known.
  fileprivate func covers(_ point: Canvas.Point) -> Bool {
    switch self {
    case .rectangle(let origin, let width, let height, _):
      return (origin.x...origin.x + width).contains(point.x)
        && (origin.y...origin.y + height).contains(point.y)
    case .circle(let center, let radius, _): return point.isWithin(radius, of: center)
    case .line(let from, let to, let thickness, _):
      let (x, y) = (to.x - from.x, to.y - from.y)
      let along = ((point.x - from.x) * x + (point.y - from.y) * y) / (x * x + y * y)
      let share = min(max(along, 0), 1)
      let nearest = Canvas.Point(from.x + share * x, from.y + share * y)
      return point.isWithin(thickness / 2, of: nearest)
    case .polygon(let corners, _):
      let turns = corners.indices.map { place in
        let (first, second) = (corners[place], corners[(place + 1) % corners.count])
        return (second.x - first.x) * (point.y - first.y)
          - (second.y - first.y) * (point.x - first.x)
      }
      return turns.allSatisfy { $0 >= 0 } || turns.allSatisfy { $0 <= 0 }
    case .text, .image: return false
    }
  }
}

extension Canvas.Point {
  fileprivate func isWithin(_ distance: Double, of other: Canvas.Point) -> Bool {
    (x - other.x) * (x - other.x) + (y - other.y) * (y - other.y) <= distance * distance
  }
}
