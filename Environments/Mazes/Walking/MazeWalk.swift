import ReinforcementLearning

/// A walk through mazes by four moves, seen from above.
///
/// Actions `0` to `3` step up, right, down and left; against a wall the walker stays.  Each step
/// costs 1/size²; see ``MazeTask`` for what pays and ends an episode, and the observers for what is
/// seen.
struct MazeWalk<Observer: MazeObserver>: Environment {
  private(set) var world: MazeWorld
  let observer: Observer

  /// Creates a walker at the start of the first maze.
  init(_ world: MazeWorld, seenBy observer: Observer) {
    self.world = world
    self.observer = observer
  }

  var observationSpace: Space { observer.space(in: world.level) }
  var actionSpace: Space { .discrete(Self.actionCount) }
  var discount: Double { 1 }

  mutating func reset(using random: inout RandomSource) { world.begin(using: &random) }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome { act(action) }

  func observe(into row: inout MutableSpan<Float>) { observer.observe(world, into: &row) }
}

/// What a walker sees.
protocol MazeObserver: Codable, Sendable {
  /// The space of what is seen.
  func space(in level: MazeLevel) -> Space
  /// Writes what is seen now.
  func observe(_ world: MazeWorld, into row: inout MutableSpan<Float>)
}

/// An observer who does not tell everything, so that best play has to be searched.
protocol PartialMazeObserver: MazeObserver {}

// MARK: - Laws

extension MazeWalk: MazeSearchable {
  static var actionCount: Int { 4 }

  mutating func act(_ action: Int) -> Outcome {
    precondition((0..<4).contains(action), "\(action) is none of the four directions")
    let size = world.level.recipe.size
    return world.move(by: action & 1 == 0 ? (action - 1) * size : 2 - action)
  }

  var searchCount: Int { world.level.maze.cells.count * world.level.recipe.task.progressCount }

  var searchState: Int {
    world.standing.progress * world.level.maze.cells.count + world.standing.cell
  }

  func placed(inState state: Int) -> Self {
    var walk = self
    let (progress, cell) = state.quotientAndRemainder(dividingBy: world.level.maze.cells.count)
    walk.world.standing = Standing(cell: cell, progress: progress)
    return walk
  }
}

extension MazeWalk: Solvable where Observer: PartialMazeObserver {
  func optimum() -> Optimum { shortestWay() }
}

extension MazeWalk: FiniteMDP where Observer == MazeIndexObserver {
  var stateCount: Int { observer.stateCount }
  var state: Int { observer.state(of: world.standing) }

  func transitions(from state: Int, action: Int) -> [StateTransition] {
    var walk = self
    walk.world.standing = observer.standing(in: state)
    guard !walk.isOver else {
      return [StateTransition(next: state, reward: 0, isTerminal: true)]
    }
    let outcome = walk.act(action)
    return [
      StateTransition(
        next: walk.state, reward: outcome.reward, isTerminal: outcome.ending == .terminated)
    ]
  }

  func startDistribution() -> [StartState] {
    let count = world.level.recipe.task == .indicator ? 2 : 1
    return (0..<count).map {
      let standing = Standing(cell: world.level.start, progress: $0)
      return StartState(state: observer.state(of: standing), probability: 1 / Double(count))
    }
  }

  private var isOver: Bool {
    let task = world.level.recipe.task
    return task == .goals
      ? world.standing.progress == task.progressCount - 1
      : world.level.goals.contains(world.standing.cell)
  }
}
