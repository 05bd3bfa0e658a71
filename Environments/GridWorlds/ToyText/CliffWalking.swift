public import ReinforcementLearning

/// A walk along a cliff; seed for seed as in Gymnasium 1.4.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the cell of 4×12, row by row from the upper left | – | 0…47 |
///
/// Actions `0` to `3` step up, right, down and left; at the edge the walker stays.  On slippery
/// ground a step goes as intended, or to one of the two sides, each with probability 1/3.  Every
/// step costs 1; one into the cliff costs 100 and leads back to the start in the lower left.  The
/// goal in the lower right terminates.
///
/// Follows Sutton and Barto, *Reinforcement learning: an introduction*, second edition, 2018,
/// example 6.6, as Gymnasium 1.4 has it.
struct CliffWalking: ToyTask {
  static let tables = Memo<Self, ToyTable>()
  private static let rows = 4
  private static let columns = 12
  private static let start = 36
  private static let goal = 47

  /// Whether steps may go elsewhere than intended.
  var isSlippery = false

  var discount: Double { 1 }
  var stateCount: Int { Self.rows * Self.columns }
  var actionCount: Int { 4 }
  var starts: [StartState] { [StartState(state: Self.start, probability: 1)] }

  func law(of state: Int, _ action: Int) -> [StateTransition] {
    guard state != Self.goal else {
      return [StateTransition(next: state, reward: 0, isTerminal: true)]
    }
    let directions = isSlippery ? [(action + 3) % 4, action, (action + 1) % 4] : [action]
    return directions.map {
      transition(from: state, $0, probability: 1 / Double(directions.count))
    }
  }

  private static func isCliff(_ state: Int) -> Bool { start < state && state < goal }

  private func transition(
    from state: Int, _ direction: Int, probability: Double
  ) -> StateTransition {
    var (row, column) = state.quotientAndRemainder(dividingBy: Self.columns)
    switch direction {
    case 0: row = max(row - 1, 0)
    case 1: column = min(column + 1, Self.columns - 1)
    case 2: row = min(row + 1, Self.rows - 1)
    default: column = max(column - 1, 0)
    }
    let next = row * Self.columns + column
    return Self.isCliff(next)
      ? StateTransition(probability: probability, next: Self.start, reward: -100)
      : StateTransition(
        probability: probability, next: next, reward: -1, isTerminal: next == Self.goal)
  }

  func draw(_ state: Int, on canvas: inout Canvas) {
    let painter = GridPainter(rows: Self.rows, columns: Self.columns)
    painter.begin(&canvas)
    for cell in 0..<stateCount {
      let fill: Color = cell == Self.goal ? .green : Self.isCliff(cell) ? .ink : .paper
      painter.square(cell / Self.columns, cell % Self.columns, fill: fill, on: &canvas)
    }
    painter.disc(state / Self.columns, state % Self.columns, fill: .orange, on: &canvas)
  }

  func area(of state: Int, in present: Int) -> Canvas.Bounds? {
    GridPainter(rows: Self.rows, columns: Self.columns)
      .area(state / Self.columns, state % Self.columns)
  }
}

// MARK: - Registration

/// The walk along the cliff.
public enum Cliffs {
  private struct Options: EnvironmentOptions {
    var slippery = false

    static let parameters = [
      ParameterDescription("slippery", "whether steps may go to either side instead")
    ]
  }

  /// Sure steps, and no limit of them.
  public static let v1 = EnvironmentEntry(
    "CliffWalking-v1", summary: "Walk along a cliff without falling off.",
    rewards: "−1 a step, −100 and back to the start at the cliff; ends at the goal",
    source: "Sutton and Barto, 2018; Gymnasium 1.4", solvedReturn: -17, trainingSteps: 50_000,
    actionNames: ["up", "right", "down", "left"], options: Options.self
  ) { ToyWorld(CliffWalking(isSlippery: $0.slippery)) }
}
