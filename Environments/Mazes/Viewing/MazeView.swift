import ReinforcementLearning

/// A walk through mazes as the walker sees it: by turns and steps ahead, in first-person pixels.
///
/// Action `0` turns to the left by 90°, `1` to the right, `2` steps ahead; against a wall the walker
/// stays.  An episode begins with a look along the first passage, clockwise from up.  Each action
/// costs 1/size²; see ``MazeTask`` for what pays and ends an episode.
///
/// Shapes: `C` channels, 3 or 1, `H` rows, `W` columns.  What is seen is `[C, H, W]`, 0…1.
struct MazeView: Environment {
  private(set) var world: MazeWorld
  private var heading = 0
  let camera: MazeCamera

  /// Creates a walker at the start of the first maze.
  init(_ world: MazeWorld, through camera: MazeCamera) {
    self.world = world
    self.camera = camera
  }

  var pose: MazePose { MazePose(cell: world.standing.cell, heading: heading) }

  var observationSpace: Space {
    .box(Box(shape: [camera.channelCount, camera.height, camera.width], in: 0...1))
  }

  var actionSpace: Space { .discrete(Self.actionCount) }

  mutating func reset(using random: inout RandomSource) {
    world.begin(using: &random)
    let maze = world.level.maze
    heading =
      (0..<4).first { maze.cells[world.standing.cell + maze.offsets[$0]] != Maze.wall } ?? 0
  }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome { act(action) }

  func observe(into row: inout MutableSpan<Float>) { camera.paint(world, from: pose, into: &row) }
}

// MARK: - Laws

extension MazeView: Solvable, MazeSearchable {
  static var actionCount: Int { 3 }
  var discount: Double { 1 }

  mutating func act(_ action: Int) -> Outcome {
    precondition((0..<3).contains(action), "\(action) neither turns nor steps")
    guard action < 2 else {
      return world.move(by: MazeCamera.offset(of: heading, size: world.level.recipe.size))
    }
    heading = (heading + (action == 0 ? 3 : 1)) & 3
    return Outcome(reward: -world.level.recipe.stepCost)
  }

  func optimum() -> Optimum { shortestWay() }

  var searchCount: Int {
    4 * world.level.maze.cells.count * world.level.recipe.task.progressCount
  }

  var searchState: Int {
    let place = world.standing.progress * world.level.maze.cells.count + world.standing.cell
    return 4 * place + heading
  }

  func placed(inState state: Int) -> Self {
    var view = self
    let (progress, cell) = (state / 4).quotientAndRemainder(
      dividingBy: world.level.maze.cells.count)
    view.world.standing = Standing(cell: cell, progress: progress)
    view.heading = state % 4
    return view
  }
}
