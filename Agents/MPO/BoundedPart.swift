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

  /// Moves it back towards its target, as far as measured divergences exceed the bound.
  ///
  /// A divergence grows with the square of the way, so that the root of their ratio remains of it.
  func retract(_ divergences: some Collection<Float>) {
    let greatest = divergences.max() ?? 0
    guard greatest > bound else { return }
    let kept = (bound / greatest).squareRoot()
    for (parameter, origin) in zip(network.parameters, target.parameters) {
      for place in parameter.buffer.indices {
        let start = origin.buffer[place]
        parameter.buffer[place] = start + kept * (parameter.buffer[place] - start)
      }
    }
  }
}
