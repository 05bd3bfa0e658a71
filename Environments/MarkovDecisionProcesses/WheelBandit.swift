import Foundation
public import ReinforcementLearning

/// A point on a wheel, and five arms: at the rim one of four pays hugely, which one depends on where.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the point, right and up from the hub | radius | ±1 |
///
/// Action `4` pays 1.2 on average and is safe.  Actions `0` to `3` pay 1 on average but, at least
/// `rim` from the hub, 50 in their own quarter: upper right, lower right, upper left, lower left.
/// Rewards are normal with deviation 0.05, and 0.01 for the large ones.  An episode is one choice at
/// a point drawn uniformly from the wheel.
///
/// Follows Riquelme, Tucker and Snoek, *Deep Bayesian bandits showdown*, ICLR 2018, with the numbers
/// of the quarters of its code.
public struct WheelBandit: Environment {
  private static let safeMean = 1.2
  private static let riskyMean = 1.0
  private static let largeMean = 50.0
  private static let safeArm = 4

  private let rim: Double
  private var point = SIMD2<Double>()

  /// Creates a wheel.
  ///
  /// - Parameter rim: δ, how far from the hub the rim begins, from 0 to 1.
  public init(rim: Double = 0.5) {
    precondition((0...1).contains(rim), "a rim that begins at \(rim) of the radius")
    self.rim = rim
  }

  public var observationSpace: Space { .box(Box([-1...1, -1...1])) }
  public var actionSpace: Space { .discrete(Self.safeArm + 1) }

  public mutating func reset(using random: inout RandomSource) {
    repeat {
      point = SIMD2(random.uniform(in: -1..<1), random.uniform(in: -1..<1))
    } while (point * point).sum() > 1
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let mean = mean(of: action)
    let deviation = mean == Self.largeMean ? 0.01 : 0.05
    return Outcome(reward: mean + deviation * random.normal(), ending: .terminated)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(point.x)
    row[1] = Float(point.y)
  }

  private var quarter: Int { point.x > 0 ? (point.y > 0 ? 0 : 1) : (point.y > 0 ? 2 : 3) }
  private var isAtRim: Bool { (point * point).sum() >= rim * rim }

  private func mean(of arm: Int) -> Double {
    if arm == Self.safeArm { return Self.safeMean }
    return isAtRim && arm == quarter ? Self.largeMean : Self.riskyMean
  }
}

extension WheelBandit {
  /// What may be chosen about a wheel.
  public struct Options: EnvironmentOptions {
    var rim = 0.5

    public static let parameters = [
      ParameterDescription("rim", "δ, how far from the hub the rim begins", in: .unit)
    ]

    /// Creates the defaults.
    public init() {}
  }

  /// The wheel with δ = 0.5: the best play earns 37.8.
  public static let v0 = EnvironmentEntry(
    "WheelBandit-v0", summary: "Choose an arm for each point of a wheel.",
    rewards: "50 for the right arm at the rim, 1.2 for the safe one, 1 for others; one choice",
    source: "Riquelme, Tucker and Snoek, 2018", randomReturn: 8.38, solvedReturn: 35,
    trainingSteps: 20_000,
    actionNames: ["upper right", "lower right", "upper left", "lower left", "safe"],
    options: Options.self
  ) { WheelBandit(rim: $0.rim) }
}

// MARK: - Solution

extension WheelBandit: Solvable {
  public var discount: Double { 1 }

  public func optimum() -> Optimum {
    let best = isAtRim ? quarter : Self.safeArm
    return Optimum(
      value: mean(of: best), expectedLength: 1,
      actionValues: (0...Self.safeArm).map(mean), actions: [[Float(best)]])
  }
}

// MARK: - Appearance

extension WheelBandit: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -1.2...1.2, y: -1.2...1.2)
    let colors: [Color] = [.sky, .yellow, .green, .purple]
    for (place, color) in zip([0, 3, 1, 2], colors) {
      canvas.add(.polygon(sector(quarter: place), fill: color))
    }
    canvas.add(.circle(center: Canvas.Point(0, 0), radius: rim, fill: .paper))
    canvas.add(.circle(center: Canvas.Point(point.x, point.y), radius: 0.08, fill: .ink))
  }

  /// A quarter of the disc, counted counter-clockwise from the upper right.
  private func sector(quarter: Int) -> [Canvas.Point] {
    let pieces = 16
    return [Canvas.Point(0, 0)]
      + (0...pieces).map {
        let turn = (Double(quarter) + Double($0) / Double(pieces)) * .pi / 2
        return Canvas.Point(cos(turn), sin(turn))
      }
  }
}
