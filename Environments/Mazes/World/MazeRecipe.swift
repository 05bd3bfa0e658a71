import ReinforcementLearning

/// What there is to do in a maze.
enum MazeTask: String, CaseIterable, Codable, Sendable {
  /// Reach the one goal, which ends the episode.
  case goal
  /// Reach three goals in any order; the last ends the episode.
  case goals
  /// Reach that one of two goals which the colour of the start tells; either ends the episode.
  case indicator

  /// How many goals there are.
  var goalCount: Int {
    switch self {
    case .goal: 1
    case .goals: 3
    case .indicator: 2
    }
  }

  /// How many values ``Standing/progress`` has.
  var progressCount: Int {
    switch self {
    case .goal: 1
    case .goals: 8
    case .indicator: 2
    }
  }
}

/// Where the start and the goals lie.
enum MazeEnds: String, CaseIterable, Codable, Sendable {
  /// Each as far as can be from those placed before; the start is placed last.
  case farthest
  /// The start in the upper left corner, goals in the others.
  case corners
  /// In any rooms.
  case random
}

/// What a maze is made from, its number apart: equal recipes and numbers make equal mazes.
struct MazeRecipe: Codable, Hashable, Sendable {
  var generator = MazeGenerator.backtracker
  var size = 11
  /// Which share of the dead ends is opened.
  var braid = 0.0
  /// How many walls are opened.
  var loops = 0
  var ends = MazeEnds.farthest
  var task = MazeTask.goal

  /// What a step costs: so little that the way to a goal costs less than the goal pays.
  var stepCost: Double { 1 / Double(size * size) }

  /// Refuses what cannot be made.
  func validate() throws {
    guard Maze.sizes.contains(size), !size.isMultiple(of: 2) else {
      throw Failure(
        .configuration, "no maze has a size of \(size)",
        remedy: "choose an odd size from \(Maze.sizes.lowerBound) to \(Maze.sizes.upperBound)")
    }
    guard loops <= Maze.wallCount(size: size) else {
      throw Failure(
        .configuration, "a maze of size \(size) cannot have \(loops) loops",
        remedy: "choose at most \(Maze.wallCount(size: size))")
    }
    guard loops == 0 || braid == 0 else {
      throw Failure(
        .configuration, "braid=\(braid) and loops=\(loops) both ask for loops",
        remedy: "choose one of them")
    }
    guard task != .indicator || ends == .farthest else {
      throw Failure(
        .configuration, "with ends=\(ends.rawValue) one goal may lie in the way to the other",
        remedy: "leave ends=farthest where an indicator tells the goals apart")
    }
  }
}
