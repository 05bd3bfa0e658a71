public import ReinforcementLearning

/// A car in a valley whose engine is too weak for the hill: it must swing to and fro to get out.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | position of the car | – | −1.2…0.6 |
/// | its velocity | per step | ±0.07 |
///
/// Action `0` pushes to the left, `1` not at all, `2` to the right.  Each step costs 1, the last one
/// too; or else nothing is paid but 1 at the goal.  The episode terminates once the car is at 0.5 or beyond without rolling back; a wall on the
/// left stops it.  It begins at rest, uniformly between −0.6 and −0.4.
///
/// Follows Moore, *Efficient memory-based learning for robot control*, PhD thesis, University of
/// Cambridge, 1990, as Gymnasium does: its episodes are the same, seed for seed.
public struct MountainCar: Environment {
  private let hillside: Hillside
  private let isSparse: Bool
  private var position = -0.5
  private var velocity = 0.0

  /// Creates a car at rest, which is paid for the goal alone where rewards are sparse.
  public init(in hillside: Hillside = .discrete, isSparse: Bool = false) {
    self.hillside = hillside
    self.isSparse = isSparse
  }

  public var observationSpace: Space { hillside.space }
  public var actionSpace: Space { .discrete(3) }

  public mutating func reset(using random: inout RandomSource) {
    position = Hillside.start(using: &random)
    velocity = 0
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    advance(hillside, Direction(of: 3 * position), to: Double(action - 1))
  }

  public static func step(_ cohort: Cohort<MountainCar>) {
    Directions.withMemory { directions in
      directions.find(cohort.count) { 3 * cohort[$0].pointee.position }
      let hillside = cohort[0].pointee.hillside
      for copy in 0..<cohort.count {
        let side = Double(cohort.number(of: copy) - 1)
        cohort.settle(copy, cohort[copy].pointee.advance(hillside, directions[copy], to: side))
      }
    }
  }

  /// One step under a push to the left (−1), to the right (1) or none, from where thrice the position
  /// is an angle in a `direction`.
  @inline(__always)
  private mutating func advance(
    _ hillside: Hillside, _ direction: Direction, to side: Double
  ) -> Outcome {
    velocity += side * hillside.push + hillside.pull(whereCosineIs: direction.cosine)
    hillside.move(&position, by: &velocity)
    let isOver = hillside.isGoal(position, velocity)
    return Outcome(reward: isSparse ? (isOver ? 1 : 0) : -1, ending: isOver ? .terminated : nil)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(position)
    row[1] = Float(velocity)
  }
}

extension MountainCar {
  /// The task as Gymnasium registers it, with episodes of at most 200 steps.
  public static let v0 = EnvironmentEntry(
    "MountainCar-v0", summary: "Swing a weak car out of a valley.",
    rewards: "−1 a step; ends on top of the right hill, or after 200",
    source: "Moore, 1990; Gymnasium", randomReturn: -200, solvedReturn: -110,
    trainingSteps: 120_000, actionNames: ["push left", "coast", "push right"],
    options: Options.self
  ) { TimeLimited(MountainCar(in: $0.hillside), steps: 200) }

  /// The task with nothing paid before the goal, which random actions hardly ever see, as Houthooft
  /// and others, *VIME: variational information maximizing exploration*, 2016, have it.
  public static let sparse = EnvironmentEntry(
    "MountainCarSparse-v0", summary: "Swing a weak car out of a valley, paid at the goal alone.",
    rewards: "1 on top of the right hill, which ends it, or nothing after 200 steps",
    source: "Moore, 1990; Houthooft and others, 2016", randomReturn: 0, solvedReturn: 0.8,
    trainingSteps: 150_000, actionNames: ["push left", "coast", "push right"],
    options: Options.self
  ) { TimeLimited(MountainCar(in: $0.hillside, isSparse: true), steps: 200) }

  /// What may be chosen about the valley.
  public struct Options: EnvironmentOptions {
    var gravity = 0.0025
    var push = 0.001
    var greatestSpeed = 0.07
    var goal = 0.5
    var goalVelocity = 0.0

    public static let parameters = Hillside.parameters

    /// Creates the published valley.
    public init() {}

    fileprivate var hillside: Hillside {
      var hillside = Hillside(push: push, goal: goal)
      hillside.gravity = gravity
      hillside.greatestSpeed = greatestSpeed
      hillside.goalVelocity = goalVelocity
      return hillside
    }
  }
}

// MARK: - Appearance

extension MountainCar: Drawable {
  public func draw(on canvas: inout Canvas) { hillside.draw(carAt: position, on: &canvas) }
}
