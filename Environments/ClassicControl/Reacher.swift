import Foundation
public import ReinforcementLearning

/// An arm of two links on a table, whose tip is to be brought to a target.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | cosines of the two joint angles | – | ±1 |
/// | their sines | – | ±1 |
/// | the target, right and up from the shoulder | m | ±0.2 |
/// | the two angular velocities | rad/s | unbounded |
/// | the way from the target to the tip, right and up | m | ±0.41 |
///
/// The action, two numbers within ±1, drives the motors of the shoulder and of the elbow for 0.02 s.
/// Each step costs the distance between the tip and the target and the square of the action.  The
/// episode has no end of its own.  It begins with angles uniform within ±0.1, angular velocities
/// within ±0.005 and a target anywhere in a disc of 0.2 m.
///
/// The task is that of `Reacher-v5` of Gymnasium; the mechanics are those of two rods moved by geared
/// motors, without MuJoCo's contacts, so that returns can be compared but episodes cannot.
public struct Reacher: Environment {
  private let arm: Arm
  private var joints = SIMD2<Double>()  // rad, the second measured from the first link
  private var speeds = SIMD2<Double>()  // rad/s
  private var target = SIMD2(0.1, 0.1)  // m

  /// Creates an arm at rest, stretched out to the right.
  public init(arm: Arm = Arm()) { self.arm = arm }

  public var observationSpace: Space {
    let reach = Float(arm.lengths.sum() + Self.farthestTarget)
    let far = Float(Self.farthestTarget)
    return .box(
      Box(
        Array(repeating: -1...1, count: 4) + [-far...far, -far...far]
          + [Box.unbounded, Box.unbounded, -reach...reach, -reach...reach]))
  }

  public var actionSpace: Space { .box(Box([-1...1, -1...1])) }

  public mutating func reset(using random: inout RandomSource) {
    for joint in 0..<2 {
      joints[joint] = random.uniform(in: -0.1..<0.1)
      speeds[joint] = random.uniform(in: -0.005..<0.005)
    }
    let distance = Self.farthestTarget * random.uniform().squareRoot()
    let direction = random.uniform(in: -Double.pi..<Double.pi)
    target = SIMD2(distance * cos(direction), distance * sin(direction))
  }

  public mutating func step(
    _ action: SIMD2<Float>, using random: inout RandomSource
  ) -> Outcome {
    arm.advance(&joints, &speeds, by: SIMD2<Double>(action))
    let way = arm.tip(joints) - target
    return Outcome(reward: -(way * way).sum().squareRoot() - Double((action * action).sum()))
  }

  public func observe(into row: inout MutableSpan<Float>) {
    let way = arm.tip(joints) - target
    for joint in 0..<2 {
      row[joint] = Float(cos(joints[joint]))
      row[2 + joint] = Float(sin(joints[joint]))
      row[4 + joint] = Float(target[joint])
      row[6 + joint] = Float(speeds[joint])
      row[8 + joint] = Float(way[joint])
    }
  }

  private static let farthestTarget = 0.2  // m
}

extension Reacher {
  /// The task as Gymnasium registers it for MuJoCo, with episodes of 50 steps.
  public static let v0 = EnvironmentEntry(
    "Reacher-v0", summary: "Bring the tip of an arm of two links to a target.",
    rewards: "minus the distance and the squared action; 50 steps",
    source: "Gymnasium (Reacher-v5), without MuJoCo", randomReturn: -42.9, solvedReturn: -3.75,
    trainingSteps: 100_000, options: Arm.self
  ) { TimeLimited(Reacher(arm: $0), steps: 50) }
}

// MARK: - Appearance

extension Reacher: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -0.26...0.26, y: -0.26...0.26)
    let elbow = SIMD2(arm.lengths.x * cos(joints.x), arm.lengths.x * sin(joints.x))
    let tip = arm.tip(joints)
    let places = [SIMD2(0, 0), elbow, tip].map { Canvas.Point($0.x, $0.y) }
    canvas.add(.circle(center: Canvas.Point(target.x, target.y), radius: 0.02, fill: .vermilion))
    canvas.add(.line(from: places[0], to: places[1], thickness: 0.024, color: .blue))
    canvas.add(.line(from: places[1], to: places[2], thickness: 0.02, color: .sky))
    canvas.add(.circle(center: places[0], radius: 0.016, fill: .ink))
    canvas.add(.circle(center: places[1], radius: 0.012, fill: .ink))
    canvas.add(.circle(center: places[2], radius: 0.012, fill: .orange))
  }
}
