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
