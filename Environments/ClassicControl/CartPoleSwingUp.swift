import Foundation
public import ReinforcementLearning

/// A pole that hangs from a cart, to be swung up and held upright.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | position of the cart | 3 m | unbounded |
/// | its velocity | 3 m/s | unbounded |
/// | sine of the pole's angle, clockwise from upright | – | ±1 |
/// | its cosine | – | ±1 |
/// | its angular velocity | rad/s | unbounded |
/// | time since the beginning | 10 s | 0…1 |
/// | 1 where the cart is near enough to the middle to be paid, else −1 | – | ±1 |
/// | 1 where the pole turns slowly enough to be paid, else −1 | – | ±1 |
///
/// Actions `0`, `1` and `2` push the cart with −10, 0 and 10 N for 0.01 s.  A push costs 0.1; a step
/// pays 1 while the pole is high, slow and near the middle, as ``Demands`` say.  The episode
/// terminates once the cart is more than 3 m from the middle, or after 10 s, which can be seen
/// coming.  It begins with all four numbers uniform within ±0.05 of hanging at rest.
///
/// Follows Osband and others, *Behaviour suite for reinforcement learning*, ICLR 2020.
public struct CartPoleSwingUp: Environment {
  private static let greatestPosition = 3.0  // m
  private static let duration = 10.0  // s

  /// What is paid for.
  public struct Demands: Codable, Hashable, Sendable {
    /// The least cosine of the pole's angle from upright.
    public var height = 0.5
    /// The greatest angular velocity, in rad/s.
    public var speed = 1.0
    /// The greatest distance from the middle, in m.
    public var distance = 1.0

    /// Creates the published demands.
    public init() {}
  }

  private let physics: CartPolePhysics
  private let demands: Demands
  private var state = CartPoleState(angle: .pi)
  private var elapsed = 0  // steps

  /// Creates a cart at rest in the middle, its pole hanging.
  ///
  /// - Parameters:
  ///   - physics: The constants of the cart and the pole; the published ones unless given.
  ///   - demands: What is paid for.
  public init(physics: CartPolePhysics? = nil, demands: Demands = Demands()) {
    var published = CartPolePhysics()
    published.interval = 0.01
    self.physics = physics ?? published
    self.demands = demands
  }

  public var observationSpace: Space {
    .box(
      Box([
        Box.unbounded, Box.unbounded, -1...1, -1...1, Box.unbounded, 0...1, -1...1, -1...1,
      ]))
  }

  public var actionSpace: Space { .discrete(3) }

  public mutating func reset(using random: inout RandomSource) {
    state.position = random.uniform(in: -0.05..<0.05)
    state.velocity = random.uniform(in: -0.05..<0.05)
    state.angle = .pi + random.uniform(in: -0.05..<0.05)
    state.angularVelocity = random.uniform(in: -0.05..<0.05)
    elapsed = 0
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    advance(byShare: Double(action - 1))
  }

  /// Pushes with a share of the greatest force, within ±1, which costs as much of 0.1.
  fileprivate mutating func advance(byShare share: Double) -> Outcome {
    state = physics.advanced(state, Direction(of: state.angle), by: share * physics.push)
    elapsed += 1
    let isPaid = isNear && isSlow && cos(state.angle) > demands.height
    let isOver = abs(state.position) > Self.greatestPosition || time >= Self.duration
    return Outcome(
      reward: (isPaid ? 1 : 0) - 0.1 * abs(share), ending: isOver ? .terminated : nil)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(state.position / Self.greatestPosition)
    row[1] = Float(state.velocity / Self.greatestPosition)
    row[2] = Float(sin(state.angle))
    row[3] = Float(cos(state.angle))
    row[4] = Float(state.angularVelocity)
    row[5] = Float(min(time / Self.duration, 1))
    row[6] = isNear ? 1 : -1
    row[7] = isSlow ? 1 : -1
  }

