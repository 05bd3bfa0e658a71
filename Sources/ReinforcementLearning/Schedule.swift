#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A number that changes over training.
public struct Schedule: Codable, Hashable, Sendable {
  /// How a number goes from its first value `i` to its last `f`, at the share `p` of the way.
  public enum Shape: String, Codable, Hashable, Sendable, CaseIterable {
    /// Not at all: `i`.
    case constant
    /// Evenly: `i + (f - i) p`.
    case linear
    /// Along half a wave: `f + (i - f) (1 + cos πp) / 2` (Loshchilov and Hutter, *SGDR: stochastic
    /// gradient descent with warm restarts*, 2017, equation 5).
    case cosine
    /// By the same factor at every step, `i (f / i)ᵖ`; both values are to be greater than zero.
    case exponential
  }

  /// How it changes.
  public var shape: Shape
  /// The value at the start, or at the end of the warm-up.
  public var initial: Double
  /// The value once ``duration`` is over, unless it is constant.
  public var final: Double
  /// After how many steps it no longer changes.
  public var duration: Int
  /// Over how many of these steps, the first, it grows evenly from zero to ``initial`` (Goyal et al.,
  /// *Accurate, large minibatch SGD*, 2017, section 2.2).
  public var warmUp: Int

  /// Creates a schedule; one without duration is at its final value from the start.
  public init(
    _ shape: Shape = .linear, from initial: Double, to final: Double, over duration: Int,
    warmingUpOver warmUp: Int = 0
  ) {
    self.shape = shape
    self.initial = initial
    self.final = final
    self.duration = duration
    self.warmUp = warmUp
  }

  /// The value after so many steps; those before the first count as none.
  public func value(at step: Int) -> Double {
    let step = max(step, 0)
    guard step >= warmUp else { return initial * Double(step) / Double(warmUp) }
    if shape == .constant { return initial }
    guard step < duration else { return final }
    let (passed, all) = (Double(step - warmUp), Double(duration - warmUp))
    switch shape {
    case .constant: return initial
    case .linear: return initial + (final - initial) * passed / all
    case .cosine: return final + (initial - final) * (1 + cos(.pi * passed / all)) / 2
    case .exponential: return initial * pow(final / initial, passed / all)
    }
  }
}
