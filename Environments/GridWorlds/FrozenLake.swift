public import ReinforcementLearning

/// A frozen lake to be crossed, without falling into a hole, on slippery ice.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the cell, row by row from the upper left | – | 0…15 or 0…63 |
///
/// Actions `0` to `3` step left, down, right and up; at the edge the walker stays.  A step goes where
/// it is meant to with probability `certainty`, a third by default, and else, equally likely, to one
/// of the two sides.  Reaching the goal in the lower right corner pays 1; it and every hole
/// terminate.  The start is the upper left corner.
///
/// Follows Gymnasium: its episodes are the same, seed for seed.
public struct FrozenLake: Environment {
  /// What may be chosen about the ice.
  public struct Options: EnvironmentOptions {
    var isSlippery = true
    var certainty = 1.0 / 3
    var observation = GridObservation.index

    public static let parameters = [
      ParameterDescription("isSlippery", "whether steps may go to the side"),
      ParameterDescription("certainty", "how likely a slippery step goes ahead", in: .unit),
      GridObservation.parameter,
    ]

    /// Creates the defaults.
    public init() {}
  }

  /// The lakes that Gymnasium has.
  public enum Lake: String, Codable, Sendable {
    /// Four rows of four.
    case small = "SFFFFHFHFFFHHFFG"
    /// Eight rows of eight.
    case large = "SFFFFFFFFFFFFFFFFFFHFFFFFFFFFHFFFFFHFFFFFHHFFFHFFHFFHFHFFFFHFFFG"
  }

  private let lake: Lake
  private let grid: OpenGrid
  private let tiles: [Tile]
  private let isSlippery: Bool
  private let cumulative: SIMD2<Double>  // up to the first and the second of three directions
  private var cell = 0

  private enum Tile: Codable {
    case ice, hole, goal
  }

  /// Creates a walk over a lake.
  public init(_ lake: Lake = .small, _ options: Options = Options()) {
    self.lake = lake
    tiles = lake.rawValue.map { $0 == "H" ? .hole : $0 == "G" ? .goal : .ice }
    let side = lake == .small ? 4 : 8
    grid = OpenGrid(rows: side, columns: side)
    isSlippery = options.isSlippery
    let aside = (1 - options.certainty) / 2
    cumulative = SIMD2(aside, aside + options.certainty)
  }

  public var observationSpace: Space { .discrete(grid.count) }
  public var actionSpace: Space { .discrete(4) }

  public mutating func reset(using random: inout RandomSource) {
    _ = random.uniform()  // Gymnasium draws although there is one start
    cell = 0
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let draw = random.uniform()  // as Gymnasium, which draws on firm ice too
    let turn = !isSlippery ? 0 : draw < cumulative[0] ? -1 : draw < cumulative[1] ? 0 : 1
    cell = grid.cell(from: cell, Self.direction(of: action, turn: turn))
    return outcome(of: cell)
  }

  public func observe(into row: inout MutableSpan<Float>) { row[0] = Float(cell) }

  private func outcome(of cell: Int) -> Outcome {
    switch tiles[cell] {
    case .ice: Outcome(reward: 0)
    case .hole: Outcome(reward: 0, ending: .terminated)
    case .goal: Outcome(reward: 1, ending: .terminated)
    }
  }

  private static let order: [GridDirection] = [.left, .down, .right, .up]

  private static func direction(of action: Int, turn: Int) -> GridDirection {
    order[(action + turn) & 3]
  }
}

extension FrozenLake {
  private static let actionNames = ["left", "down", "right", "up"]

  /// The small lake, with episodes of at most 100 steps.
  public static let v1 = EnvironmentEntry(
    "FrozenLake-v1", summary: "Cross a slippery lake of 16 cells between holes.",
    rewards: "1 at the goal; ends there, in a hole, or after 100 steps",
    source: "Gymnasium", randomReturn: 0.0139, solvedReturn: 0.7, trainingSteps: 100_000,
    actionNames: actionNames, options: Options.self
  ) { try $0.observation.prototype(of: FrozenLake(.small, $0), limit: 100) }

  /// The large lake, with episodes of at most 200 steps.
  public static let large = EnvironmentEntry(
    "FrozenLake8x8-v1", summary: "Cross a slippery lake of 64 cells between holes.",
    rewards: "1 at the goal; ends there, in a hole, or after 200 steps",
    source: "Gymnasium", randomReturn: 0.0019, solvedReturn: 0.85, trainingSteps: 300_000,
    actionNames: actionNames, options: Options.self
  ) { try $0.observation.prototype(of: FrozenLake(.large, $0), limit: 200) }
}

// MARK: - Laws

extension FrozenLake: MappedMDP {
  public var stateCount: Int { grid.count }
  public var state: Int { cell }
  // So small that what lies beyond the limit of steps hardly counts.
  public var discount: Double { 0.95 }

  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    guard tiles[state] == .ice else {
      return [StateTransition(next: state, reward: 0, isTerminal: true)]
    }
    let (first, second) = (cumulative[0], cumulative[1])
    let turns =
      isSlippery ? [(-1, first), (0, second - first), (1, 1 - second)] : [(0, 1)]
    return turns.map { turn, probability in
      let next = grid.cell(from: state, Self.direction(of: action, turn: turn))
      let outcome = outcome(of: next)
      return StateTransition(
        probability: probability, next: next, reward: outcome.reward,
        isTerminal: outcome.ending != nil)
    }
  }

  public func startDistribution() -> [StartState] { [StartState(state: 0, probability: 1)] }

  public func area(of state: Int) -> Canvas.Bounds? { grid.area(of: state) }
}

// MARK: - Appearance

extension FrozenLake: Drawable {
  public func draw(on canvas: inout Canvas) {
    grid.draw(on: &canvas) { cell in
      switch tiles[cell] {
      case .ice: Color.sky.opacity(0.35)
      case .hole: .ink
      case .goal: .green
      }
    }
    grid.drawWalker(in: cell, on: &canvas)
  }
}

/// Holes are lava.
extension FrozenLake: GridScene {
  var plan: GridPlan {
    grid.plan(start: 0) { cell in
      switch tiles[cell] {
      case .ice: .floor
      case .hole: GridCell(.lava)
      case .goal: GridCell(.goal)
      }
    }
  }

  func direction(after action: Int) -> GridDirection? { Self.order[action] }

  func arrange(_ picture: inout GridWorld) { picture.walker = grid.walled(cell) }
}
