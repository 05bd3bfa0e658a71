import ReinforcementLearning

/// Ways around, which a perfect maze has not.
extension Maze {
  /// Opens a share of the dead ends, each to another dead end if one is beside it.
  mutating func openDeadEnds(share: Double, using random: inout RandomSource) {
    var deadEnds = rooms.filter { passageCount(of: $0) == 1 }
    random.shuffle(&deadEnds)
    for room in deadEnds.prefix(Int((share * Double(deadEnds.count)).rounded()))
    where passageCount(of: room) == 1 {
      let ways = Array(closedWays(from: room))
      let best = ways.filter { passageCount(of: room + 2 * $0) == 1 }
      let chosen = best.isEmpty ? ways : best
      cells[room + chosen[random.integer(below: chosen.count)]] = Self.open
    }
  }

  /// Opens so many walls between rooms, all as likely as one another.
  mutating func openWalls(_ count: Int, using random: inout RandomSource) {
    var walls = waysBetweenRooms.filter { cells[$0] == Self.wall }
    precondition(count <= walls.count, "\(count) of \(walls.count) walls cannot be opened")
    random.shuffle(&walls)
    for wall in walls.prefix(count) { cells[wall] = Self.open }
  }

  /// How many walls between rooms a perfect maze of a size has.
  static func wallCount(size: Int) -> Int { (size - 3) * (size - 3) / 4 }
}
