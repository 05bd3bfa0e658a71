import ReinforcementLearning

/// Where a walker is, and what has come of its task.
struct Standing: Codable, Hashable, Sendable {
  /// The cell.
  var cell: Int
  /// One bit for each goal that was reached or, with an indicator, which goal pays.
  var progress: Int
}

/// A maze with a start and goals: all that an episode cannot change.
struct MazeLevel: Sendable {
  let recipe: MazeRecipe
  /// Which maze of the recipe it is.
  private(set) var number: Int
  /// The maze, in which goals are marked.
  private(set) var maze: Maze
  /// The cell in which an episode begins.
  private(set) var start = 0
  /// The cells of the goals.
  private(set) var goals: [Int] = []
  private let stepCost: Double
  private let task: MazeTask

  /// Makes a maze.
  init(_ recipe: MazeRecipe, number: Int) {
    self.recipe = recipe
    self.number = number
    stepCost = recipe.stepCost
    task = recipe.task
    maze = Maze(size: recipe.size)
    become(number)
  }

  /// Becomes another maze of the recipe, in the same memory.
  mutating func become(_ number: Int) {
    self.number = number
    var random = RandomSource(seed: UInt64(number), stream: "maze")
    maze.regenerate(
      recipe.generator, braid: recipe.braid, loops: recipe.loops, using: &random)
    var ends = maze.ends(recipe.ends, count: task.goalCount + 1, using: &random)
    start = ends.removeLast()
    goals = ends
    for (goal, cell) in goals.enumerated() { maze.cells[cell] = Maze.firstGoal + UInt8(goal) }
  }

  /// Steps to a neighbouring cell, or stays where a wall is in the way.
  func move(_ standing: inout Standing, by offset: Int) -> Outcome {
    let next = standing.cell + offset
    let mark = maze.cells[next]
    guard mark != Maze.wall else { return Outcome(reward: -stepCost) }
    standing.cell = next
    return mark == Maze.open
      ? Outcome(reward: -stepCost) : arrive(&standing, at: Int(mark - Maze.firstGoal))
  }

  private func arrive(_ standing: inout Standing, at goal: Int) -> Outcome {
    switch task {
    case .goal: return Outcome(reward: 1 - stepCost, ending: .terminated)
    case .goals:
      guard standing.progress & 1 << goal == 0 else { return Outcome(reward: -stepCost) }
      standing.progress |= 1 << goal
      let isLast = standing.progress == task.progressCount - 1
      return Outcome(reward: 1 - stepCost, ending: isLast ? .terminated : nil)
    case .indicator:
      return Outcome(
        reward: (goal == standing.progress ? 1 : -1) - stepCost, ending: .terminated)
    }
  }

  /// Whether a goal is still to be reached, as far as can be seen.
  func isOpen(_ goal: Int, for standing: Standing) -> Bool {
    task != .goals || standing.progress & 1 << goal == 0
  }

  /// What reaching every goal that is left would pay, were steps free.
  func prize(for standing: Standing) -> Int {
    task == .goals ? task.goalCount - standing.progress.nonzeroBitCount : 1
  }

  /// The goal that the indicator tells to a walker at the start, if there is one.
  func indicated(to standing: Standing) -> Int? {
    task == .indicator && standing.cell == start ? standing.progress : nil
  }
}

extension MazeLevel: Codable {
  private enum CodingKeys: CodingKey { case recipe, number }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let recipe = try container.decode(MazeRecipe.self, forKey: .recipe)
    let number = try container.decode(Int.self, forKey: .number)
    try recipe.validate()
    guard number >= 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .number, in: container, debugDescription: "there is no maze \(number)")
    }
    self.init(recipe, number: number)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(recipe, forKey: .recipe)
    try container.encode(number, forKey: .number)
  }
}
