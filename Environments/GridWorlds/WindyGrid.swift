public import ReinforcementLearning

/// A grid across which the wind blows upwards.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the cell, row by row from the upper left | – | 0…69 |
///
/// Actions `0` to `3` step up, right, down and left, `4` to `7`, if there are as many, up and right,
/// down and right, down and left, up and left, and `8` stays.  The wind of the column that is left
/// carries the walker up by 0 to 2 cells, on stochastic days by one less or one more, each with a
/// probability of a third.  At the edge the walker stays.  Each step costs 1; the goal terminates.
///
/// Follows Sutton and Barto, *Reinforcement learning*, example 6.5 and exercises 6.9 and 6.10.
public struct WindyGrid: Environment {
  /// What may be chosen about the day.
  public struct Options: EnvironmentOptions {
    var moves = 4
    var isStochastic = false
    var observation = GridObservation.index

    public static let parameters = [
      ParameterDescription("moves", "how many actions there are: 4, 8 or 9", in: 4...9),
      ParameterDescription("isStochastic", "whether the wind changes by chance"),
      GridObservation.parameter,
    ]

    /// Creates the defaults.
    public init() {}

    public func validate() throws {
      guard [4, 8, 9].contains(moves) else {
        throw Failure(
          .configuration, "there are no \(moves) moves on a grid", remedy: "choose 4, 8 or 9")
      }
    }
  }

  private static let grid = OpenGrid(rows: 7, columns: 10)
  private static let (start, goal) = (30, 37)
  private static let wind = [0, 0, 0, 1, 1, 1, 2, 2, 1, 0]
  // By how many rows and columns each action moves.
  private static let moves = [
    (-1, 0), (0, 1), (1, 0), (0, -1), (-1, 1), (1, 1), (1, -1), (-1, -1), (0, 0),
  ]

  private let options: Options
  private var cell = WindyGrid.start

  /// Creates a walk from the left to the middle of the right half.
  public init(_ options: Options = Options()) { self.options = options }

  public var observationSpace: Space { .discrete(Self.grid.count) }
  public var actionSpace: Space { .discrete(options.moves) }

  public mutating func reset(using random: inout RandomSource) { cell = Self.start }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let gust = isGusty(in: cell) ? random.integer(below: 3) - 1 : 0
    cell = Self.next(from: cell, action, gust: gust)
    return Outcome(reward: -1, ending: cell == Self.goal ? .terminated : nil)
  }

  public func observe(into row: inout MutableSpan<Float>) { row[0] = Float(cell) }

  private func isGusty(in cell: Int) -> Bool {
    options.isStochastic && Self.wind[cell % Self.grid.columns] > 0
  }

  private static func next(from cell: Int, _ action: Int, gust: Int) -> Int {
    let (row, column) = (cell / grid.columns, cell % grid.columns)
    return grid.cell(
      row: row + moves[action].0 - wind[column] - gust, column: column + moves[action].1)
  }
}

extension WindyGrid {
  /// Four moves on a steady day, and at most 1,000 of them.
  public static let v0 = EnvironmentEntry(
    "WindyGrid-v0", summary: "Walk across a grid in a steady wind.",
    rewards: "−1 a step; ends at the goal, or after 1000",
    source: "Sutton and Barto, example 6.5", solvedReturn: -15, trainingSteps: 50_000,
    options: Options.self
  ) { options in
    try options.observation.prototype(
      of: WindyGrid(options), limit: 1_000,
      actionNames: Array(
        [
          "up", "right", "down", "left", "up right", "down right", "down left", "up left", "stay",
        ].prefix(options.moves)))
  }
}

// MARK: - Laws

extension WindyGrid: MappedMDP {
  public var stateCount: Int { Self.grid.count }
  public var state: Int { cell }
  public var discount: Double { 1 }

  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    guard state != Self.goal else {
      return [StateTransition(next: state, reward: 0, isTerminal: true)]
    }
    let gusts = isGusty(in: state) ? [-1, 0, 1] : [0]
    return gusts.map { gust in
      let next = Self.next(from: state, action, gust: gust)
      return StateTransition(
        probability: 1 / Double(gusts.count), next: next, reward: -1,
        isTerminal: next == Self.goal)
    }
  }

  public func startDistribution() -> [StartState] {
    [StartState(state: Self.start, probability: 1)]
  }

  public func area(of state: Int) -> Canvas.Bounds? { Self.grid.area(of: state) }
}

// MARK: - Appearance

extension WindyGrid: Drawable {
  public func draw(on canvas: inout Canvas) {
    Self.grid.draw(on: &canvas) { cell in
      cell == Self.goal
        ? .green : Color.sky.opacity(0.25 * Double(Self.wind[cell % Self.grid.columns]))
    }
    Self.grid.drawWalker(in: cell, on: &canvas)
  }
}

/// The wind, which blows by the same laws in every episode, is not seen.
extension WindyGrid: GridScene {
  var plan: GridPlan {
    Self.grid.plan(start: Self.start) { $0 == Self.goal ? GridCell(.goal) : .floor }
  }

  /// To the side, where a step goes there too.
  func direction(after action: Int) -> GridDirection? {
    switch Self.moves[action] {
    case (_, 1): .right
    case (_, -1): .left
    case (1, _): .down
    case (-1, _): .up
    default: nil
    }
  }

  func arrange(_ picture: inout GridWorld) { picture.walker = Self.grid.walled(cell) }
}
