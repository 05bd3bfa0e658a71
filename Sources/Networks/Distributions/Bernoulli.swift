public import TensorCore

/// One or zero at each element, one with the probability `1 / (1 + exp(-logit))`.
public struct Bernoulli {
  /// `log (p / (1 - p))`, `[…]`.
  public let logits: Tensor

  /// Creates a distribution from finite logits, `[…]`.
  public init(logits: Tensor) { self.logits = logits }

  /// The probabilities of one, `[…]`.
  public var probabilities: Tensor { logits.sigmoid() }

  /// The likelier values, `[…]`; zero where both are equally likely.
  public var mode: Tensor { logits.greater(than: 0) }

  /// The logarithms of the probabilities of values, ones and zeros `[…]`: `[…]`.
  public func logProbability(of values: Tensor) -> Tensor { values * logits - logits.softplus() }

  /// `-p log p - (1 - p) log (1 - p)`, `[…]`.
  public func entropy() -> Tensor { logits.softplus() - logits * probabilities }

  /// The Kullback-Leibler divergence to another distribution, `[…]`.
  public func divergence(to other: Bernoulli) -> Tensor {
    other.logits.softplus() - logits.softplus() + probabilities * (logits - other.logits)
  }

  /// Ones and zeros, `[…]`, through which no gradient passes.
  ///
  /// `noise` are independent uniform numbers of `[0, 1)`, `[…]`.
  public func sample(uniform noise: Tensor) -> Tensor { noise.less(than: probabilities) }
}
