import Foundation
public import ReinforcementLearning

/// A puck on a table, to be pushed to the middle and held there.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | position, right and up from the middle | m | ±1 |
/// | velocity, right and up | m/s | unbounded |
///
/// The action, two numbers within ±1, is the force in N to the right and upwards for 0.05 s, against
/// a drag of 0.5 N s/m.  Each step pays `exp(−½ (d / 0.2)²)` at a distance of `d` m from the middle,
/// less a hundredth of the squared action.  Walls stop the puck.  The episode has no end of its own.
/// It begins at rest, anywhere on the table.
///
/// A task of this package, of the kind of `point_mass` of Tassa and others, *DeepMind Control
/// Suite*, 2018.
public struct PointMass: Environment {
  private let physics: Physics
  private var position = SIMD2<Double>()  // m
  private var velocity = SIMD2<Double>()  // m/s

  /// Creates a puck at rest in the middle.
  public init(physics: Physics = Physics()) { self.physics = physics }

  public var observationSpace: Space {
    .box(Box([-1...1, -1...1, Box.unbounded, Box.unbounded]))
  }

  public var actionSpace: Space { .box(Box([-1...1, -1...1])) }

  public mutating func reset(using random: inout RandomSource) {
    position.x = random.uniform(in: -1..<1)
    position.y = random.uniform(in: -1..<1)
    velocity = SIMD2()
  }

  public mutating func step(
    _ action: SIMD2<Float>, using random: inout RandomSource
  ) -> Outcome {
    physics.advance(&position, &velocity, by: SIMD2<Double>(action))
    let distance = (position * position).sum() / (physics.tolerance * physics.tolerance)
    let cost = 0.01 * Double((action * action).sum())
    return Outcome(reward: exp(-distance / 2) - cost)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(position.x)
    row[1] = Float(position.y)
    row[2] = Float(velocity.x)
    row[3] = Float(velocity.y)
  }
}

extension PointMass {
  /// The task with episodes of 200 steps, 10 s.
  ///
  /// A controller that pushes towards `−2 x − 2.5 v` earns 165 on average.
  public static let v0 = EnvironmentEntry(
    "PointMass-v0", summary: "Push a puck to the middle of a table, and hold it there.",
    rewards: "up to 1 a step near the middle, less a little for each push; 200 steps",
    source: "of the kind of Tassa and others, DeepMind Control Suite, 2018", randomReturn: 11.7,
    solvedReturn: 150, trainingSteps: 30_000, options: Physics.self
  ) { TimeLimited(PointMass(physics: $0), steps: 200) }
}

// MARK: - Mechanics

extension PointMass {
  /// The constants of the puck and the table.
  public struct Physics: EnvironmentOptions {
    /// The mass of the puck, in kg.
    public var mass = 1.0
    /// The force against its velocity, in N s/m.
    public var drag = 0.5
    /// How long a step lasts, in s.
    public var interval = 0.05
    /// How far from the middle a step pays `exp(−½)`, in m.
    public var tolerance = 0.2

    public static let parameters = [
      ParameterDescription("mass", "the mass of the puck, in kg", in: .positive),
      ParameterDescription("drag", "the force against its velocity, in N s/m", in: .nonNegative),
      ParameterDescription("interval", "how long a step lasts, in s", in: .positive),
      ParameterDescription(
        "tolerance", "how far from the middle a step pays exp(−½), in m", in: .positive),
    ]

    /// Creates the constants of the registered task.
    public init() {}

    /// One step, the puck following its new velocity.
    fileprivate func advance(
      _ position: inout SIMD2<Double>, _ velocity: inout SIMD2<Double>, by force: SIMD2<Double>
    ) {
      velocity += interval / mass * (force - drag * velocity)
      position += interval * velocity
      for axis in 0..<2 where abs(position[axis]) > 1 {
        position[axis] = position[axis] > 0 ? 1 : -1
        velocity[axis] = 0
      }
    }
  }
}

// MARK: - Appearance

extension PointMass: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -1.2...1.2, y: -1.2...1.2)
    canvas.add(
      .rectangle(origin: Canvas.Point(-1.12, -1.12), width: 2.24, height: 2.24, fill: .wall))
    canvas.add(
      .rectangle(origin: Canvas.Point(-1.06, -1.06), width: 2.12, height: 2.12, fill: .paper))
    let middle = Canvas.Point(0, 0)
    canvas.add(
      .circle(center: middle, radius: physics.tolerance, fill: Color.green.opacity(0.5)))
    let place = Canvas.Point(position.x, position.y)
    let ahead = Canvas.Point(position.x + velocity.x / 2, position.y + velocity.y / 2)
    canvas.add(.line(from: place, to: ahead, thickness: 0.03, color: .orange))
    canvas.add(.circle(center: place, radius: 0.07, fill: .blue))
  }
}
