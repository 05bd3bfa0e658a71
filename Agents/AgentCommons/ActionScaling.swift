package import ReinforcementLearning

/// The map between actions within ±1, as policies and critics see them, and those of a bounded box.
package struct ActionScaling: Sendable {
  /// How many numbers an action has, `D`.
  package var width: Int { low.count }
  private let low: [Float]
  private let high: [Float]

  /// Creates the map.
  ///
  /// - Precondition: the box is bounded.
  package init(_ box: Box) {
    precondition(box.isBounded, "the registry lets actor-critics act in bounded boxes only")
    low = box.low
    high = box.high
  }

  /// Writes the box's actions of rows within ±1 that stand one after the other, `[n, D]`.
  package func expand(_ inner: UnsafeBufferPointer<Float>, into actions: inout Rows) {
    for copy in 0..<actions.count {
      for place in 0..<width {
        let part = (inner[copy * width + place] + 1) / 2
        let action = low[place] + (high[place] - low[place]) * part
        // Rounding may lead out of the box.
        actions[copy, place] = min(max(action, low[place]), high[place])
      }
    }
  }

  /// What an action of the box is within ±1.
  package func shrink(_ action: ArraySlice<Float>) -> [Float] {
    zip(action, zip(low, high)).map { number, range in
      let extent = range.1 - range.0
      return extent > 0 ? min(max(2 * (number - range.0) / extent - 1, -1), 1) : 0
    }
  }
}
