import ReinforcementLearning

/// A chain of rooms, each joined to the next by a door, on a grid of 25×25.
///
/// Follows the MultiRoom of Chevalier-Boisvert et al., *Minigrid and Miniworld*, NeurIPS 2023.
struct RoomChain {
  static let size = 25
  private static let least = 4
  private static let tries = 8

  /// Walls included.
  fileprivate struct Room {
    var top: Int
    var left: Int
    var height: Int
    var width: Int
    var entry: (row: Int, column: Int)

    func overlaps(_ other: Room) -> Bool {
      top < other.top + other.height && other.top < top + height
        && left < other.left + other.width && other.left < left + width
    }
  }

  private let count: Int
  private let greatest: Int
  private var rooms: [Room] = []

  private init(count: Int, greatest: Int) { (self.count, self.greatest) = (count, greatest) }

  /// Lays out so many rooms, from 4 to `greatest` cells high and wide.
  static func plan(
    count: Int, greatest: Int, _ random: inout RandomSource
  ) -> GridPlan {
    var chain = RoomChain(count: count, greatest: greatest)
    while chain.rooms.count < count {
      chain.rooms = []
      let entry = (random.integer(below: size - 2), random.integer(below: size - 2))
      chain.grow(from: entry, wall: 3, &random)
    }
    return chain.plan(&random)
  }

  /// Adds a room with its entry in one of its walls (right, lower, left, upper), and goes on from it.
  ///
  /// - Returns: Whether there was space for it.
  @discardableResult
  private mutating func grow(
    from entry: (row: Int, column: Int), wall: Int, _ random: inout RandomSource
  ) -> Bool {
    let height = random.integer(in: Self.least..<greatest + 1)
    let width = random.integer(in: Self.least..<greatest + 1)
    var room = Room(top: entry.row, left: entry.column, height: height, width: width, entry: entry)
    if !rooms.isEmpty {
      switch wall {
      case 0, 2:
        room.top = random.integer(in: entry.row - height + 2..<entry.row)
        if wall == 0 { room.left -= width - 1 }
      default:
        room.left = random.integer(in: entry.column - width + 2..<entry.column)
        if wall == 1 { room.top -= height - 1 }
      }
    }
    let isInside =
      room.top >= 0 && room.left >= 0 && room.top + height <= Self.size
      && room.left + width <= Self.size
    guard isInside, !rooms.dropLast().contains(where: room.overlaps) else { return false }
    rooms.append(room)
    for _ in 0..<Self.tries where rooms.count < count {
      let exit = (wall + 1 + random.integer(below: 3)) % 4
      if grow(from: room.door(in: exit, &random), wall: (exit + 2) % 4, &random) { break }
    }
    return true
  }

  private func plan(_ random: inout RandomSource) -> GridPlan {
    var plan = GridPlan(
      rows: Self.size, columns: Self.size,
      cells: Array(repeating: .wall, count: Self.size * Self.size))
    for room in rooms {
      for row in room.inside.rows {
        for column in room.inside.columns { plan[row, column] = .floor }
      }
    }
    var last = GridCell.Tint.allCases.count
    for room in rooms.dropFirst() {
      let tints = GridCell.Tint.allCases.filter { Int($0.rawValue) != last }
      let tint = tints[random.integer(below: tints.count)]
      plan[room.entry.row, room.entry.column] = GridCell(.closedDoor, tint)
      last = Int(tint.rawValue)
    }
    let (first, end) = (rooms[0].inside, rooms[rooms.count - 1].inside)
    plan.startAnywhere(rows: first.rows, columns: first.columns, using: &random)
    plan.place(GridCell(.goal), rows: end.rows, columns: end.columns, using: &random)
    return plan
  }
}

extension RoomChain.Room {
  /// The rows and the columns within the walls.
  fileprivate var inside: (rows: Range<Int>, columns: Range<Int>) {
    (top + 1..<top + height - 1, left + 1..<left + width - 1)
  }

  /// A place in a wall, no corner.
  fileprivate func door(
    in wall: Int, _ random: inout RandomSource
  ) -> (row: Int, column: Int) {
    switch wall {
    case 0: (top + random.integer(in: 1..<height - 1), left + width - 1)
    case 1: (top + height - 1, left + random.integer(in: 1..<width - 1))
    case 2: (top + random.integer(in: 1..<height - 1), left)
    default: (top, left + random.integer(in: 1..<width - 1))
    }
  }
}
