public import TensorCore

/// A distribution of rows of `D` numbers that a mixture can be made of.
public protocol MixtureComponent {
  /// The means, `[…, D]`.
  var mean: Tensor { get }
  /// The logarithms of the densities at values of a shape that can be repeated to `[…, D]`: `[…]`.
  func logProbability(of values: Tensor) -> Tensor
}

extension Gaussian: MixtureComponent {}
extension MultivariateGaussian: MixtureComponent {}
extension Beta: MixtureComponent {}

/// One of `K` distributions of one family, chosen for each row by logits of `[…, K]`.
///
/// Its entropy, its divergences and its mode have no closed form; means over samples of
/// log-probabilities estimate the first two.
public struct Mixture<Component: MixtureComponent> {
  /// Which component a row comes from, `[…, K]`.
  public let weights: Categorical
  /// All components, of rows of `[…, K, D]`.
  public let components: Component

  /// Creates a mixture of components with rows of `[…, K, D]`, and of probabilities proportional to
  /// `exp(logits)`, `[…, K]`.
  public init(logits: Tensor, components: Component) {
    let means = components.mean.shape
    if Array(means.dropLast()) != logits.shape || logits.shape.isEmpty {
      logits.trace.refuse(
        "mixture", "logits \(logits.shape) and means \(means) are not […, K] and […, K, D]")
    }
    weights = Categorical(logits: logits)
    self.components = components
  }

  /// The weighted means of the components, `[…, D]`.
  public var mean: Tensor { weighted(components.mean, by: weights.probabilities) }

  /// The logarithms of the densities at values of `[…, D]`: `log Σ exp (log w + log p)`, `[…]`.
  public func logProbability(of values: Tensor) -> Tensor {
    let spread = values.reshaped(Array(values.shape.dropLast()) + [1] + values.shape.suffix(1))
    let each = components.logProbability(of: spread)
    return (weights.logProbabilities + each).logSumExp(axis: -1)
  }

  /// One of several samples for each row, `[…, D]`: differentiable by the sample that is chosen, but
  /// not by the weights.
  ///
  /// - Parameters:
  ///   - samples: One of each component, `[…, K, D]`.
  ///   - noise: Independent uniform numbers of `[0, 1)`, `[…, K]`.
  /// - Returns: `[…, D]`.
  public func sample(among samples: Tensor, uniform noise: Tensor) -> Tensor {
    let count = weights.logProbabilities.shape.last ?? 1
    return weighted(samples, by: weights.sample(uniform: noise).oneHot(count))
  }

  /// The sums of `[…, K, D]` over components, by weights of `[…, K]`.
  private func weighted(_ rows: Tensor, by weights: Tensor) -> Tensor {
    (weights.reshaped(weights.shape + [1]) * rows).sum(axis: -2)
  }
}
