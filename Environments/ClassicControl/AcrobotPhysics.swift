import Foundation
public import ReinforcementLearning

extension Acrobot {
  /// The constants of the two links and of the motor between them.
  public struct Physics: EnvironmentOptions {
    /// The length of each link, in m.
    public var lengths = SIMD2(1.0, 1.0)
    /// The mass of each link, in kg.
    public var masses = SIMD2(1.0, 1.0)
    /// Where along each link its centre of mass is, in m from its upper end.
    public var centers = SIMD2(0.5, 0.5)
    /// The moment of inertia of each link, in kg m².
    public var moments = SIMD2(1.0, 1.0)
    /// The greatest angular velocity of each joint, in rad/s.
    public var greatestSpeeds = SIMD2(4 * Double.pi, 9 * Double.pi)
    /// The pull of gravity, in m/s².
    public var gravity = 9.8
    /// The motor's torque, in N m.
    public var torque = 1.0
    /// How much chance adds to the torque at most, in N m.
    public var torqueNoise = 0.0
    /// How long a step lasts, in s.
    public var interval = 0.2

    public static let parameters = [
      ParameterDescription("lengths", "the length of each link, in m", in: .positive),
      ParameterDescription("masses", "the mass of each link, in kg", in: .positive),
      ParameterDescription(
        "centers", "where along each link its centre of mass is, in m", in: .positive),
      ParameterDescription(
        "moments", "the moment of inertia of each link, in kg m²", in: .positive),
      ParameterDescription(
        "greatestSpeeds", "the greatest angular velocity of each joint, in rad/s", in: .positive),
      ParameterDescription("gravity", "the pull of gravity, in m/s²", in: .nonNegative),
      ParameterDescription("torque", "the torque of the motor, in N m", in: .nonNegative),
      ParameterDescription(
        "torqueNoise", "how much chance adds to the torque at most, in N m", in: .nonNegative),
      ParameterDescription("interval", "how long a step lasts, in s", in: .positive),
    ]

    /// Creates the published constants.
    public init() {}
  }
}

// MARK: - Mechanics

extension Acrobot.Physics {
  /// How high the free end is above the bar, in m.
  func height(of state: SIMD4<Double>) -> Double {
    -lengths.x * cos(state[0]) - lengths.y * cos(state[1] + state[0])
  }

  /// One step by the fourth-order rule of Runge and Kutta, angles within ±π, speeds clipped.
  func advanced(_ state: SIMD4<Double>, by torque: Double) -> SIMD4<Double> {
    let half = interval / 2
    let first = rate(state, torque)
    let second = rate(state + half * first, torque)
    let third = rate(state + half * second, torque)
    let fourth = rate(state + interval * third, torque)
    var next = state + interval / 6 * (first + 2 * second + 2 * third + fourth)
    next[0] = Self.wrapped(next[0])
    next[1] = Self.wrapped(next[1])
    next[2] = min(max(next[2], -greatestSpeeds.x), greatestSpeeds.x)
    next[3] = min(max(next[3], -greatestSpeeds.y), greatestSpeeds.y)
    return next
  }

  private static func wrapped(_ angle: Double) -> Double {
    var angle = angle
    while angle > .pi { angle -= 2 * .pi }
    while angle < -.pi { angle += 2 * .pi }
    return angle
  }

  /// The derivative of the state, by the equations of Sutton and Barto's book.
  ///
  /// `d₁`, `d₂`, `φ₁` and `φ₂` are the book's; the order of the operations is Gymnasium's.
  private func rate(_ state: SIMD4<Double>, _ torque: Double) -> SIMD4<Double> {
    let (ω1, ω2) = (state[2], state[3])
    let (sine, cosine) = (sin(state[1]), cos(state[1]))
    let center = centers.y
    let coupling = masses.y * lengths.x * center
    let d1 =
      masses.x * (centers.x * centers.x) + masses.y
      * (lengths.x * lengths.x + center * center + 2 * lengths.x * center * cosine)
      + moments.x + moments.y
    let d2 = masses.y * (center * center + lengths.x * center * cosine) + moments.y
    let φ2 = masses.y * center * gravity * cos(state[0] + state[1] - .pi / 2)
    let swing = -coupling * (ω2 * ω2) * sine - 2 * coupling * ω2 * ω1 * sine
    let weight = (masses.x * centers.x + masses.y * lengths.x) * gravity
    let φ1 = swing + weight * cos(state[0] - .pi / 2) + φ2
    let inertia = masses.y * (center * center) + moments.y - d2 * d2 / d1
    let α2 = (torque + d2 / d1 * φ1 - coupling * (ω1 * ω1) * sine - φ2) / inertia
    return SIMD4(ω1, ω2, -(d2 * α2 + φ1) / d1, α2)
  }
}
