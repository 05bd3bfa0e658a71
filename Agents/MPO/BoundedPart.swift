internal import Networks
internal import TensorCore

/// A part of the policy that may move only so far from its target: the mean, the covariance, or
/// discrete probabilities.
///
/// Each part is a network of its own, so that what bounds one does not hold up another.
struct BoundedPart {
  /// What it is called in metrics and checkpoints.
  let name: String
  let network: NormalizedNetwork
  let target: NormalizedNetwork
  /// ε.
  let bound: Float
  /// α.
  let dual: Dual

  /// The part of the bound that measured divergences are held to: they vary from sample to sample.
  private static let margin: Float = 0.7

  /// Moves it back towards its target, as far as measured divergences come near the bound.
  ///
  /// A divergence grows with the square of the way, so that the root of their ratio remains of it.
  func retract(_ divergences: some Collection<Float>) {
    let greatest = divergences.max() ?? 0
    let limit = Self.margin * bound
    guard greatest > limit else { return }
    let kept = (limit / greatest).squareRoot()
    for (parameter, origin) in zip(network.parameters, target.parameters) {
      for place in parameter.buffer.indices {
        let start = origin.buffer[place]
        parameter.buffer[place] = start + kept * (parameter.buffer[place] - start)
      }
    }
  }
}
