public import ReinforcementLearning

/// A dive to a treasure that only one of many ways down leads to, every step of which costs.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the cell, row by row from the upper left; the last index at the bottom | – | 0…N² |
///
/// Each step goes one row down.  In every cell one of the two actions means right and the other left,
/// as a random but fixed map says.  Going right costs 0.01/N, even where it fails; right in the last
/// column of the last row pays 1.  N steps are an episode.  Where the sea is stochastic, going right
/// fails with a probability of 1/N, and normal noise is added to what is paid in the lower corners.
///
/// Follows Osband and others, *Behaviour suite for reinforcement learning*, ICLR 2020.
public struct DeepSea: Environment {
  /// What may be chosen about the sea.
  public struct Options: EnvironmentOptions {
    var size = 10
    var isStochastic = false
    var map = 0
    var observation = GridObservation.index

    public static let parameters = [
      ParameterDescription("size", "N, how many rows and columns there are", in: 2...1_000),
      ParameterDescription("isStochastic", "whether steps to the right may fail"),
      ParameterDescription("map", "the seed of what the actions mean", in: 0...1e9),
      GridObservation.parameter,
    ]

    /// Creates the defaults.
    public init() {}
  }

  private let size: Int
  private let isStochastic: Bool
  private let map: [Bool]  // whether action 1 means right in each cell
  private var cell = 0

  /// Creates a dive from the upper left corner.
  public init(_ options: Options = Options()) {
    size = options.size
    isStochastic = options.isStochastic
    var random = RandomSource(seed: UInt64(options.map), stream: "DeepSea")
    map = (0..<options.size * options.size).map { _ in random.integer(below: 2) == 1 }
  }

  private var depths: Depths { Depths(size: size) }
  private var bottom: Int { size * size }
  private var grid: OpenGrid { OpenGrid(rows: size, columns: size) }

  public var observationSpace: Space { .discrete(bottom + 1) }
  public var actionSpace: Space { .discrete(2) }

  public mutating func reset(using random: inout RandomSource) { cell = 0 }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    dive(isOne: action == 1, through: depths, using: &random)
  }

  public static func step(_ cohort: Cohort<DeepSea>) {
    let depths = cohort[0].pointee.depths
    for copy in 0..<cohort.count {
      cohort.settle(
        copy,
        cohort[copy].pointee.dive(
          isOne: cohort.number(of: copy) == 1, through: depths,
          using: &cohort.random(of: copy).pointee))
    }
  }

  public func observe(into row: inout MutableSpan<Float>) { row[0] = Float(cell) }

  @inline(__always)
  private mutating func dive(
    isOne: Bool, through depths: Depths, using random: inout RandomSource
  ) -> Outcome {
    let isRight = isOne == map[cell]
    var reward = depths.reward(in: cell, isRight: isRight)
    if isStochastic, depths.isCorner(cell) { reward += random.normal() }
    let fails = isStochastic && isRight && random.uniform() < 1 / Double(size)
    cell = depths.next(from: cell, isRight: isRight, fails: fails)
    return Outcome(reward: reward, ending: cell == depths.bottom ? .terminated : nil)
  }
}

/// What a step in a sea of so many rows and columns leads to.
///
/// All divisions are done as it is made, since they take more time than all else in a step.
private struct Depths {
  let size: Int
  let bottom: Int
  private let cost: Double  // of a step to the right
  // Just above 2³² over the size: its product with a cell has the row in its upper half, as long as
  // there are not many more than the thousand rows that may be chosen.
  private let reciprocal: Int

  init(size: Int) {
    self.size = size
    bottom = size * size
    cost = 0.01 / Double(size)
    reciprocal = (1 << 32) / size + 1
  }

  @inline(__always)
  func reward(in cell: Int, isRight: Bool) -> Double {
    // Reckoned either way, since no processor foretells which it is.
    let worth = (cell == bottom - 1 ? 1 : 0) - cost
    return isRight ? worth : 0
  }

  @inline(__always)
  func isCorner(_ cell: Int) -> Bool { cell == bottom - size || cell == bottom - 1 }

  @inline(__always)
  func next(from cell: Int, isRight: Bool, fails: Bool) -> Int {
    let row = (cell &* reciprocal) >> 32
    let first = row &* size
    guard row &+ 1 < size else { return bottom }
    let shift = isRight ? (fails ? 0 : 1) : -1
    return first &+ size &+ min(max(cell &- first &+ shift, 0), size &- 1)
  }
}

extension DeepSea {
  /// A sea of ten rows.
  public static let v0 = EnvironmentEntry(
    "DeepSea-v0", summary: "Dive to a treasure that one of 1,024 ways leads to.",
    rewards: "−0.001 for each step to the right, 1 for the treasure; ten steps",
    source: "Osband and others, Behaviour suite, 2020", randomReturn: -0.004, solvedReturn: 0.99,
    trainingSteps: 50_000, actionNames: ["0", "1"], options: Options.self
  ) { try $0.observation.prototype(of: DeepSea($0), limit: nil) }
}

// MARK: - Laws

extension DeepSea: MappedMDP {
  public var stateCount: Int { bottom + 1 }
  public var state: Int { cell }
  public var discount: Double { 1 }

  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    guard state < bottom else {
      return [StateTransition(next: state, reward: 0, isTerminal: true)]
    }
    let isRight = (action == 1) == map[state]
    let failure = isStochastic && isRight ? 1 / Double(size) : 0
    let depths = depths
    return [(false, 1 - failure), (true, failure)].filter { $0.1 > 0 }.map { fails, probability in
      let next = depths.next(from: state, isRight: isRight, fails: fails)
      return StateTransition(
        probability: probability, next: next, reward: depths.reward(in: state, isRight: isRight),
        isTerminal: next == bottom)
    }
  }

  public func startDistribution() -> [StartState] { [StartState(state: 0, probability: 1)] }

  public func area(of state: Int) -> Canvas.Bounds? {
    state < bottom ? grid.area(of: state) : nil
  }
}

// MARK: - Appearance

extension DeepSea: Drawable {
  public func draw(on canvas: inout Canvas) {
    grid.draw(on: &canvas) { cell in
      cell == bottom - 1
        ? .yellow : cell % size > cell / size ? Color.muted.opacity(0.5) : Color.sky.opacity(0.4)
    }
    if cell < bottom { grid.drawWalker(in: cell, on: &canvas) }
  }
}

/// The treasure is a goal.  At the bottom, wherever it was reached, the diver is in the wall below the
/// first column.
extension DeepSea: GridScene {
  var plan: GridPlan {
    grid.plan(start: 0, facing: .down) { $0 == bottom - 1 ? GridCell(.goal) : .floor }
  }

  /// Always down.
  func direction(after action: Int) -> GridDirection? { nil }

  func arrange(_ picture: inout GridWorld) { picture.walker = grid.walled(cell) }
}
