import ReinforcementLearning

/// How a maze is made.
///
/// Each makes a *perfect* maze: one way, and only one, leads from any room to any other.
public enum MazeGenerator: String, CaseIterable, Codable, Sendable {
  /// Digs on from the newest room as long as it can, then goes back: long corridors.
  case backtracker
  /// Opens any wall of what is dug already, after Prim (1957) without weights: short and bushy.
  case prim
  /// Opens walls in random order where they separate, after Kruskal (1956).
  case kruskal
  /// Every perfect maze is as likely as every other, after Wilson, *Generating random spanning
  /// trees more quickly than the cover time*, STOC 1996.
  case wilson
  /// Makes row after row, knowing only the last, after Eller (1982).
  case eller
  /// Divides an open field by walls with one gap each: long straight walls.
  case division
}

extension Maze {
  /// Becomes another maze of the same size.
  mutating func regenerate(
    _ generator: MazeGenerator, braid: Double, loops: Int, using random: inout RandomSource
  ) {
    for cell in cells.indices { cells[cell] = Self.wall }
    fillEdge(Self.edge)
    switch generator {
    case .backtracker: backtrack(using: &random)
    case .prim: growTree(using: &random)
    case .kruskal: joinRooms(using: &random)
    case .wilson: walkRandomly(using: &random)
    case .eller: weaveRows(using: &random)
    case .division: divide(using: &random)
    }
    if braid > 0 { openDeadEnds(share: braid, using: &random) }
    if loops > 0 { openWalls(loops, using: &random) }
    fillEdge(Self.wall)
  }

  /// The outermost walls while a maze is made, so that nothing is dug beyond them.
  static let edge: UInt8 = 15
  /// A room while a maze is made, from which something leads up; the other directions follow.
  static let upwards: UInt8 = 8

  private mutating func fillEdge(_ mark: UInt8) {
    for place in 0..<size {
      cells[place] = mark
      cells[(size - 1) * size + place] = mark
      cells[place * size] = mark
      cells[place * size + size - 1] = mark
    }
  }

  /// The cells of all rooms, row by row.
  var rooms: some Sequence<Int> {
    stride(from: 1, to: size, by: 2).lazy.flatMap { [size] row in
      stride(from: row * size + 1, to: (row + 1) * size, by: 2)
    }
  }

  /// The walls that a room shares with other rooms, each as the way that leads through it.
  func closedWays(from room: Int) -> some Sequence<Int> {
    let offsets = offsets
    return (0..<4).lazy.map { offsets[$0] }.filter { [cells] in cells[room + $0] == Self.wall }
  }

  /// How many passages a room has.
  func passageCount(of room: Int) -> Int {
    let offsets = offsets
    return (0..<4).reduce(0) { $0 + (cells[room + offsets[$1]] == Self.open ? 1 : 0) }
  }

  /// The cells between two rooms: those to the right of a room, then those below, row by row.
  var waysBetweenRooms: [Int] {
    var ways: [Int] = []
    ways.reserveCapacity(2 * roomCount)
    for room in rooms {
      if cells[room + 1] != Self.edge { ways.append(room + 1) }
      if cells[room + size] != Self.edge { ways.append(room + size) }
    }
    return ways
  }
}
