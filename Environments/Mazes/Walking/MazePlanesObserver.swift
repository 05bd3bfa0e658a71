import ReinforcementLearning

/// Shows the maze, or the part of it around the walker, as planes of zeros and ones.
///
/// The planes, `[planes, height, width]`: walls; the walker, if the whole maze is shown; the goals
/// that are left, each in its own plane with an indicator; with an indicator, two planes in the
/// first or second of which the start is marked, as the first or the second goal pays.
///
/// A part is seen through walls, and beyond the maze there are walls only.  The indicator is seen
/// wherever the start is.
struct MazePlanesObserver: PartialMazeObserver {
  /// How many cells a side of what is shown has, the walker in its middle; 0 is the whole maze.
  let window: Int

  private func planeCount(_ task: MazeTask) -> Int {
    (task == .indicator ? 5 : 2) + (window == 0 ? 1 : 0)
  }

  func space(in level: MazeLevel) -> Space {
    let side = window == 0 ? level.recipe.size : window
    return .box(Box(shape: [planeCount(level.recipe.task), side, side], in: 0...1))
  }

  func observe(_ world: MazeWorld, into row: inout MutableSpan<Float>) {
    let task = world.level.recipe.task
    let picture = MazePicture(of: world, window: window)
    picture.drawWalls(into: &row)
    for place in picture.area..<planeCount(task) * picture.area { row[place] = 0 }
    var plane = 1
    if window == 0 {
      picture.mark(world.standing.cell, in: plane, of: &row)
      plane += 1
    }
    for goal in world.level.goals.indices {
      if world.level.isOpen(goal, for: world.standing) {
        picture.mark(world.level.goals[goal], in: plane, of: &row)
      }
      if task == .indicator { plane += 1 }
    }
    if task == .indicator {
      picture.mark(world.level.start, in: plane + world.standing.progress, of: &row)
    }
  }
}

/// A square part of a maze, and where its cells lie in a plane.
private struct MazePicture {
  let maze: Maze
  let side: Int
  let top: Int
  let left: Int
  var area: Int { side * side }

  init(of world: MazeWorld, window: Int) {
    maze = world.level.maze
    if window == 0 {
      (side, top, left) = (maze.size, 0, 0)
    } else {
      let (row, column) = world.standing.cell.quotientAndRemainder(dividingBy: maze.size)
      (side, top, left) = (window, row - window / 2, column - window / 2)
    }
  }

  func drawWalls(into planes: inout MutableSpan<Float>) {
    guard side != maze.size || top != 0 || left != 0 else {
      let cells = maze.cells.span
      for place in cells.indices { planes[place] = cells[place] == Maze.wall ? 1 : 0 }
      return
    }
    let range = 0..<maze.size
    for row in 0..<side {
      for column in 0..<side {
        let isInside = range.contains(top + row) && range.contains(left + column)
        let isOpen = isInside && maze[top + row, left + column] != Maze.wall
        planes[row * side + column] = isOpen ? 0 : 1
      }
    }
  }

  func mark(_ cell: Int, in plane: Int, of planes: inout MutableSpan<Float>) {
    let (row, column) = cell.quotientAndRemainder(dividingBy: maze.size)
    guard (top..<top + side).contains(row), (left..<left + side).contains(column) else { return }
    planes[plane * area + (row - top) * side + column - left] = 1
  }
}
