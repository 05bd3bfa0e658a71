import ReinforcementLearning

/// What may be chosen about every kind of maze.
protocol MazeOptions: EnvironmentOptions {
  var size: Int { get }
  var generator: MazeGenerator { get }
  var braid: Double { get }
  var loops: Int { get }
  var ends: MazeEnds { get }
  var mazes: Int { get }
  var firstMaze: Int { get }
  /// What there is to do.
  var task: MazeTask { get }
}

extension MazeOptions {
  /// What the mazes are made from.
  var recipe: MazeRecipe {
    MazeRecipe(
      generator: generator, size: size, braid: braid, loops: loops, ends: ends, task: task)
  }

  /// The first maze, and those to come.
  var world: MazeWorld {
    MazeWorld(recipe, supply: MazeSupply(first: firstMaze, count: mazes))
  }

  static var mazeParameters: [ParameterDescription] {
    [
      ParameterDescription(
        "size", "how many cells a side has, walls included; odd, 5 is 2×2 rooms", in: 5...201),
      ParameterDescription(
        "generator", "how the mazes are made", choices: MazeGenerator.allCases.map(\.rawValue)),
      ParameterDescription("braid", "which share of the dead ends is opened", in: .unit),
      ParameterDescription("loops", "how many walls are opened anywhere", in: 0...9801),
      ParameterDescription(
        "ends", "where the start and the goals lie", choices: MazeEnds.allCases.map(\.rawValue)),
      ParameterDescription(
        "mazes", "how many mazes there are; 0 is a new one in every episode", in: 0...1e9),
      ParameterDescription("firstMaze", "the number of the first maze", in: 0...1e15),
    ]
  }
}

/// What is seen of a maze from above.
enum MazeObservation: String, CaseIterable, Codable, Sendable {
  case index, coordinates, planes, window
}

/// What is particular to an id, whose options are otherwise alike.
protocol MazePreset: Hashable, Sendable {
  static var task: MazeTask { get }
  static var observation: MazeObservation { get }
}

/// What may be chosen about mazes seen from above.
struct MazeWalkOptions<Preset: MazePreset>: MazeOptions {
  var size = 11
  var generator = MazeGenerator.backtracker
  var braid = 0.0
  var loops = 0
  var ends = MazeEnds.farthest
  var mazes = 1
  var firstMaze = 0
  var observation = Preset.observation
  var window = 5

  var task: MazeTask { Preset.task }

  static var parameters: [ParameterDescription] {
    mazeParameters + [
      ParameterDescription(
        "observation", "what is seen of it", choices: MazeObservation.allCases.map(\.rawValue)),
      ParameterDescription(
        "window", "how many cells a side of the window has, the walker in its middle; odd",
        in: 3...21),
    ]
  }

  func validate() throws {
    try recipe.validate()
    guard !window.isMultiple(of: 2) else {
      throw Failure(
        .configuration, "a window of \(window) cells has no middle", remedy: "choose an odd number")
    }
    guard observation != .index || mazes == 1 else {
      throw Failure(
        .configuration, "an index tells nothing of which of the mazes it is",
        remedy: "choose mazes=1, or observation=planes, window or coordinates")
    }
  }

  /// The walk that was chosen, of at most two steps a cell.
  var prototype: EnvironmentPrototype {
    func limited(_ observer: some MazeObserver) -> EnvironmentPrototype {
      EnvironmentPrototype(TimeLimited(MazeWalk(world, seenBy: observer), steps: 2 * size * size))
    }
    return switch observation {
    case .index: limited(MazeIndexObserver(world.level))
    case .coordinates: limited(MazeCoordinatesObserver())
    case .planes: limited(MazePlanesObserver(window: 0))
    case .window: limited(MazePlanesObserver(window: window))
    }
  }
}
