import Foundation
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

  private var state = State()

  /// Creates a cart at rest in the middle, its pole upright.
  public init() {}

  public var observationSpace: Space { Self.observed }
  public var actionSpace: Space { .discrete(2) }

  public mutating func reset(using random: inout RandomSource) {
    state.position = random.uniform(in: -0.05..<0.05)
    state.velocity = random.uniform(in: -0.05..<0.05)
    state.angle = random.uniform(in: -0.05..<0.05)
    state.angularVelocity = random.uniform(in: -0.05..<0.05)
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    state = state.advanced(by: action == 1 ? Physics.push : -Physics.push)
    return Outcome(reward: 1, ending: state.isLost ? .terminated : nil)
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
    actionNames: ["push left", "push right"]
  ) { TimeLimited(CartPole(), steps: 500) }
}

// MARK: - Mechanics

private enum Physics {
  static let gravity = 9.8  // m/s²
  static let poleMass = 0.1  // kg
  static let totalMass = 1.1  // kg, of the cart and the pole
  static let poleHalfLength = 0.5  // m
  static let poleMoment = 0.05  // kg m, mass times half length
  static let push = 10.0  // N
  static let interval = 0.02  // s
  static let greatestPosition = 2.4  // m
  static let greatestAngle = 12 * 2 * Double.pi / 360  // rad
}

private struct State: Codable {
  var position = 0.0  // m
  var velocity = 0.0  // m/s
  var angle = 0.0  // rad
  var angularVelocity = 0.0  // rad/s

  var isLost: Bool {
    abs(position) > Physics.greatestPosition || abs(angle) > Physics.greatestAngle
  }

  /// One explicit Euler step under a horizontal `force`, in N.
  ///
  /// The order of the operations is Gymnasium's, so that the last bits agree.
  func advanced(by force: Double) -> State {
    let (sine, cosine) = (sin(angle), cos(angle))
    let thrust =
      (force + Physics.poleMoment * (angularVelocity * angularVelocity) * sine) / Physics.totalMass
    let inertia =
      Physics.poleHalfLength
      * (4.0 / 3.0 - Physics.poleMass * (cosine * cosine) / Physics.totalMass)
    let angularAcceleration = (Physics.gravity * sine - cosine * thrust) / inertia
    let acceleration =
      thrust - Physics.poleMoment * angularAcceleration * cosine / Physics.totalMass
    return State(
      position: position + Physics.interval * velocity,
      velocity: velocity + Physics.interval * acceleration,
      angle: angle + Physics.interval * angularVelocity,
      angularVelocity: angularVelocity + Physics.interval * angularAcceleration)
  }
}

// MARK: - Appearance

extension CartPole: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -2.7...2.7, y: -2.2...3.2)
    drawTrack(on: &canvas)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(state.position - 0.35, 0), width: 0.7, height: 0.4, fill: .blue))
    let hinge = Canvas.Point(state.position, 0.4)
    let length = 2 * Physics.poleHalfLength
    let tip = Canvas.Point(
      hinge.x + length * sin(state.angle), hinge.y + length * cos(state.angle))
    canvas.add(.line(from: hinge, to: tip, thickness: 0.14, color: .orange))
    canvas.add(.circle(center: hinge, radius: 0.08, fill: .ink))
  }

  private func drawTrack(on canvas: inout Canvas) {
    canvas.add(
      .line(
        from: Canvas.Point(-2.7, -0.05), to: Canvas.Point(2.7, -0.05), thickness: 0.05,
        color: .muted))
    for limit in [-Physics.greatestPosition, Physics.greatestPosition] {
      canvas.add(
        .line(
          from: Canvas.Point(limit, -0.3), to: Canvas.Point(limit, 0.3), thickness: 0.06,
          color: .vermilion))
    }
  }
}
