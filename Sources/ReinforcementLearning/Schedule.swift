/// A number that changes over training.
public struct LinearSchedule: Codable, Hashable, Sendable {
  /// The value at the start.
  public var initial: Double
  /// The value once ``duration`` is over.
  public var final: Double
  /// Over how many steps it changes.
  public var duration: Int

  /// Creates a schedule; one without duration is at its final value from the start.
  public init(from initial: Double, to final: Double, over duration: Int) {
    self.initial = initial
    self.final = final
    self.duration = duration
  }

  /// The value after so many steps.
  public func value(at step: Int) -> Double {
    guard duration > 0, step < duration else { return final }
    return initial + (final - initial) * Double(max(step, 0)) / Double(duration)
  }
}
