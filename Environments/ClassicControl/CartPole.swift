public import ReinforcementLearning

/// A pole hinged to a cart, to be kept upright by pushing the cart to the left or to the right.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | position of the cart | m | ±4.8 |
/// | its velocity | m/s | unbounded |
/// | angle of the pole, clockwise from upright | rad | ±0.419 |
/// | its angular velocity | rad/s | unbounded |
///
/// Action `0` pushes to the left, `1` to the right, with 10 N for 0.02 s.  Each step earns 1, the
/// last one too.  The episode terminates once the cart is more than 2.4 m from the middle or the
/// pole more than 12° from upright.  It begins with all four numbers uniform within ±0.05.
///
/// Follows Barto, Sutton and Anderson, *Neuronlike adaptive elements that can solve difficult
/// learning control problems*, IEEE Transactions on Systems, Man, and Cybernetics 13, 1983, without
/// friction, as Gymnasium does: its episodes are the same, seed for seed.
public struct CartPole: Environment {
  private static let observed = Space.box(
    Box([-4.8...4.8, Box.unbounded, -0.41887903...0.41887903, Box.unbounded]))

  private let physics: CartPolePhysics
  private var state = CartPoleState()

  /// Creates a cart at rest in the middle, its pole upright.
  public init(physics: CartPolePhysics = CartPolePhysics()) { self.physics = physics }

  public var observationSpace: Space { Self.observed }
  public var actionSpace: Space { .discrete(2) }

  public mutating func reset(using random: inout RandomSource) {
    state.position = random.uniform(in: -0.05..<0.05)
    state.velocity = random.uniform(in: -0.05..<0.05)
    state.angle = random.uniform(in: -0.05..<0.05)
    state.angularVelocity = random.uniform(in: -0.05..<0.05)
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    advance(physics, Direction(of: state.angle), to: Double(2 * action - 1))
  }

  public static func step(_ cohort: Cohort<CartPole>) {
    Directions.withMemory { directions in
      directions.find(cohort.count) { cohort[$0].pointee.state.angle }
      let physics = cohort[0].pointee.physics
      for copy in 0..<cohort.count {
        let side = Double(2 * cohort.number(of: copy) - 1)
        cohort.settle(copy, cohort[copy].pointee.advance(physics, directions[copy], to: side))
      }
    }
  }

  public func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(state.position)
    row[1] = Float(state.velocity)
    row[2] = Float(state.angle)
    row[3] = Float(state.angularVelocity)
  }
}

extension CartPole {
  /// The task as Gymnasium registers it, with episodes of at most 500 steps.
  public static let v1 = EnvironmentEntry(
    "CartPole-v1", summary: "Balance a pole on a cart by pushing the cart left and right.",
    rewards: "1 a step; ends when the pole leans by 12° or the cart strays by 2.4 m, or after 500",
    source: "Barto, Sutton and Anderson, 1983; Gymnasium", randomReturn: 22.4, solvedReturn: 475,
    trainingSteps: 50_000,
    actionNames: ["push left", "push right"], options: CartPolePhysics.self
  ) { TimeLimited(CartPole(physics: $0), steps: 500) }
}

// MARK: - Mechanics

extension CartPole {
  private static let greatestPosition = 2.4  // m
  private static let greatestAngle = 12 * 2 * Double.pi / 360  // rad

  /// One step under a push to the left (−1) or to the right (1).
  @inline(__always)
  private mutating func advance(
    _ physics: CartPolePhysics, _ direction: Direction, to side: Double
  ) -> Outcome {
    state = physics.advanced(state, direction, by: side * physics.push)
    return Outcome(reward: 1, ending: isLost ? .terminated : nil)
  }

  private var isLost: Bool {
    abs(state.position) > Self.greatestPosition || abs(state.angle) > Self.greatestAngle
  }
}

// MARK: - Appearance

extension CartPole: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -2.7...2.7, y: -2.2...3.2)
    state.draw(on: &canvas, track: 2.7, limit: Self.greatestPosition, physics)
  }
}
