public import TensorCore

/// The hyperbolic tangent of a Gaussian, within `(-1, 1)` in each of `D` components.
///
/// Follows Haarnoja et al., *Soft actor-critic algorithms and applications*, 2018, appendix C, with
/// the change of density in the form `log (1 - tanh² u) = 2 (log 2 - u - softplus(-2u))`, which is
/// exact where the tangent is one in single precision.  Its entropy has no closed form; minus the
/// log-probability of a sample estimates it.
public struct SquashedGaussian {
  /// The distribution before the tangent is taken, `[…, D]`.
  public let base: Gaussian

  /// Creates a distribution from `μ`, `[…, D]`, and `log σ`, which can be repeated to it.
  public init(mean: Tensor, logDeviation: Tensor) {
    base = Gaussian(mean: mean, logDeviation: logDeviation)
  }

  /// A sample and what is known of it.
  public struct Sample {
    /// `u`, before the tangent is taken, `[…, D]`.
    public let unsquashed: Tensor
    /// `tanh u`, `[…, D]`.
    public let value: Tensor
    /// The logarithm of the density at the value, `[…]`.
    public let logProbability: Tensor
  }

  /// The tangent of the means, `[…, D]`: the median of each component, and the greedy action.
  ///
  /// The density may be greater elsewhere.
  public var median: Tensor { base.mean.tanh() }

  /// `tanh(μ + σ ξ)`: differentiable by the mean and the deviation.
  ///
  /// `noise` are `ξ`, independent standard normal numbers, `[…, D]`.
  public func sample(normal noise: Tensor) -> Sample {
    let unsquashed = base.sample(normal: noise)
    return Sample(
      unsquashed: unsquashed, value: unsquashed.tanh(),
      logProbability: logProbability(ofUnsquashed: unsquashed))
  }

  /// The logarithms of the densities at `tanh u`, for `u` of `[…, D]`: `[…]`.
  public func logProbability(ofUnsquashed values: Tensor) -> Tensor {
    let logTwo: Float = 0.693_147_180_559_945_3
    let logSlope = 2 * (logTwo - values - (-2 * values).softplus())
    return base.logProbability(of: values) - logSlope.sum(axis: -1)
  }

  /// The logarithms of the densities at values within `(-1, 1)`, `[…, D]`: `[…]`.
  ///
  /// Near the ends the inverse tangent is ill-conditioned, and at them values are moved inwards by
  /// `2⁻²³`: take ``logProbability(ofUnsquashed:)`` where `u` is known.
  public func logProbability(of values: Tensor) -> Tensor {
    let limit = 1 - Float.ulpOfOne
    let kept = values.clamped(to: -limit...limit)
    return logProbability(ofUnsquashed: 0.5 * (kept.log1p() - (-kept).log1p()))
  }

  /// The Kullback-Leibler divergence to another distribution, `[…]`: that of their bases, since the
  /// tangent can be inverted.
  public func divergence(to other: SquashedGaussian) -> Tensor {
    base.divergence(to: other.base)
  }
}
