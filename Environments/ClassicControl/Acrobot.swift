import Foundation
public import ReinforcementLearning

/// Two links like a gymnast on a bar, with a motor at the hip alone, to be swung up.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | cosine and sine of the first angle, from hanging | – | ±1 |
/// | cosine and sine of the second, from the first | – | ±1 |
/// | first angular velocity | rad/s | ±4π |
/// | second angular velocity | rad/s | ±9π |
///
/// Actions `0`, `1` and `2` apply −1, 0 and 1 N m between the links for 0.2 s.  Each step costs 1,
/// the last one nothing.  The episode terminates once the free end is a link's length above the bar.
/// It begins with all four numbers uniform within ±0.1.
///
/// Follows Sutton, *Generalization in reinforcement learning: successful examples using sparse
/// coarse coding*, NeurIPS 8, 1996, with the equations of Sutton and Barto's book, as Gymnasium
/// does: its episodes are the same, seed for seed.
public struct Acrobot: Environment {
  let physics: Physics
  var state = SIMD4<Double>()  // θ₁ and θ₂ in rad, ω₁ and ω₂ in rad/s
  private(set) var torque = 0.0  // N m, of the last step
  var first = Direction(of: 0)  // of θ₁
  var second = Direction(of: 0)  // of θ₂

  /// Creates a gymnast who hangs at rest.
  public init(physics: Physics = Physics()) { self.physics = physics }

  public var observationSpace: Space {
    let (first, second) = (Float(physics.greatestSpeeds.x), Float(physics.greatestSpeeds.y))
    return .box(
      Box([-1...1, -1...1, -1...1, -1...1, -first...first, -second...second]))
  }

  public var actionSpace: Space { .discrete(3) }

  public mutating func reset(using random: inout RandomSource) {
    // Gymnasium rounds the start, and nothing after it, to single precision.
    for place in 0..<4 { state[place] = Double(Float(random.uniform(in: -0.1..<0.1))) }
    torque = 0
    (first, second) = (Direction(of: state[0]), Direction(of: state[1]))
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    stepAlone(action, using: &random)
  }

  public static func step(_ cohort: Cohort<Acrobot>) {
    for copy in 0..<cohort.count {
      cohort[copy].pointee.pull(
        Double(cohort.number(of: copy) - 1), using: &cohort.random(of: copy).pointee)
    }
    Swings.advance(cohort)
    Directions.withMemory { both in
      both.find(cohort.count) { cohort[$0].pointee.state[1] + cohort[$0].pointee.state[0] }
      for copy in 0..<cohort.count {
        cohort.settle(copy, cohort[copy].pointee.outcome(with: both[copy]))
      }
    }
  }

  private mutating func pull(_ share: Double, using random: inout RandomSource) {
    torque = share * physics.torque
    if physics.torqueNoise > 0 {
      torque += random.uniform(in: -physics.torqueNoise..<physics.torqueNoise)
    }
  }

  /// What a step has led to, where the sum of the angles has a direction.
  private func outcome(with both: Direction) -> Outcome {
    let height = -physics.lengths.x * first.cosine - physics.lengths.y * both.cosine  // m
    let isUp = height > physics.lengths.x
    return Outcome(reward: isUp ? 0 : -1, ending: isUp ? .terminated : nil)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(first.cosine)
    row[1] = Float(first.sine)
    row[2] = Float(second.cosine)
    row[3] = Float(second.sine)
    row[4] = Float(state[2])
    row[5] = Float(state[3])
  }
}

extension Acrobot {
  /// The task as Gymnasium registers it, with episodes of at most 500 steps.
  public static let v1 = EnvironmentEntry(
    "Acrobot-v1", summary: "Swing two links up by the joint between them.",
    rewards: "−1 a step, 0 for the last; ends a link's length above the bar, or after 500",
    source: "Sutton, 1996; Gymnasium", randomReturn: -499, solvedReturn: -100,
    trainingSteps: 100_000, actionNames: ["torque −1", "none", "torque +1"],
    options: Physics.self
  ) { TimeLimited(Acrobot(physics: $0), steps: 500) }
}

// MARK: - Appearance

extension Acrobot: Drawable {
  public func draw(on canvas: inout Canvas) {
    let (first, second) = (physics.lengths.x, physics.lengths.y)
    let reach = 1.15 * (first + second)
    canvas.bounds = Canvas.Bounds(x: -reach...reach, y: -reach...reach)
    canvas.add(
      .line(
        from: Canvas.Point(-reach, first), to: Canvas.Point(reach, first), thickness: 0.04,
        color: .vermilion))
    let bar = Canvas.Point(0, 0)
    let hip = Canvas.Point(first * sin(state[0]), -first * cos(state[0]))
    let foot = Canvas.Point(
      hip.x + second * sin(state[0] + state[1]), hip.y - second * cos(state[0] + state[1]))
    canvas.add(.line(from: bar, to: hip, thickness: 0.16, color: .blue))
    canvas.add(.line(from: hip, to: foot, thickness: 0.16, color: .sky))
    canvas.add(.circle(center: bar, radius: 0.1, fill: .ink))
    canvas.add(.circle(center: hip, radius: 0.1, fill: torque == 0 ? .ink : .orange))
  }
}
