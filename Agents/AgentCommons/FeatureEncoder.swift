public import ReinforcementLearning

/// Turns rows of a space into what a network sees: numbers as they are, indices one-hot.
public struct FeatureEncoder: Sendable {
  private let space: Space
  /// Whether features are the rows themselves.
  public var isIdentity: Bool { !space.hasIndices }
  /// The extents of observations that are images, for an ``ImageTorso``.
  public var image: ImageShape? { ImageShape(space) }
  /// How many numbers a network sees of a row.
  public let width: Int
  /// How many floats a row has.
  public let rowWidth: Int

  /// Creates an encoder of a space's rows.
  public init(_ space: Space) {
    self.space = space
    width = space.featureWidth
    rowWidth = space.rowWidth
  }

  /// Writes the features of rows that stand one after the other.
  ///
  /// - Precondition: `features` holds ``width`` floats for each row.
  public func encode(
    _ rows: UnsafeBufferPointer<Float>, into features: UnsafeMutableBufferPointer<Float>
  ) {
    guard space.hasIndices else {
      _ = features.update(fromContentsOf: rows)
      return
    }
    if space.discreteCount != nil {
      features.update(repeating: 0)
      for (row, index) in rows.enumerated() { features[row * width + Int(index)] = 1 }
      return
    }
    var encoded: [Float] = []
    let floats = Array(rows)
    for start in stride(from: 0, to: floats.count, by: rowWidth) {
      space.appendFeatures(of: floats[start..<start + rowWidth], to: &encoded)
    }
    _ = features.update(fromContentsOf: encoded)
  }
}
