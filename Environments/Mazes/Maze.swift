public import ReinforcementLearning

/// Rooms on a square grid, some of which are joined by passages.
///
/// A maze of size `n` is a square of `n`×`n` cells, walls included, `n` being odd: rooms lie where
/// row and column are both odd, counted from the upper left, posts where both are even, and between
/// two rooms lies a cell that is a passage or a wall.  So size 5 has 2×2 rooms, size 201 has
/// 100×100.  Cells are numbered row by row.
public struct Maze: Hashable, Sendable {
  /// How many cells a side has.
  public let size: Int
  /// What each cell is, row by row: ``open``, ``wall``, or the mark of what lies there.
  public internal(set) var cells: [UInt8]

  /// A cell that can be entered.
  public static let open: UInt8 = 0
  /// A cell that cannot.
  public static let wall: UInt8 = 1
  /// The mark of the first goal; those of others follow it.
  static let firstGoal: UInt8 = 2

  /// The sizes that there are, of which odd ones are mazes.
  public static let sizes = 5...201

  /// Creates walls and nothing else.
  ///
  /// - Precondition: the size is odd and in ``sizes``.
  public init(size: Int) {
    precondition(
      Self.sizes.contains(size) && !size.isMultiple(of: 2), "no maze has a size of \(size)")
    self.size = size
    cells = Array(repeating: Self.wall, count: size * size)
  }

  /// Creates a maze.
  ///
  /// - Parameters:
  ///   - generator: How it is made.
  ///   - size: How many cells a side has.
  ///   - braid: Which share of its dead ends is opened.
  ///   - loops: How many walls between rooms are opened after that, anywhere.
  ///   - random: The only source of chance.
  /// - Precondition: the size is one, `braid` is a share, and so many walls remain.
  public init(
    _ generator: MazeGenerator, size: Int, braid: Double = 0, loops: Int = 0,
    using random: inout RandomSource
  ) {
    self.init(size: size)
    regenerate(generator, braid: braid, loops: loops, using: &random)
  }

  /// How many rooms a side has.
  public var roomsPerSide: Int { (size - 1) / 2 }
  /// How many rooms there are.
  public var roomCount: Int { roomsPerSide * roomsPerSide }

  /// The cell of a room, rooms being numbered row by row.
  public func cell(ofRoom room: Int) -> Int {
    let (row, column) = room.quotientAndRemainder(dividingBy: roomsPerSide)
    return (2 * row + 1) * size + 2 * column + 1
  }

  /// How far away the neighbours of a cell are numbered: up, right, down, left.
  var offsets: SIMD4<Int> { SIMD4(-size, 1, size, -1) }

  /// What a cell is.
  public subscript(row: Int, column: Int) -> UInt8 { cells[row * size + column] }
}

extension Maze: CustomStringConvertible {
  /// A drawing: `#` is a wall, a space is open, a digit is a mark.
  public var description: String {
    (0..<size).map { row in
      String(
        (0..<size).map { column in
          switch self[row, column] {
          case Self.open: " "
          case Self.wall: "#"
          case let mark: Character("\(mark - Self.firstGoal + 1)")
          }
        })
    }.joined(separator: "\n")
  }
}
