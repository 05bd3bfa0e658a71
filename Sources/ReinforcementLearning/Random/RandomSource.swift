/// The one source of chance: numpy's PCG64, draw for draw.
///
/// A value of a few words: a copy continues as the original would.  Follows O'Neill, *PCG: a family
/// of simple fast space-efficient statistically good algorithms for random number generation*, 2014
/// (XSL-RR 128/64), seeded and read as numpy's `Generator` does.
public struct RandomSource: RandomNumberGenerator, Hashable, Sendable {
  @usableFromInline var state: UInt128
  @usableFromInline let increment: UInt128
  /// The upper half of a draw of which only the lower was used.
  @usableFromInline var half: UInt32?

  @usableFromInline
  static let multiplier = UInt128(0x2360_ed05_1fc6_5da4) << 64 | UInt128(0x4385_df64_9fcc_f645)

  /// Creates the source that `numpy.random.default_rng(seed)` is.
  public init(seed: UInt64) { self.init(SeedSequence(seed)) }

  /// Creates the source of a named stream of a seed, independent of every other.
  public init(seed: UInt64, stream: String, index: Int = 0) {
    self.init(SeedSequence(seed: seed, stream: stream, index: index))
  }

  /// Creates a source from a sequence.
  public init(_ sequence: SeedSequence) {
    let words = sequence.state(words: 8).map { UInt128($0) }
    func joined(_ first: Int) -> UInt128 {
      let high = words[first] | words[first + 1] << 32
      let low = words[first + 2] | words[first + 3] << 32
      return high << 64 | low
    }
    increment = joined(4) << 1 | 1
    state = (increment &+ joined(0)) &* Self.multiplier &+ increment
  }

  init(state: UInt128, increment: UInt128, half: UInt32?) {
    self.state = state
    self.increment = increment
    self.half = half
  }

  /// Sixty-four bits.
  @inlinable
  public mutating func next() -> UInt64 {
    state = state &* Self.multiplier &+ increment
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state >> 122)
    return folded >> turn | folded << ((64 &- turn) & 63)
  }

  /// Thirty-two bits: the lower half of a draw, then its upper half.
  @inlinable
  public mutating func nextHalf() -> UInt32 {
    if let kept = half {
      half = nil
      return kept
    }
    let word = next()
    half = UInt32(truncatingIfNeeded: word >> 32)
    return UInt32(truncatingIfNeeded: word)
  }

  /// A number from zero up to, but never, one, with 53 bits: numpy's `random`.
  @inlinable
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number of a range: numpy's `uniform`.
  @inlinable
  public mutating func uniform(in range: Range<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }
}
