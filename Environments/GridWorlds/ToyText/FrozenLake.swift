public import ReinforcementLearning

/// A walk over ice with holes in it; seed for seed as in Gymnasium 1.4.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the cell, row by row from the upper left | – | 0…15, or 0…63 on the larger lake |
///
/// Actions `0` to `3` step left, down, right and up; at the edge the walker stays.  On slippery ice
/// a step goes as intended with probability `success`, and else to one of the two sides, never
/// back.  The goal in the lower right pays 1; it and the holes terminate.
///
/// Follows the task of Gymnasium 1.4.
struct FrozenLake: ToyTask {
  static let tables = Memo<Self, ToyTable>()

  /// A drawing of a lake: start, frozen, hole, goal.
  enum Map: String, Codable, Sendable {
    case small, large
  }

  var map = Map.small
  /// How likely a step goes as intended.
  var success = 1.0 / 3.0
  /// Whether steps may go elsewhere than intended.
  var isSlippery = true

  private static let small = ["SFFF", "FHFH", "FFFH", "HFFG"].map { Array($0.utf8) }
  private static let large = [
    "SFFFFFFF", "FFFFFFFF", "FFFHFFFF", "FFFFFHFF", "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG",
  ].map { Array($0.utf8) }
  private static let hole = UInt8(ascii: "H")
  private static let goal = UInt8(ascii: "G")

  private var tiles: [[UInt8]] { map == .small ? Self.small : Self.large }
  private var side: Int { tiles.count }

  // So that little is left to earn after the 100 steps which an episode may take.
  var discount: Double { 0.95 }
  var stateCount: Int { side * side }
  var actionCount: Int { 4 }
  var starts: [StartState] { [StartState(state: 0, probability: 1)] }

  func law(of state: Int, _ action: Int) -> [StateTransition] {
    guard !isOver(state) else {
      return [StateTransition(next: state, reward: 0, isTerminal: true)]
    }
    guard isSlippery else { return [transition(from: state, action, probability: 1)] }
    return [(action + 3) % 4, action, (action + 1) % 4].map {
      transition(from: state, $0, probability: $0 == action ? success : (1 - success) / 2)
    }
  }

  private func isOver(_ state: Int) -> Bool {
    let tile = tiles[state / side][state % side]
    return tile == Self.hole || tile == Self.goal
  }

  private func transition(
    from state: Int, _ direction: Int, probability: Double
  ) -> StateTransition {
    var (row, column) = state.quotientAndRemainder(dividingBy: side)
    switch direction {
    case 0: column = max(column - 1, 0)
    case 1: row = min(row + 1, side - 1)
    case 2: column = min(column + 1, side - 1)
    default: row = max(row - 1, 0)
    }
    let next = row * side + column
    return StateTransition(
      probability: probability, next: next, reward: tiles[row][column] == Self.goal ? 1 : 0,
      isTerminal: isOver(next))
  }

  func draw(_ state: Int, on canvas: inout Canvas) {
    let painter = GridPainter(rows: side, columns: side)
    painter.begin(&canvas)
    for (row, line) in tiles.enumerated() {
      for (column, tile) in line.enumerated() {
        painter.square(row, column, fill: tile == Self.goal ? .green : .paper, on: &canvas)
        if tile == Self.hole { painter.disc(row, column, radius: 0.42, fill: .blue, on: &canvas) }
      }
    }
    painter.disc(state / side, state % side, fill: .orange, on: &canvas)
  }

  func area(of state: Int, in present: Int) -> Canvas.Bounds? {
    GridPainter(rows: side, columns: side).area(state / side, state % side)
  }
}

// MARK: - Registration

/// The lakes.
public enum FrozenLakes {
  private struct Options: EnvironmentOptions {
    var slippery = true
    var success = 1.0 / 3.0

    static let parameters = [
      ParameterDescription("slippery", "whether steps may go elsewhere than intended"),
      ParameterDescription(
        "success", "how likely a step on slippery ice goes as intended", in: .unit),
    ]

    func lake(_ map: FrozenLake.Map) -> ToyWorld<FrozenLake> {
      ToyWorld(FrozenLake(map: map, success: success, isSlippery: slippery))
    }
  }

  private static let moves = ["left", "down", "right", "up"]

  /// A lake of 4×4 cells, slippery, and at most 100 steps.
  public static let small = EnvironmentEntry(
    "FrozenLake-v1", summary: "Cross slippery ice with holes in it.",
    rewards: "1 at the goal; ends there, in a hole, or after 100 steps", source: "Gymnasium 1.4",
    randomReturn: 0.01394, solvedReturn: 0.7, trainingSteps: 100_000, actionNames: moves,
    options: Options.self
  ) { TimeLimited($0.lake(.small), steps: 100) }

  /// A lake of 8×8 cells, slippery, and at most 200 steps.
  public static let large = EnvironmentEntry(
    "FrozenLake8x8-v1", summary: "Cross a wider stretch of slippery ice.",
    rewards: "1 at the goal; ends there, in a hole, or after 200 steps", source: "Gymnasium 1.4",
    randomReturn: 0.001901, solvedReturn: 0.85, trainingSteps: 500_000, actionNames: moves,
    options: Options.self
  ) { TimeLimited($0.lake(.large), steps: 200) }
}
