import ReinforcementLearning

/// Which mazes of a recipe are met.
struct MazeSupply: Codable, Hashable, Sendable {
  /// The number of the first.
  var first = 0
  /// How many there are; 0 is a new one in every episode.
  var count = 1

  /// The number of the maze of the next episode.
  func number(using random: inout RandomSource) -> Int {
    switch count {
    case 0: Int(random.next() >> 1)
    case 1: first
    default: first + random.integer(below: count)
    }
  }
}

/// Mazes and a walker in one of them, whatever its actions are and whatever it sees.
struct MazeWorld: Codable, Sendable {
  let supply: MazeSupply
  private(set) var level: MazeLevel
  var standing: Standing

  /// Creates a walker at the start of the first maze.
  init(_ recipe: MazeRecipe, supply: MazeSupply = MazeSupply()) {
    self.supply = supply
    level = MazeLevel(recipe, number: supply.first)
    standing = Standing(cell: level.start, progress: 0)
  }

  /// Begins an episode, in another maze if there are several.
  mutating func begin(using random: inout RandomSource) {
    let number = supply.number(using: &random)
    if number != level.number { level.become(number) }
    let isIndicated = level.recipe.task == .indicator
    standing = Standing(
      cell: level.start, progress: isIndicated ? random.integer(below: 2) : 0)
  }

  /// Steps by the difference of two cells' numbers.
  mutating func move(by offset: Int) -> Outcome { level.move(&standing, by: offset) }
}
