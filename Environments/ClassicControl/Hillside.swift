import ReinforcementLearning
import Foundation

/// The valley between two hills in which a car of ``MountainCar`` or ``MountainCarContinuous`` rolls.
///
/// The height above the position `x` is `0.55 + 0.45 sin 3x`, so that the floor is at −π/6.
public struct Hillside: Codable, Hashable, Sendable {
  /// What gravity adds to the velocity in a step where the slope is steepest.
  public var gravity = 0.0025
  /// What the engine adds to the velocity in a step when it pushes as hard as it can.
  public var push: Double
  /// The greatest speed to either side.
  public var greatestSpeed = 0.07
  /// Where the car may be; the left end is a wall that stops it.
  public var positions = -1.2...0.6
  /// Where the episode ends, if the car moves at least as fast as ``goalVelocity`` there.
  public var goal: Double
  /// How fast the car must be at the goal.
  public var goalVelocity = 0.0

  /// Creates a valley with an engine in it, all else as published.
  public init(push: Double, goal: Double) {
    self.push = push
    self.goal = goal
  }

  static let parameters = [
    ParameterDescription(
      "gravity", "what gravity adds to the velocity in a step", in: .nonNegative),
    ParameterDescription("push", "what the engine adds to it", in: .nonNegative),
    ParameterDescription("greatestSpeed", "the greatest speed", in: .positive),
    ParameterDescription("goal", "where the episode ends", in: -0.4...0.6),
    ParameterDescription("goalVelocity", "how fast the car must be there", in: .nonNegative),
  ]

  /// The valley of ``MountainCar``.
  public static let discrete = Hillside(push: 0.001, goal: 0.5)
  /// The valley of ``MountainCarContinuous``.
  public static let continuous = Hillside(push: 0.0015, goal: 0.45)

  /// Where a car is and how fast, within the bounds of both.
  var space: Space {
    .box(
      Box([
        Float(positions.lowerBound)...Float(positions.upperBound),
        -Float(greatestSpeed)...Float(greatestSpeed),
      ]))
  }

  /// Where a car begins, at rest.
  static func start(using random: inout RandomSource) -> Double {
    random.uniform(in: -0.6..<(-0.4))
  }

  // MARK: - Mechanics

  /// What gravity adds to the velocity where thrice the position has a cosine.
  ///
  /// Whoever asks multiplies by three, in the precision in which the position is kept.
  func pull(whereCosineIs cosine: Double) -> Double { cosine * -gravity }

  /// Moves a car after something has changed its velocity.
  ///
  /// In the precision in which the state is kept, so that the last bits agree with Gymnasium's.
  @inline(__always)
  func move<Scalar: BinaryFloatingPoint>(_ position: inout Scalar, by velocity: inout Scalar) {
    velocity = min(max(velocity, Scalar(-greatestSpeed)), Scalar(greatestSpeed))
    let left = Scalar(positions.lowerBound)
    position = min(max(position + velocity, left), Scalar(positions.upperBound))
    if position == left, velocity < 0 { velocity = 0 }
  }

  /// Whether a car has arrived.
  func isGoal<Scalar: BinaryFloatingPoint>(_ position: Scalar, _ velocity: Scalar) -> Bool {
    position >= Scalar(goal) && velocity >= Scalar(goalVelocity)
  }

  // MARK: - Appearance

  /// Draws the valley, the flag on the hill and a car.
  func draw(carAt position: Double, on canvas: inout Canvas) {
    func ground(_ position: Double) -> Canvas.Point {
      Canvas.Point(position, 0.55 + 0.45 * sin(3 * position))
    }
    canvas.bounds = Canvas.Bounds(x: positions, y: -0.4...1.4)
    let steps = 60
    let width = positions.upperBound - positions.lowerBound
    let crest = (0...steps).map {
      ground(positions.lowerBound + width * Double($0) / Double(steps))
    }
    let corners = [
      Canvas.Point(positions.upperBound, -0.4), Canvas.Point(positions.lowerBound, -0.4),
    ]
    canvas.add(.polygon(crest + corners, fill: Color.muted.opacity(0.5)))
    drawFlag(at: ground(goal), on: &canvas)
    let slope = atan(1.35 * cos(3 * position))
    let foot = ground(position)
    func point(_ along: Double, _ above: Double) -> Canvas.Point {
      Canvas.Point(
        foot.x + along * cos(slope) - above * sin(slope),
        foot.y + along * sin(slope) + above * cos(slope))
    }
    canvas.add(
      .polygon(
        [point(-0.11, 0.04), point(0.11, 0.04), point(0.11, 0.13), point(-0.11, 0.13)],
        fill: .blue))
    for wheel in [-0.06, 0.06] {
      canvas.add(.circle(center: point(wheel, 0.04), radius: 0.04, fill: .ink))
    }
  }

  private func drawFlag(at foot: Canvas.Point, on canvas: inout Canvas) {
    let top = Canvas.Point(foot.x, foot.y + 0.3)
    canvas.add(.line(from: foot, to: top, thickness: 0.02, color: .ink))
    canvas.add(
      .polygon(
        [top, Canvas.Point(foot.x - 0.15, foot.y + 0.24), Canvas.Point(foot.x, foot.y + 0.18)],
        fill: .vermilion))
  }
}
