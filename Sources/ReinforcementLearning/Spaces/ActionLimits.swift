/// What a batch of actions is held against before an environment sees it.
struct ActionLimits {
  private let space: Space

  init(_ space: Space) { self.space = space }

  /// The first row that is not an action, if there is one.
  func firstViolation(in actions: Rows) -> Int? {
    let areAllowed =
      switch space {
      case .discrete(let count): Self.areIndices(actions.storage.span, below: Float(count))
      case .box(let box): Self.areWithin(actions.storage.span, box.low.span, box.high.span)
      default: false
      }
    return areAllowed ? nil : (0..<actions.count).first { !space.contains(actions[$0]) }
  }

  /// Whether numbers are surely indices; by their bits, so that many are looked at at once.
  private static func areIndices(_ numbers: Span<Float>, below limit: Float) -> Bool {
    let last = Int32(bitPattern: limit.bitPattern) - 1
    let halfless: Float = 0x1p23  // next to which numbers are whole
    var signs: Int32 = 0
    var fractions: UInt32 = 0
    for place in numbers.indices {
      let number = numbers[unchecked: place]
      let bits = Int32(bitPattern: number.bitPattern)
      signs |= bits | (last &- bits)
      fractions |= number.bitPattern ^ (number + halfless - halfless).bitPattern
    }
    return signs >= 0 && fractions == 0
  }

  private static func areWithin(
    _ numbers: Span<Float>, _ low: Span<Float>, _ high: Span<Float>
  ) -> Bool {
    var areWithin = true
    for start in stride(from: 0, to: numbers.count, by: max(low.count, 1)) {
      for place in low.indices {
        let number = numbers[start + place]
        areWithin = areWithin && number.isFinite && number >= low[place] && number <= high[place]
      }
    }
    return areWithin
  }
}
