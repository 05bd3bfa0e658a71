extension RandomSource {
  /// A place among weights, each as likely as its weight is large: numpy's `choice` with `p`.
  ///
  /// - Precondition: no weight is negative, and at least one is positive.
  public mutating func choice(weightedBy weights: [Double]) -> Int {
    var cumulative = weights
    for place in cumulative.indices.dropFirst() { cumulative[place] += cumulative[place - 1] }
    guard let total = cumulative.last, total > 0, weights.allSatisfy({ $0 >= 0 }) else {
      preconditionFailure("the weights \(weights) leave nothing to choose")
    }
    let draw = uniform()
    // The last quotient is one, and a draw never is, so that there always is such a place.
    return cumulative.firstIndex { $0 / total > draw } ?? weights.count - 1
  }

  /// So many different integers below `count`, in random order: numpy's `choice` without
  /// replacement.
  ///
  /// - Precondition: `amount` is not negative and at most `count`.
  public mutating func choices(_ amount: Int, below count: Int) -> [Int] {
    precondition((0...count).contains(amount), "\(count) integers are not \(amount) different ones")
    // numpy's own bounds for when a shuffled tail is the faster way.
    guard count > 10_000, amount > count / 50 else {
      var chosen = sampled(amount, below: count)
      mix(&chosen, downTo: 1)
      return chosen
    }
    var all = Array(0..<count)
    mix(&all, downTo: max(count - amount, 1))
    return Array(all.suffix(amount))
  }

  /// Follows Floyd in Bentley, *Programming pearls: a sample of brilliance*, Communications of the
  /// ACM 30, 1987.
  private mutating func sampled(_ amount: Int, below count: Int) -> [Int] {
    var seen: Set<Int> = []
    return (count - amount..<count).map { newest in
      let drawn = Int(integer(upTo: UInt64(newest)))
      let chosen = seen.contains(drawn) ? newest : drawn
      seen.insert(chosen)
      return chosen
    }
  }

  /// Puts elements into random order: numpy's `shuffle`, by Fisher and Yates.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for place in elements.indices.dropFirst().reversed() {
      elements.swapAt(place, Int(masked(upTo: UInt64(place))))
    }
  }

  /// The integers below `count` in random order: numpy's `permutation`.
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }

  /// An integer from zero to `greatest`, both included, as numpy draws it for `shuffle` alone:
  /// as many low bits as `greatest` has, until they do not exceed it.
  private mutating func masked(upTo greatest: UInt64) -> UInt64 {
    let mask = UInt64.max >> greatest.leadingZeroBitCount
    while true {
      let word = (greatest <= UInt32.max ? UInt64(nextHalf()) : next()) & mask
      if word <= greatest { return word }
    }
  }

  /// Draws the elements from the last down to that at `first`, as numpy does within `choice`.
  private mutating func mix(_ elements: inout [Int], downTo first: Int) {
    for place in (first..<max(elements.count, first)).reversed() {
      elements.swapAt(place, Int(integer(upTo: UInt64(place))))
    }
  }
}
