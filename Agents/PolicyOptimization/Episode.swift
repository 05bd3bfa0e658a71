/// What was seen, done and paid in one episode.
///
/// Shapes: `T` steps, `F` features, `D` numbers of an action as it was drawn.
struct Episode: Codable {
  /// `[T, F]`.
  var features: [Float] = []
  /// `[T, D]`.
  var actions: [Float] = []
  /// `[T]`.
  var rewards: [Double] = []

  /// `G = r + γ G′` from every step on, `[T]`.
  func returns(discount: Double) -> [Float] {
    var following = 0.0
    var returns = [Float](repeating: 0, count: rewards.count)
    for step in rewards.indices.reversed() {
      following = rewards[step] + discount * following
      returns[step] = Float(following)
    }
    return returns
  }
}
