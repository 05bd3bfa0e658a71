public import TensorCore

extension Tensor {
  /// Half the square of each error up to a threshold, and growing linearly beyond it (Huber, 1964):
  /// `½ e²` where `|e| <= δ`, otherwise `δ (|e| - ½ δ)`.
  public func huber(threshold: Float = 1) -> Tensor {
    // With c = e kept within ±δ, both are c (e - ½ c).
    let kept = clamped(to: -threshold...threshold)
    return kept * (self - 0.5 * kept)
  }

  /// The mean of the squared differences of all elements, `[]`.
  public func meanSquaredError(to targets: Tensor) -> Tensor { (self - targets).squared().mean() }

  /// `-log p` of the classes that are right, these being logits, `[…, A]`.
  ///
  /// `classes` are indices, `[…]`; so is the result's shape.
  public func crossEntropy(at classes: Tensor) -> Tensor { -logSoftmax().gathered(at: classes) }

  /// `-Σ q log p` to probabilities `q` of `[…, A]`, these being logits of that shape: `[…]`.
  public func crossEntropy(to probabilities: Tensor) -> Tensor {
    -(probabilities * logSoftmax()).sum(axis: -1)
  }

  /// The Kullback-Leibler divergence `Σ p log (p / q)` of the classes with these logits to those
  /// with others, both `[…, A]`: `[…]`.
  public func divergence(toLogits others: Tensor) -> Tensor {
    Categorical(logits: self).divergence(to: Categorical(logits: others))
  }

  /// The quantile Huber loss of `N` predicted quantiles, these, `[B, N]`, at the midpoints
  /// `(i + ½) / N`, to `M` samples of the target: `Σᵢ meanⱼ |τᵢ - [uᵢⱼ < 0]| H(uᵢⱼ) / κ`.
  ///
  /// Follows Dabney, Rowland, Bellemare and Munos, *Distributional reinforcement learning with
  /// quantile regression*, 2018.
  ///
  /// - Parameters:
  ///   - targets: `y`, `[B, M]`; `uᵢⱼ = yⱼ - θᵢ`.
  ///   - threshold: `κ`, greater than zero.
  /// - Returns: `[B]`.
  public func quantileHuber(to targets: Tensor, threshold: Float = 1) -> Tensor {
    guard shape.count == 2, targets.shape.count == 2, shape[0] == targets.shape[0] else {
      trace.refuse("quantileHuber", "\(shape) and \(targets.shape) are not [B, N] and [B, M]")
      return self
    }
    let (rows, count, samples) = (shape[0], shape[1], targets.shape[1])
    let errors = targets.reshaped([rows, 1, samples]) - reshaped([rows, count, 1])
    let midpoints = (0..<count).map { (Float($0) + 0.5) / Float(count) }
    let fractions = trace.constant(midpoints, shape: [count, 1])
    let weights = (fractions - errors.less(than: 0)).abs()
    let losses = weights * errors.huber(threshold: threshold) / threshold
    return losses.mean(axis: 2).sum(axis: 1)
  }
}
