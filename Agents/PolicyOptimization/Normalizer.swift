internal import ReinforcementLearning

/// Keeps what is seen near mean zero and deviation one, and rewards near the scale of one return.
///
/// The statistics of features change between rollouts only, so that a rollout sees through one pair
/// of glasses.  Follows the wrappers of Gymnasium: numbers are clipped to ±10, and rewards divided by
/// the deviation of the running discounted return, without taking its mean away.
struct Normalizer: Codable {
  private var features: RunningStatistics?
  private var scales: [Float] = []  // one over the deviation of each feature
  private var means: [Float] = []
  private var returns: RunningStatistics?
  private var running: [Double]
  private let discount: Double

  private static let clip: Float = 10

  /// Creates statistics of nothing.
  ///
  /// - Parameters:
  ///   - features: How many features there are; nil leaves them as they are.
  ///   - copies: In how many copies rewards are paid; nil leaves them as they are.
  ///   - discount: γ.
  init(features: Int?, copies: Int?, discount: Double) {
    self.features = features.map { RunningStatistics(width: $0) }
    returns = copies.map { _ in RunningStatistics(width: 1) }
    running = Array(repeating: 0, count: copies ?? 0)
    self.discount = discount
  }

  /// Normalizes rows of features in place.
  func normalize(_ rows: UnsafeMutableBufferPointer<Float>) {
    guard !scales.isEmpty else { return }
    for place in rows.indices {
      let feature = place % scales.count
      let number = (rows[place] - means[feature]) * scales[feature]
      rows[place] = min(max(number, -Self.clip), Self.clip)
    }
  }

  /// Takes rows of features, as they were before, into account from now on.
  mutating func absorb(_ rows: [Float]) {
    guard var statistics = features else { return }
    for start in stride(from: 0, to: rows.count, by: statistics.width) {
      statistics.include(rows[start..<start + statistics.width])
    }
    features = statistics
    means = statistics.mean.map { Float($0) }
    scales = statistics.variance.map { Float(1 / ($0 + 1e-8).squareRoot()) }
  }

  /// A reward on the scale of the returns seen so far.
  mutating func scaled(_ reward: Double, copy: Int, isLast: Bool) -> Double {
    guard var statistics = returns else { return reward }
    running[copy] = discount * running[copy] + reward
    statistics.include([Float(running[copy])])
    returns = statistics
    if isLast { running[copy] = 0 }
    let scaled = reward / (statistics.variance[0] + 1e-8).squareRoot()
    return min(max(scaled, -Double(Self.clip)), Double(Self.clip))
  }
}
