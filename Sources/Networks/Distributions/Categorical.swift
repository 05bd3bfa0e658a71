public import TensorCore

/// One of `A` classes for each row, by logits of `[…, A]`.
public struct Categorical {
  /// The logarithms of the probabilities, `[…, A]`.
  public let logProbabilities: Tensor

  /// Creates a distribution of probabilities proportional to `exp(logits)`, `[…, A]`; a logit of
  /// `-∞` makes a class impossible.
  public init(logits: Tensor) { logProbabilities = logits.logSoftmax() }

  /// `[…, A]`, summing to one.
  public var probabilities: Tensor { logProbabilities.exp() }

  /// The likeliest classes, as indices `[…]`; the first of equals.
  public var mode: Tensor { logProbabilities.argmax(axis: -1) }

  /// The logarithms of the probabilities of classes, indices `[…]`: `[…]`.
  public func logProbability(of classes: Tensor) -> Tensor {
    logProbabilities.gathered(at: classes)
  }

  /// `-Σ p log p`, `[…]`.
  public func entropy() -> Tensor {
    -(probabilities * finiteLogProbabilities).sum(axis: -1)
  }

  /// The Kullback-Leibler divergence `Σ p log (p / q)` to another distribution `q`, `[…]`.
  public func divergence(to other: Categorical) -> Tensor {
    (probabilities * (finiteLogProbabilities - other.finiteLogProbabilities)).sum(axis: -1)
  }

  /// Classes drawn by the Gumbel-max trick, as indices `[…]`.
  ///
  /// - Parameter noise: Independent uniform numbers of `[0, 1)`, `[…, A]`.
  /// - Returns: Indices `[…]`, through which no gradient passes.
  public func sample(uniform noise: Tensor) -> Tensor {
    (logProbabilities - (-noise.log()).log()).argmax(axis: -1)
  }

  /// An impossible class counts nothing, where 0 · ∞ would not be a number.
  private var finiteLogProbabilities: Tensor { logProbabilities.maximum(-1e30) }
}
