public import ReinforcementLearning

/// The car of ``MountainCar`` with a pedal: any push up to the greatest, and pushing costs.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | position of the car | – | −1.2…0.6 |
/// | its velocity | per step | ±0.07 |
///
/// The action, a number within ±1, is the push as a share of the greatest, and costs a tenth of its
/// square.  The episode terminates once the car is at 0.45 or beyond without rolling back, which
/// pays 100.  It begins at rest, uniformly between −0.6 and −0.4.
///
/// Follows Gymnasium, after Moore, *Efficient memory-based learning for robot control*, 1990: its
/// episodes are the same, seed for seed.  There the first step of an episode is computed in double
/// precision and all others in single, and so it is here.
public struct MountainCarContinuous: Environment {
  private let hillside: Hillside
  private var position = -0.5
  private var velocity = 0.0
  private var isFresh = true  // before the first step

  /// Creates a car at rest.
  public init(in hillside: Hillside = .continuous) { self.hillside = hillside }

  public var observationSpace: Space { hillside.space }
  public var actionSpace: Space { .box(Box([-1...1])) }

  public mutating func reset(using random: inout RandomSource) {
    position = Hillside.start(using: &random)
    velocity = 0
    isFresh = true
  }

  public mutating func step(_ action: Float, using random: inout RandomSource) -> Outcome {
    let hasArrived =
      isFresh
      ? advance(position, velocity, by: action)
      : advance(Float(position), Float(velocity), by: action)
    isFresh = false
    let cost = Double(action) * Double(action) * 0.1
    return Outcome(
      reward: (hasArrived ? 100 : 0) - cost, ending: hasArrived ? .terminated : nil)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(position)
    row[1] = Float(velocity)
  }
}

extension MountainCarContinuous {
  /// The task as Gymnasium registers it, with episodes of at most 999 steps.
  public static let v0 = EnvironmentEntry(
    "MountainCarContinuous-v0",
    summary: "Swing a weak car out of a valley, sparing with the pedal.",
    rewards: "100 on top of the right hill, less a tenth of each push squared; or after 999 steps",
    source: "Moore, 1990; Gymnasium", randomReturn: -33.3, solvedReturn: 90,
    trainingSteps: 50_000,
    options: Options.self
  ) { TimeLimited(MountainCarContinuous(in: $0.hillside), steps: 999) }

  /// What may be chosen about the valley.
  public struct Options: EnvironmentOptions {
    var gravity = 0.0025
    var push = 0.0015
    var greatestSpeed = 0.07
    var goal = 0.45
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

// MARK: - Mechanics

extension MountainCarContinuous {
  /// Moves the car, in the precision of the arguments; whether it has arrived.
  private mutating func advance<Scalar: BinaryFloatingPoint>(
    _ position: Scalar, _ velocity: Scalar, by action: Float
  ) -> Bool {
    var position = position
    let push = action * Float(hillside.push)
    let pull = Float(
      hillside.pull(whereCosineIs: Direction(of: Double(3 * position)).cosine))
    var velocity = velocity + Scalar(push + pull)
    hillside.move(&position, by: &velocity)
    let hasArrived = hillside.isGoal(position, velocity)
    self.position = Double(Float(position))
    self.velocity = Double(Float(velocity))
    return hasArrived
  }
}

// MARK: - Appearance

extension MountainCarContinuous: Drawable {
  public func draw(on canvas: inout Canvas) { hillside.draw(carAt: position, on: &canvas) }
}
