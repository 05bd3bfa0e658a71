public import ReinforcementLearning

/// The constants of a cart with a pole on a hinge, without friction.
///
/// Follows Barto, Sutton and Anderson, *Neuronlike adaptive elements that can solve difficult
/// learning control problems*, IEEE Transactions on Systems, Man, and Cybernetics 13, 1983.
public struct CartPolePhysics: EnvironmentOptions {
  /// The pull of gravity, in m/s².
  public var gravity = 9.8
  /// The mass of the cart, in kg.
  public var cartMass = 1.0
  /// The mass of the pole, in kg.
  public var poleMass = 0.1
  /// Half the length of the pole, in m.
  public var poleHalfLength = 0.5
  /// The force of a push, in N.
  public var push = 10.0
  /// How long a step lasts, in s.
  public var interval = 0.02

  public static let parameters = [
    ParameterDescription("gravity", "the pull of gravity, in m/s²", in: .nonNegative),
    ParameterDescription("cartMass", "the mass of the cart, in kg", in: .positive),
    ParameterDescription("poleMass", "the mass of the pole, in kg", in: .positive),
    ParameterDescription("poleHalfLength", "half the length of the pole, in m", in: .positive),
    ParameterDescription("push", "the force of a push, in N", in: .nonNegative),
    ParameterDescription("interval", "how long a step lasts, in s", in: .positive),
  ]

  /// Creates the published constants.
  public init() {}

  /// One explicit Euler step under a horizontal `force`, in N, of a pole in a `direction`.
  ///
  /// The order of the operations is Gymnasium's, except that nothing is divided by the mass of both:
  /// in single precision, as it is observed, the state agrees to the last bit.
  @inline(__always)
  func advanced(
    _ state: CartPoleState, _ direction: Direction, by force: Double
  ) -> CartPoleState {
    let (sine, cosine) = (direction.sine, direction.cosine)
    let share = 1 / (poleMass + cartMass)  // 1/kg
    let poleMoment = poleMass * poleHalfLength  // kg m
    let speed = state.angularVelocity
    let thrust = (force + poleMoment * (speed * speed) * sine) * share
    let inertia = poleHalfLength * (4.0 / 3.0 - poleMass * (cosine * cosine) * share)
    let angularAcceleration = (gravity * sine - cosine * thrust) / inertia
    let acceleration = thrust - poleMoment * angularAcceleration * cosine * share
    return CartPoleState(
      position: state.position + interval * state.velocity,
      velocity: state.velocity + interval * acceleration,
      angle: state.angle + interval * speed,
      angularVelocity: speed + interval * angularAcceleration)
  }
}

/// Where a cart and its pole are, and how fast.
struct CartPoleState: Codable {
  var position = 0.0  // m
  var velocity = 0.0  // m/s
  var angle = 0.0  // rad, clockwise from upright
  var angularVelocity = 0.0  // rad/s
}
