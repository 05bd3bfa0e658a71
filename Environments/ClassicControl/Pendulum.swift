import Foundation
public import ReinforcementLearning

/// A rod on a hinge, to be swung up and held upright by a motor too weak to lift it at once.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | cosine of the angle from upright | – | ±1 |
/// | its sine | – | ±1 |
/// | angular velocity | rad/s | ±8 |
///
/// The action, a number within ±2, is the torque in N m for 0.05 s.  Each step costs
/// `θ² + 0.1 ω² + 0.001 u²` of the angle `θ` within ±π and the angular velocity `ω` before it and of
/// the torque `u`.  The episode has no end of its own.  It begins at any angle, with an angular
/// velocity uniform within ±1.
///
/// Follows Gymnasium: its episodes are the same, seed for seed.
public struct Pendulum: Environment {
  private let physics: Physics
  private var angle = Double.pi  // rad from upright
  private var angularVelocity = 0.0  // rad/s
  private var torque: Float = 0  // N m, of the last step
  private var direction = Direction(of: .pi)  // what is shown now pulls in the next step

  /// Creates a rod that hangs at rest.
  public init(physics: Physics = Physics()) { self.physics = physics }

  public var observationSpace: Space {
    let speed = Float(physics.greatestSpeed)
    return .box(Box([-1...1, -1...1, -speed...speed]))
  }

  public var actionSpace: Space {
    .box(Box([-Float(physics.greatestTorque)...Float(physics.greatestTorque)]))
  }

  public mutating func reset(using random: inout RandomSource) {
    angle = random.uniform(in: -Double.pi..<Double.pi)
    angularVelocity = random.uniform(in: -1..<1)
    torque = 0
    direction = Direction(of: angle)
  }

  public mutating func step(_ action: Float, using random: inout RandomSource) -> Outcome {
    let outcome = advance(physics, by: action)
    direction = Direction(of: angle)
    return outcome
  }

  public static func step(_ cohort: Cohort<Pendulum>) {
    let physics = cohort[0].pointee.physics
    for copy in 0..<cohort.count {
      cohort.settle(copy, cohort[copy].pointee.advance(physics, by: cohort.number(of: copy)))
    }
    Directions.withMemory { directions in
      directions.find(cohort.count) { cohort[$0].pointee.angle }
      for copy in 0..<cohort.count { cohort[copy].pointee.direction = directions[copy] }
    }
  }

  /// One step, after which the direction is that of the angle before.
  @inline(__always)
  private mutating func advance(_ physics: Physics, by action: Float) -> Outcome {
    torque = action
    let cost = physics.cost(angle, angularVelocity, action)
    physics.advance(&angle, &angularVelocity, by: action, pulledBy: direction.sine)
    return Outcome(reward: -cost)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(direction.cosine)
    row[1] = Float(direction.sine)
    row[2] = Float(angularVelocity)
  }
}

extension Pendulum {
  /// The task as Gymnasium registers it, with episodes of 200 steps.
  ///
  /// Nobody registers a return from which on it is solved; −200 lies below what good learners reach
  /// (−150) and far above what standing still does (−1,200).
  public static let v1 = EnvironmentEntry(
    "Pendulum-v1", summary: "Swing a rod up and hold it upright.",
    rewards: "minus the squared angle, a little for speed and torque; 200 steps",
    source: "Gymnasium", randomReturn: -1_224, solvedReturn: -200, trainingSteps: 20_000,
    options: Physics.self
  ) { TimeLimited(Pendulum(physics: $0), steps: 200) }
}

// MARK: - Mechanics

extension Pendulum {
  /// The constants of the rod and its motor.
  public struct Physics: EnvironmentOptions {
    /// The pull of gravity, in m/s².
    public var gravity = 10.0
    /// The mass of the rod, in kg.
    public var mass = 1.0
    /// Its length, in m.
    public var length = 1.0
    /// How long a step lasts, in s.
    public var interval = 0.05
    /// The greatest angular velocity, in rad/s.
    public var greatestSpeed = 8.0
    /// The greatest torque, in N m.
    public var greatestTorque = 2.0

    public static let parameters = [
      ParameterDescription("gravity", "the pull of gravity, in m/s²", in: .nonNegative),
      ParameterDescription("mass", "the mass of the rod, in kg", in: .positive),
      ParameterDescription("length", "its length, in m", in: .positive),
      ParameterDescription("interval", "how long a step lasts, in s", in: .positive),
      ParameterDescription(
        "greatestSpeed", "the greatest angular velocity, in rad/s", in: .positive),
      ParameterDescription("greatestTorque", "the greatest torque, in N m", in: .positive),
    ]

    /// Creates the published constants.
    public init() {}

    @inline(__always)
    fileprivate func cost(_ angle: Double, _ speed: Double, _ torque: Float) -> Double {
      let turn = 2 * Double.pi
      let whole = angle + .pi
      let shifted = abs(whole) < turn ? whole : fmod(whole, turn)  // the same, but sooner
      let wrapped = (shifted < 0 ? shifted + turn : shifted) - .pi
      return wrapped * wrapped + 0.1 * (speed * speed) + Double(0.001 * (torque * torque))
    }

    /// One step, the angle following the new velocity; the torque acts in single precision, as it
    /// does in Gymnasium.
    @inline(__always)
    fileprivate func advance(
      _ angle: inout Double, _ speed: inout Double, by torque: Float, pulledBy sine: Double
    ) {
      let fall = 3 * gravity / (2 * length) * sine
      let thrust = Double(Float(3 / (mass * (length * length))) * torque)
      speed = min(max(speed + (fall + thrust) * interval, -greatestSpeed), greatestSpeed)
      angle += speed * interval
    }
  }
}

// MARK: - Appearance

extension Pendulum: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -1.4...1.4, y: -1.4...1.4)
    let hinge = Canvas.Point(0, 0)
    // Seen from the front, a growing angle turns to the left.
    let tip = Canvas.Point(-sin(angle), cos(angle))
    canvas.add(.line(from: hinge, to: tip, thickness: 0.2, color: .orange))
    canvas.add(.circle(center: hinge, radius: 0.07, fill: .ink))
    drawTorque(on: &canvas)
  }

  /// A bow around the hinge, as long as the torque is great.
  private func drawTorque(on canvas: inout Canvas) {
    let share = Double(torque) / physics.greatestTorque
    guard abs(share) > 0.02 else { return }
    func point(_ part: Double) -> Canvas.Point {
      let turn = share * part * 0.75 * .pi
      return Canvas.Point(-0.35 * sin(turn), 0.35 * cos(turn))
    }
    let pieces = 12
    for piece in 0..<pieces {
      canvas.add(
        .line(
          from: point(Double(piece) / Double(pieces)),
          to: point(Double(piece + 1) / Double(pieces)), thickness: 0.05, color: .blue))
    }
    canvas.add(.circle(center: point(1), radius: 0.07, fill: .blue))
  }
}
