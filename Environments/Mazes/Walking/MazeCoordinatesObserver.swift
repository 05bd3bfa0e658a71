import ReinforcementLearning

/// Tells where things are, and which of the four neighbouring cells are walls.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | row and column of the walker | of the size | 0…1 |
/// | is there a wall above, to the right, below, to the left | – | 0, 1 |
/// | for each goal its row and column, and whether it is to be reached still | of the size | 0…1 |
/// | with an indicator, at the start: −1 if the first goal pays, 1 if the second; else 0 | – | −1…1 |
struct MazeCoordinatesObserver: PartialMazeObserver {
  func space(in level: MazeLevel) -> Space {
    let task = level.recipe.task
    let count = 6 + 3 * task.goalCount
    return .box(
      Box(Array(repeating: 0...1, count: count) + (task == .indicator ? [-1...1] : [])))
  }

  func observe(_ world: MazeWorld, into row: inout MutableSpan<Float>) {
    let (level, standing) = (world.level, world.standing)
    let offsets = level.maze.offsets
    write(standing.cell, in: level, at: 0, into: &row)
    for direction in 0..<4 {
      let isWall = level.maze.cells[standing.cell + offsets[direction]] == Maze.wall
      row[2 + direction] = isWall ? 1 : 0
    }
    var place = 6
    for goal in level.goals.indices {
      write(level.goals[goal], in: level, at: place, into: &row)
      row[place + 2] = level.isOpen(goal, for: standing) ? 1 : 0
      place += 3
    }
    guard level.recipe.task == .indicator else { return }
    row[place] = level.indicated(to: standing).map { $0 == 0 ? -1 : 1 } ?? 0
  }

  private func write(
    _ cell: Int, in level: MazeLevel, at place: Int, into row: inout MutableSpan<Float>
  ) {
    let size = UInt32(level.recipe.size)
    let (down, right) = UInt32(cell).quotientAndRemainder(dividingBy: size)
    row[place] = Float(down) / Float(size - 1)
    row[place + 1] = Float(right) / Float(size - 1)
  }
}
