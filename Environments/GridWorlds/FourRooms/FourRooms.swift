public import ReinforcementLearning

/// Four rooms joined by four hallways, one of which is the goal.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the free cell, row by row from the upper left | – | 0…103 |
///
/// Actions `0` to `3` step up, right, down and left; against a wall the walker stays.  A step goes
/// in one of the other three directions with probability `slip`, each as likely as another.
/// Reaching the goal, the hallway between the two rooms on the right (cell 62), pays 1 and
/// terminates; nothing else pays.  The start is any other cell, all equally likely.
///
/// Follows Sutton, Precup and Singh, *Between MDPs and semi-MDPs: a framework for temporal
/// abstraction in reinforcement learning*, Artificial Intelligence 112, 1999, with its γ of 0.9; its
/// steps are not sure, `slip` being 1/3.  The numbers of the cells and the starts are those of
/// Bacon, Harb and Precup, *The option-critic architecture*, AAAI 2017.
public struct FourRooms: Environment {
  static let map = GridMap(
    """
    wwwwwwwwwwwww
    w     w     w
    w     w     w
    w           w
    w     w     w
    w     w     w
    ww wwww     w
    w     www www
    w     w     w
    w     w     w
    w           w
    w     w     w
    wwwwwwwwwwwww
    """)
  private static let goal = 62

  private let footing: Footing
  private var cell = 0

  /// Creates a walk through the four rooms.
  ///
  /// - Parameter slip: How likely a step goes elsewhere than intended.
  /// - Precondition: `slip` lies between 0 and 1.
  public init(slip: Double = 0) {
    precondition((0...1).contains(slip), "a probability of slipping of \(slip)")
    footing = Footing(slip: slip)
  }

  public var observationSpace: Space { .discrete(Self.map.places.count) }
  public var actionSpace: Space { .discrete(GridDirection.allCases.count) }

  public mutating func reset(using random: inout RandomSource) {
    let start = random.integer(below: stateCount - 1)
    cell = start < Self.goal ? start : start + 1
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let direction = footing.direction(intending: Self.direction(of: action), using: &random)
    cell = Self.map.cell(from: cell, direction)
    return cell == Self.goal ? Outcome(reward: 1, ending: .terminated) : Outcome(reward: 0)
  }

  public func observe(into row: inout MutableSpan<Float>) { row[0] = Float(cell) }

  private static func direction(of action: Int) -> GridDirection {
    guard let direction = GridDirection(rawValue: action) else {
      preconditionFailure("\(action) is none of the four directions")
    }
    return direction
  }
}

extension FourRooms {
  /// What may be chosen about the walk.
  public struct Options: EnvironmentOptions {
    var observation = GridObservation.index
    var actions = GridActions.moves
    var slip = 0.0

    public static let parameters = GridRecipe.parameters

    /// Creates the defaults.
    public init() {}
  }

  /// Sure steps, and at most 200 of them: the longest of the shortest paths takes 14.
  ///
  /// No limit is published with the task.
  public static let v0 = EnvironmentEntry(
    "FourRooms-v0", summary: "Walk through four rooms to a hallway.",
    rewards: "1 at the goal, which ends the episode, as do 200 steps",
    source: "Sutton, Precup and Singh, 1999; Bacon, Harb and Precup, 2017",
    randomReturn: 0.38, solvedReturn: 1, trainingSteps: 50_000,
    actionNames: ["up", "right", "down", "left"], options: Options.self
  ) { try prototype($0) }

  private static func prototype(_ options: Options) throws -> EnvironmentPrototype {
    guard options.observation == .index, options.actions == .moves else {
      return try recipe(options.actions, slip: options.slip)
        .prototype(seenAs: options.observation, levels: GridSupply())
    }
    return EnvironmentPrototype(
      TimeLimited(FourRooms(slip: options.slip), steps: limit), goals: goals)
  }

  private static let limit = 200

  /// The same rooms as a level like any other, which can be seen in other ways.
  static func recipe(_ actions: GridActions, slip: Double) -> GridRecipe {
    var plan = GridPlan(
      rows: map.rows, columns: map.columns,
      cells: Array(repeating: .wall, count: map.rows * map.columns))
    for (cell, place) in map.places.enumerated() {
      plan[place.row, place.column] = cell == goal ? GridCell(.goal) : .floor
      if cell != goal { plan.start(place.row, place.column, facing: nil) }
    }
    return GridRecipe(
      layout: .fixed(plan),
      rules: GridRules(actions: actions, slip: slip, discount: 0.9, limit: limit))
  }
}

// MARK: - Laws

extension FourRooms: FiniteMDP {
  public var stateCount: Int { Self.map.places.count }
  public var state: Int { cell }
  public var discount: Double { 0.9 }

  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    guard state != Self.goal else {
      return [StateTransition(next: state, reward: 0, isTerminal: true)]
    }
    return footing.probabilities(intending: Self.direction(of: action)).map {
      let next = Self.map.cell(from: state, $0)
      let isGoal = next == Self.goal
      return StateTransition(
        probability: $1, next: next, reward: isGoal ? 1 : 0, isTerminal: isGoal)
    }
  }

  public func startDistribution() -> [StartState] {
    (0..<stateCount).filter { $0 != Self.goal }
      .map { StartState(state: $0, probability: 1 / Double(stateCount - 1)) }
  }
}

// MARK: - Appearance

extension FourRooms: Drawable {
  public func draw(on canvas: inout Canvas) {
    Self.map.draw(on: &canvas)
    Self.map.draw(.goal, in: Self.goal, on: &canvas)
    Self.map.draw(.walker, in: cell, on: &canvas)
  }
}

extension FourRooms: MappedMDP {
  public func area(of state: Int) -> Canvas.Bounds? { Self.map.area(of: state) }
}
