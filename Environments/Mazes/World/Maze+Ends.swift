import ReinforcementLearning

extension Maze {
  /// So many different rooms, goals first and the start last.
  func ends(_ ends: MazeEnds, count: Int, using random: inout RandomSource) -> [Int] {
    switch ends {
    case .farthest: farthestRooms(count)
    case .corners: corners(count)
    case .random: random.choices(count, below: roomCount).map(cell(ofRoom:))
    }
  }

  /// The corner opposite to the start first, the start in the upper left last.
  private func corners(_ count: Int) -> [Int] {
    let last = roomsPerSide - 1
    let goals = [roomCount - 1, last, last * roomsPerSide]
    return (goals.prefix(count - 1) + [0]).map(cell(ofRoom:))
  }

  /// Each as far as can be from those before it, the first from the room in the upper left.
  ///
  /// In a perfect maze the first two are the ends of a longest way.  No farthest room is in the way
  /// between others, so that the first two can each be reached from anywhere without passing the
  /// other.
  private func farthestRooms(_ count: Int) -> [Int] {
    var search = MazeFlood(of: self)
    var rooms = [search.farthest(from: [cell(ofRoom: 0)])]
    while rooms.count < count { rooms.append(search.farthest(from: rooms)) }
    return rooms
  }
}

extension Maze {
  /// Whether a cell is a room.
  func isRoom(_ cell: Int) -> Bool {
    let (row, column) = cell.quotientAndRemainder(dividingBy: size)
    return row & column & 1 == 1
  }
}

/// Spreads from cells over a maze.
private struct MazeFlood {
  private let maze: Maze
  private var rounds: [UInt8]  // in which flood each cell was reached
  private var round: UInt8 = 0
  private var reached: [Int32] = []

  init(of maze: Maze) {
    self.maze = maze
    rounds = Array(repeating: 0, count: maze.cells.count)
    reached.reserveCapacity(2 * maze.roomCount)
  }

  /// The room that is reached last, nearness counting from any of some cells.
  mutating func farthest(from cells: [Int]) -> Int {
    let offsets = maze.offsets
    round += 1
    reached.removeAll(keepingCapacity: true)
    for cell in cells { reach(cell) }
    var place = 0
    while place < reached.count {
      let cell = Int(reached[place])
      place += 1
      for direction in 0..<4 { reach(cell + offsets[direction]) }
    }
    let room = reached.last { maze.isRoom(Int($0)) }
    return room.map(Int.init) ?? cells[0]
  }

  private mutating func reach(_ cell: Int) {
    guard rounds[cell] != round, maze.cells[cell] != Maze.wall else { return }
    rounds[cell] = round
    reached.append(Int32(cell))
  }
}
