/// How fast frames follow one another, in seconds of a clock that the caller reads.
public struct Pace: Hashable, Sendable {
  /// How fast.
  public private(set) var speed = Speed.normal
  /// Whether time stands still.
  public var isPaused = false

  private var nextStep = 0.0  // s

  /// How many steps are taken in a second at the normal speed.
  public static let stepsPerSecond = 30.0
  /// For how many seconds the end of an episode stays in view at the normal speed.
  public static let hold = 1.0
  /// Beyond this many seconds, lost time is not made up for.
  private static let patience = 0.25

  /// Creates the normal pace.
  public init() {}

  /// Whether it is time for the next frame.
  public func isDue(at time: Double) -> Bool { !isPaused && time >= nextStep }

  /// The seconds until the next frame; nil when paused.
  public func wait(from time: Double) -> Double? { isPaused ? nil : max(0, nextStep - time) }

  /// Takes note that a frame is shown, which stays longer if an episode ends with it.
  public mutating func show(ending: Bool, at time: Double) {
    let start = time - nextStep > Self.patience ? time : max(nextStep, 0)
    guard let factor = speed.factor else {
      nextStep = time
      return
    }
    nextStep = start + (ending ? Self.hold / max(1, factor) : 1 / (Self.stepsPerSecond * factor))
  }

  /// Goes on at another speed, from now.
  public mutating func change(to speed: Speed, at time: Double) {
    self.speed = speed
    nextStep = time
  }
}

/// A speed: a power of two times the normal one, or as fast as the machine can.
public enum Speed: Hashable, Sendable, CustomStringConvertible {
  /// 2ⁿ times the normal speed; n from -3 to 4.
  case scaled(power: Int)
  /// As fast as the machine can.
  case unlimited

  /// One times the normal speed.
  public static let normal = Speed.scaled(power: 0)

  private static let powers = -3...4

  /// The next higher speed; the highest has none and stays.
  public var faster: Speed {
    guard case .scaled(let power) = self, power < Self.powers.upperBound else { return .unlimited }
    return .scaled(power: power + 1)
  }

  /// The next lower speed; the lowest has none and stays.
  public var slower: Speed {
    guard case .scaled(let power) = self else {
      return .scaled(power: Self.powers.upperBound)
    }
    return .scaled(power: max(power - 1, Self.powers.lowerBound))
  }

  /// How many times the normal speed; nil if unlimited.
  public var factor: Double? {
    guard case .scaled(let power) = self else { return nil }
    return power < 0 ? 1 / Double(1 << -power) : Double(1 << power)
  }

  public var description: String {
    guard case .scaled(let power) = self else { return "unlimited" }
    return power < 0 ? "× 1/\(1 << -power)" : "× \(1 << power)"
  }
}
