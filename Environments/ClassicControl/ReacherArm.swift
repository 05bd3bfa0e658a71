import Foundation
public import ReinforcementLearning

extension Reacher {
  /// Two uniform rods in a horizontal plane, each turned by a geared motor.
  public struct Arm: EnvironmentOptions {
    /// The length of each link, in m.
    public var lengths = SIMD2(0.1, 0.11)
    /// The mass of each link, in kg.
    public var masses = SIMD2(0.036, 0.036)
    /// What each motor adds to the inertia of its joint, in kg m².
    public var motorInertia = 1.0
    /// The torque against each joint's angular velocity, in N m s/rad.
    public var damping = 1.0
    /// The torque of a motor at full power, in N m.
    public var torque = 200.0
    /// How far the elbow bends to either side, in rad.
    public var elbowLimit = 3.0
    /// How long a step lasts, in s, taken in two halves.
    public var interval = 0.02

    public static let parameters = [
      ParameterDescription("lengths", "the length of each link, in m", in: .positive),
      ParameterDescription("masses", "the mass of each link, in kg", in: .positive),
      ParameterDescription(
        "motorInertia", "what each motor adds to the inertia of its joint, in kg m²",
        in: .nonNegative),
      ParameterDescription(
        "damping", "the torque against each angular velocity, in N m s/rad", in: .nonNegative),
      ParameterDescription("torque", "the torque of a motor at full power, in N m", in: .positive),
      ParameterDescription(
        "elbowLimit", "how far the elbow bends to either side, in rad", in: .positive),
      ParameterDescription("interval", "how long a step lasts, in s", in: .positive),
    ]

    /// Creates the arm of Gymnasium's Reacher.
    public init() {}
  }
}

// MARK: - Mechanics

extension Reacher.Arm {
  /// Where the tip is, in m from the shoulder.
  func tip(_ joints: SIMD2<Double>) -> SIMD2<Double> {
    let bend = joints.x + joints.y
    return SIMD2(
      lengths.x * cos(joints.x) + lengths.y * cos(bend),
      lengths.x * sin(joints.x) + lengths.y * sin(bend))
  }

  /// One step in two halves, each joint following its new velocity.
  func advance(
    _ joints: inout SIMD2<Double>, _ speeds: inout SIMD2<Double>, by action: SIMD2<Double>
  ) {
    let half = interval / 2
    for _ in 0..<2 {
      speeds += half * acceleration(joints, speeds, torques: torque * action - damping * speeds)
      joints += half * speeds
      if abs(joints.y) > elbowLimit {
        joints.y = joints.y > 0 ? elbowLimit : -elbowLimit
        speeds.y = 0
      }
    }
  }

  /// `M(q) q̈ = τ − C(q, q̇)` for two rods, solved for `q̈`.
  private func acceleration(
    _ joints: SIMD2<Double>, _ speeds: SIMD2<Double>, torques: SIMD2<Double>
  ) -> SIMD2<Double> {
    let (first, second) = (lengths.x, lengths.y)
    let coupling = masses.y * first * second / 2 * cos(joints.y)
    let outer = masses.y * second * second / 3
    let inner = masses.x * first * first / 3 + masses.y * first * first
    let pull = masses.y * first * second / 2 * sin(joints.y)
    let load = SIMD2(
      torques.x + pull * (2 * speeds.x * speeds.y + speeds.y * speeds.y),
      torques.y - pull * speeds.x * speeds.x)
    // The inertia of both joints together, of the elbow alone, and what joins them.
    let (whole, elbow) = (inner + outer + 2 * coupling + motorInertia, outer + motorInertia)
    let shared = outer + coupling
    let determinant = whole * elbow - shared * shared
    return SIMD2(
      (elbow * load.x - shared * load.y) / determinant,
      (whole * load.y - shared * load.x) / determinant)
  }
}
