import ReinforcementLearning

@testable import GridWorlds

/// A world drawn in characters, and what happens to who acts in it.
struct DrawnWorld {
  private(set) var world: GridWorld
  private var random = RandomSource(seed: 0)

  /// Begins an episode in a level as users draw it.
  init(_ drawing: String, actions: GridActions = .moves) throws {
    world = GridWorld(try Self.level(drawing, actions: actions))
    world.begin(chance: &random)
  }

  /// A level as users draw it.
  static func level(_ drawing: String, actions: GridActions = .moves) throws -> GridLevel {
    var recipe = try GridReader(drawing, of: "drawing").recipe()
    recipe.rules.actions = actions
    return try recipe.level(0)
  }

  /// Acts, a letter each: `urdl` are moves; `<>` turn, `^` steps, `p` picks up, `d` drops, `t` toggles.
  ///
  /// - Returns: What all was paid, and how the last action ended the episode, if it did.
  mutating func play(_ letters: String) -> Outcome {
    let names = world.level.rules.actions == .moves ? Array("urdl") : Array("<>^pdt")
    var sum = Outcome(reward: 0)
    for letter in letters {
      guard let action = names.firstIndex(of: letter) else {
        preconditionFailure("\(letter) is no action")
      }
      let outcome = world.step(action, chance: &random)
      sum = Outcome(reward: sum.reward + outcome.reward, ending: outcome.ending)
    }
    return sum
  }

  /// What it looks like now, the walker being one of `^>v<`.
  var drawing: String {
    (0..<world.level.rows).map { row in
      String((0..<world.level.columns).map { symbol(at: row * world.level.columns + $0) })
    }.joined(separator: "\n")
  }

  /// What is in the walker's hands, `.` being nothing.
  var held: Character { Self.symbol(of: world.carried) }

  private func symbol(at cell: Int) -> Character {
    cell == world.walker ? Array("^>v<")[world.facing] : Self.symbol(of: world.cells[cell])
  }

  private static func symbol(of cell: GridCell) -> Character {
    switch cell.kind {
    case .floor: "."
    case .openDoor: "/"
    case .closedDoor: "+"
    default: GridSymbols.cells.first { $0.value == cell }?.key ?? "?"
    }
  }
}
