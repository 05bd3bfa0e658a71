import ReinforcementLearning

/// The finite worlds that solvers are tried on.
enum FiniteModels {
  /// A process whose laws are drawn from a seed; every action may lead to `branching` states.
  static func random(
    states: Int, actions: Int, branching: Int, seed: UInt64, discount: Double
  ) throws -> FiniteModel {
    var random = RandomSource(seed: seed)
    return try FiniteModel(
      stateCount: states, actionCount: actions, discount: discount,
      starts: [StartState(state: 0, probability: 1)]
    ) { _, _ in
      let weights = (0..<branching).map { _ in random.uniform() + 0.01 }
      let total = weights.reduce(0, +)
      return zip(random.choices(branching, below: states), weights).map {
        StateTransition(probability: $1 / total, next: $0, reward: random.normal())
      }
    }
  }

  /// The grid of Russell and Norvig, *Artificial Intelligence: a Modern Approach*: four columns and
  /// three rows, a wall in the second column and row, and two exits that pay 1 and −1; every other
  /// step costs 0.04 and slips to either side one time in ten.
  ///
  /// States are numbered row by row from the lower left, the wall and the exits being left out.
  struct Exits {
    static let cells = [
      (1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (3, 2), (1, 3), (2, 3), (3, 3),
    ]
    private static let moves = [(0, 1), (1, 0), (0, -1), (-1, 0)]

    static func model(discount: Double) throws -> FiniteModel {
      try FiniteModel(
        stateCount: cells.count, actionCount: 4, discount: discount,
        starts: [StartState(state: 0, probability: 1)]
      ) { state, action in
        [(0, 0.8), (1, 0.1), (3, 0.1)].map { turn, probability in
          arrival(from: state, moves[(action + turn) % 4], probability, discount)
        }
      }
    }

    /// The exit pays one step later: what it pays is discounted once more.
    private static func arrival(
      from state: Int, _ move: (Int, Int), _ probability: Double, _ discount: Double
    ) -> StateTransition {
      let place = (cells[state].0 + move.0, cells[state].1 + move.1)
      if let next = cells.firstIndex(where: { $0 == place }) {
        return StateTransition(probability: probability, next: next, reward: -0.04)
      }
      switch place {
      case (4, 3):
        return StateTransition(
          probability: probability, next: state, reward: -0.04 + discount, isTerminal: true)
      case (4, 2):
        return StateTransition(
          probability: probability, next: state, reward: -0.04 - discount, isTerminal: true)
      default: return StateTransition(probability: probability, next: state, reward: -0.04)
      }
    }
  }
}
