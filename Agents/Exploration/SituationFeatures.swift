internal import AgentCommons
internal import ReinforcementLearning

/// Situations as numbers of about one size: indices one-hot, numbers between bounds within ±1, numbers
/// without bounds as `x / (1 + |x|)`.
struct SituationFeatures {
  private let encoder: FeatureEncoder
  private let box: Box?
  /// How many numbers there are of a situation.
  var width: Int { encoder.width }

  init(_ space: Space) {
    encoder = FeatureEncoder(space)
    box = space.box
  }

  /// The features of one observation, `[width]`.
  func features(of observation: ArraySlice<Float>) -> [Float] {
    var features = [Float](repeating: 0, count: width)
    features.withUnsafeMutableBufferPointer { features in
      observation.withUnsafeBufferPointer { encoder.encode($0, into: features) }
    }
    guard let box else { return features }
    return features.indices.map { place in
      let (low, high, number) = (box.low[place], box.high[place], features[place])
      guard low.isFinite, high.isFinite, low < high else { return number / (1 + abs(number)) }
      return 2 * (number - low) / (high - low) - 1
    }
  }
}