  private var time: Double { Double(elapsed) * physics.interval }
  private var isNear: Bool { abs(state.position) < demands.distance }
  private var isSlow: Bool { abs(state.angularVelocity) < demands.speed }
}

/// The same task with a push of any force.
///
/// The action, one number within ±1, is the share of the greatest force, and costs as much of 0.1.  The
/// suite has no such task.
public struct CartPoleSwingUpContinuous: Environment, Drawable {
  private var task: CartPoleSwingUp

  /// Pushes the cart of a task by any force.
  public init(_ task: CartPoleSwingUp = CartPoleSwingUp()) { self.task = task }

  public var observationSpace: Space { task.observationSpace }
  public var actionSpace: Space { .box(Box([-1...1])) }

  public mutating func reset(using random: inout RandomSource) { task.reset(using: &random) }

  public mutating func step(_ action: Float, using random: inout RandomSource) -> Outcome {
    task.advance(byShare: Double(min(max(action, -1), 1)))
  }

  public func observe(into row: inout MutableSpan<Float>) { task.observe(into: &row) }
  public func draw(on canvas: inout Canvas) { task.draw(on: &canvas) }
}

extension CartPoleSwingUp {
  /// The task as published; 700 is what the suite measures regret from.
  public static let v0 = EnvironmentEntry(
    "CartPoleSwingUp-v0", summary: "Swing a pole up from a cart, and hold it there.",
    rewards: "1 a step while the pole is up, slow and in the middle, −0.1 a push; 10 s",
    source: "Osband and others, Behaviour suite, 2020", randomReturn: -36.6, solvedReturn: 700,
    trainingSteps: 300_000, options: Options.self
  ) { options in
    let task = CartPoleSwingUp(physics: options.physics, demands: options.demands)
    return switch options.actions {
    case .discrete:
      EnvironmentPrototype(task, actionNames: ["push left", "coast", "push right"])
    case .continuous: EnvironmentPrototype(CartPoleSwingUpContinuous(task))
    }
  }

  /// What may be chosen about the task.
  public struct Options: EnvironmentOptions {
    enum Actions: String, Codable, Sendable, CaseIterable {
      case discrete, continuous
    }

    var actions = Actions.discrete
    var gravity = 9.8
    var poleMass = 0.1
    var poleHalfLength = 0.5
    var push = 10.0
    var height = 0.5
    var speed = 1.0
    var distance = 1.0

    public static let parameters = [
      ParameterDescription(
        "actions", "three pushes, or one of any force", choices: Actions.allCases.map(\.rawValue)),
      ParameterDescription("gravity", "the pull of gravity, in m/s²", in: .nonNegative),
      ParameterDescription("poleMass", "the mass of the pole, in kg", in: .positive),
      ParameterDescription("poleHalfLength", "half the length of the pole, in m", in: .positive),
      ParameterDescription("push", "the force of a push, in N", in: .nonNegative),
      ParameterDescription("height", "the least cosine of the angle that is paid", in: -1...1),
      ParameterDescription("speed", "the greatest paid angular velocity, in rad/s", in: .positive),
      ParameterDescription(
        "distance", "the greatest paid distance from the middle, in m", in: .positive),
    ]

    /// Creates the published task.
    public init() {}

    fileprivate var physics: CartPolePhysics {
      var physics = CartPolePhysics()
      physics.interval = 0.01
      physics.gravity = gravity
      physics.poleMass = poleMass
      physics.poleHalfLength = poleHalfLength
      physics.push = push
      return physics
    }

    fileprivate var demands: Demands {
      var demands = Demands()
      demands.height = height
      demands.speed = speed
      demands.distance = distance
      return demands
    }
  }
}

// MARK: - Appearance

extension CartPoleSwingUp: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -3.3...3.3, y: -3.3...3.3)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(-demands.distance, -0.05), width: 2 * demands.distance, height: 0.05,
        fill: Color.green.opacity(0.6)))
    state.draw(on: &canvas, track: 3.3, limit: Self.greatestPosition, physics)
  }
}
