public import ReinforcementLearning

/// A walk along a cliff: the shortest way is the one that a slip ends.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the cell, row by row from the upper left | – | 0…47 |
///
/// Actions `0` to `3` step up, right, down and left; at the edge the walker stays.  Each step costs
/// 1, one over the cliff 100, and leads back to the start without ending the episode.  The goal in
/// the lower right corner terminates; the start is the lower left one.  On slippery ground a step
/// goes ahead or to one of the two sides, each with a probability of a third.
///
/// Follows Sutton and Barto, *Reinforcement learning*, example 6.6, as Gymnasium does: its episodes
/// are the same, seed for seed.
public struct CliffWalking: Environment {
  /// What may be chosen about the ground.
  public struct Options: EnvironmentOptions {
    var isSlippery = false
    var observation = GridObservation.index

    public static let parameters = [
      ParameterDescription("isSlippery", "whether steps may go to the side"),
      GridObservation.parameter,
    ]

    /// Creates the defaults.
    public init() {}
  }

  private static let grid = OpenGrid(rows: 4, columns: 12)
  private static let (start, goal) = (36, 47)

  private let isSlippery: Bool
  private var cell = CliffWalking.start

  /// Creates a walk from the lower left corner.
  public init(_ options: Options = Options()) { isSlippery = options.isSlippery }

  public var observationSpace: Space { .discrete(Self.grid.count) }
  public var actionSpace: Space { .discrete(4) }

  public mutating func reset(using random: inout RandomSource) {
    _ = random.uniform()  // Gymnasium draws although there is one start
    cell = Self.start
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let draw = random.uniform()  // as Gymnasium, which draws for sure steps too
    let turn = !isSlippery ? 0 : draw < 1.0 / 3 ? -1 : draw < 2.0 / 3 ? 0 : 1
    let (next, outcome) = Self.step(from: cell, action, turn: turn)
    cell = next
    return outcome
  }

  public func observe(into row: inout MutableSpan<Float>) { row[0] = Float(cell) }

  private static let order: [GridDirection] = [.up, .right, .down, .left]

  private static func step(
    from cell: Int, _ action: Int, turn: Int
  ) -> (next: Int, outcome: Outcome) {
    let next = grid.cell(from: cell, order[(action + turn) & 3])
    if next > start, next < goal { return (start, Outcome(reward: -100)) }
    return (next, Outcome(reward: -1, ending: next == goal ? .terminated : nil))
  }
}

extension CliffWalking {
  /// The task as Gymnasium registers it, but for a limit of 1,000 steps, so that every evaluation has
  /// an end.
  public static let v1 = EnvironmentEntry(
    "CliffWalking-v1", summary: "Walk along a cliff to the far corner.",
    rewards:
      "−1 a step, −100 over the cliff and back to the start; ends at the goal, or after 1000",
    source: "Sutton and Barto, example 6.6; Gymnasium", solvedReturn: -13, trainingSteps: 50_000,
    actionNames: ["up", "right", "down", "left"], options: Options.self
  ) { try $0.observation.prototype(of: CliffWalking($0), limit: 1_000) }
}

// MARK: - Laws

extension CliffWalking: MappedMDP {
  public var stateCount: Int { Self.grid.count }
  public var state: Int { cell }
  public var discount: Double { 1 }

  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    guard state <= Self.start else {
      return [StateTransition(next: state, reward: 0, isTerminal: true)]
    }
    let turns = isSlippery ? [-1, 0, 1] : [0]
    return turns.map { turn in
      let (next, outcome) = Self.step(from: state, action, turn: turn)
      return StateTransition(
        probability: 1 / Double(turns.count), next: next, reward: outcome.reward,
        isTerminal: outcome.ending != nil)
    }
  }

  public func startDistribution() -> [StartState] {
    [StartState(state: Self.start, probability: 1)]
  }

  public func area(of state: Int) -> Canvas.Bounds? { Self.grid.area(of: state) }
}

// MARK: - Appearance

extension CliffWalking: Drawable {
  public func draw(on canvas: inout Canvas) {
    Self.grid.draw(on: &canvas) { cell in
      cell == Self.goal ? .green : cell > Self.start ? .ink : .paper
    }
    Self.grid.drawWalker(in: cell, on: &canvas)
  }
}

/// The cliff is lava.
extension CliffWalking: GridScene {
  var plan: GridPlan {
    Self.grid.plan(start: Self.start) { cell in
      cell == Self.goal ? GridCell(.goal) : cell > Self.start ? GridCell(.lava) : .floor
    }
  }

  func direction(after action: Int) -> GridDirection? { Self.order[action] }

  func arrange(_ picture: inout GridWorld) { picture.walker = Self.grid.walled(cell) }
}
