extension RandomSource {
  /// An integer from zero up to, but never, `count`: numpy's `integers`.
  ///
  /// - Precondition: `count` is positive.
  @inlinable
  public mutating func integer(below count: Int) -> Int {
    precondition(count > 0, "no integer is at least 0 and below \(count)")
    return Int(truncatingIfNeeded: integer(upTo: UInt64(count) &- 1))
  }

  /// An integer of a range: numpy's `integers`.
  ///
  /// - Precondition: the range is not empty.
  @inlinable
  public mutating func integer(in range: Range<Int>) -> Int {
    precondition(!range.isEmpty, "no integer is in \(range)")
    let span = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound)) &- 1
    return range.lowerBound &+ Int(truncatingIfNeeded: integer(upTo: span))
  }

  /// Overwrites numbers with as many integers below `count`, as floats.
  ///
  /// - Precondition: `count` is positive.
  @inlinable
  public mutating func fill(_ numbers: inout [Float], withIntegersBelow count: Int) {
    var span = numbers.mutableSpan
    for place in span.indices { span[place] = Float(integer(below: count)) }
  }

  /// An integer from zero to `greatest`, both included.
  ///
  /// As in numpy, a range that fits 32 bits takes half a draw and a range of one value takes none.
  @inlinable
  mutating func integer(upTo greatest: UInt64) -> UInt64 {
    if greatest == 0 { return 0 }
    if greatest < UInt64(UInt32.max) {
      return UInt64(half(below: UInt32(truncatingIfNeeded: greatest) &+ 1))
    }
    if greatest == UInt64(UInt32.max) { return UInt64(nextHalf()) }
    return greatest == .max ? next() : word(below: greatest &+ 1)
  }

  /// Follows Lemire, *Fast random integer generation in an interval*, ACM Transactions on Modeling
  /// and Computer Simulation 29, 2019.
  @inlinable
  mutating func half(below count: UInt32) -> UInt32 {
    var product = UInt64(nextHalf()) &* UInt64(count)
    if UInt32(truncatingIfNeeded: product) < count {
      let threshold = (0 &- count) % count
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(nextHalf()) &* UInt64(count)
      }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  @inlinable
  mutating func word(below count: UInt64) -> UInt64 {
    var product = next().multipliedFullWidth(by: count)
    if product.low < count {
      let threshold = (0 &- count) % count
      while product.low < threshold { product = next().multipliedFullWidth(by: count) }
    }
    return product.high
  }
}
