@testable import Mazes

/// What there is in a maze, counted anew from its cells.
struct MazeCensus {
  /// How many passages between rooms there are.
  private(set) var passages = 0
  /// How many rooms can be reached from the first.
  private(set) var reached = 0
  /// How many rooms have one passage.
  private(set) var deadEnds = 0
  /// What no maze has, if there is something: an open border or post, or a wall where a room is.
  private(set) var fault: String?
  private let roomCount: Int

  init(_ maze: Maze) {
    roomCount = maze.roomCount
    for row in 0..<maze.size {
      for column in 0..<maze.size { inspect(maze, row, column) }
    }
    var isSeen = Array(repeating: false, count: maze.cells.count)
    var stack = [maze.size + 1]
    isSeen[maze.size + 1] = true
    while let cell = stack.popLast() {
      if (cell / maze.size) % 2 == 1, (cell % maze.size) % 2 == 1 { reached += 1 }
      for next in [cell - maze.size, cell + 1, cell + maze.size, cell - 1]
      where maze.cells.indices.contains(next) && maze.cells[next] != Maze.wall && !isSeen[next] {
        isSeen[next] = true
        stack.append(next)
      }
    }
  }

  private mutating func inspect(_ maze: Maze, _ row: Int, _ column: Int) {
    let isOpen = maze[row, column] != Maze.wall
    let last = maze.size - 1
    switch (row % 2, column % 2) {
    case (1, 1):
      if maze[row, column] != Maze.open { fault = "the room at \(row), \(column) is none" }
      let around = [(-1, 0), (0, 1), (1, 0), (0, -1)]
      let ways = around.filter { maze[row + $0.0, column + $0.1] != Maze.wall }.count
      if ways == 1 { deadEnds += 1 }
    case (0, 0):
      if isOpen { fault = "the post at \(row), \(column) is open" }
    default:
      guard isOpen else { return }
      passages += 1
      if row == 0 || row == last || column == 0 || column == last {
        fault = "the border at \(row), \(column) is open"
      }
    }
  }

  /// Whether every room can be reached.
  var isConnected: Bool { reached == roomCount }
  /// How many passages there are more than a perfect maze has.
  var loops: Int { passages - (roomCount - 1) }
  /// Whether it is a maze with so many loops.
  func isSound(loops expected: Int = 0) -> Bool {
    fault == nil && isConnected && loops == expected
  }
}
