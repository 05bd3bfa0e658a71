import ReinforcementLearning

/// Tells the number of the state: of the open cell, row by row from the upper left, and after all
/// cells again for each further value of ``Standing/progress``.
///
/// It tells everything, in a maze that stays the same.
struct MazeIndexObserver: MazeObserver {
  private let level: MazeLevel
  private let places: [Int]  // the cell of each open cell
  private let numbers: [Int32]  // of each cell among the open ones

  /// Numbers the open cells of a maze.
  init(_ level: MazeLevel) {
    self.level = level
    let cells = level.maze.cells
    let places = cells.indices.filter { cells[$0] != Maze.wall }
    var numbers = [Int32](repeating: 0, count: cells.count)
    for (number, cell) in places.enumerated() { numbers[cell] = Int32(number) }
    self.places = places
    self.numbers = numbers
  }

  var stateCount: Int { places.count * level.recipe.task.progressCount }

  func state(of standing: Standing) -> Int {
    standing.progress * places.count + Int(numbers[standing.cell])
  }

  func standing(in state: Int) -> Standing {
    let (progress, number) = state.quotientAndRemainder(dividingBy: places.count)
    return Standing(cell: places[number], progress: progress)
  }

  func space(in level: MazeLevel) -> Space { .discrete(stateCount) }

  func observe(_ world: MazeWorld, into row: inout MutableSpan<Float>) {
    row[0] = Float(state(of: world.standing))
  }
}

extension MazeIndexObserver: Codable {
  init(from decoder: any Decoder) throws { self.init(try MazeLevel(from: decoder)) }
  func encode(to encoder: any Encoder) throws { try level.encode(to: encoder) }
}
