import ReinforcementLearning

/// A deep sea's size and, for each cell, which action leads to the right.
struct SeaFloor: Codable, Hashable, Sendable {
  /// How many rows, columns and steps there are.
  let size: Int
  /// Whether right is another action in each cell; else it is action 1 everywhere.
  let isMapped: Bool
  /// The seed of the map.
  let mapping: Int

  static let rightActions = Memo<Self, [UInt8]>()

  /// The action that leads to the right, cell by cell.
  var rightActions: [UInt8] {
    Self.rightActions.value(for: self) {
      guard isMapped else { return Array(repeating: 1, count: size * size) }
      var random = RandomSource(seed: UInt64(mapping), stream: "deep-sea")
      return (0..<size * size).map { _ in UInt8(random.integer(below: 2)) }
    }
  }
}
