public import TensorCore

/// Independent normal components, `D` in each row: `N(μ, σ²)` of `[…, D]`.
public struct Gaussian {
  /// `μ`, `[…, D]`.
  public let mean: Tensor
  /// `log σ`, `[…, D]`.
  public let logDeviation: Tensor

  /// Creates a distribution.
  ///
  /// - Parameters:
  ///   - mean: `μ`, `[…, D]`.
  ///   - logDeviation: `log σ`, of a shape that can be repeated to the mean's.
  public init(mean: Tensor, logDeviation: Tensor) {
    self.mean = mean
    self.logDeviation = logDeviation.broadcast(to: mean.shape)
  }

  /// `σ`, `[…, D]`.
  public var deviation: Tensor { logDeviation.exp() }

  /// The likeliest values: the means, `[…, D]`.
  public var mode: Tensor { mean }

  /// `½ log 2π`.
  static let halfLogTurn: Float = 0.918_938_533_204_672_7

  /// The logarithms of the densities at values of `[…, D]`, over all components: `[…]`.
  public func logProbability(of values: Tensor) -> Tensor {
    let standard = (values - mean) * (-logDeviation).exp()
    return -(0.5 * standard.squared() + logDeviation + Self.halfLogTurn).sum(axis: -1)
  }

  /// `Σ (½ + ½ log 2π + log σ)`, `[…]`.
  public func entropy() -> Tensor { (logDeviation + (0.5 + Self.halfLogTurn)).sum(axis: -1) }

  /// The Kullback-Leibler divergence to another Gaussian, `[…]`:
  /// `Σ (log (σ' / σ) + (σ² + (μ - μ')²) / 2σ'² - ½)`.
  public func divergence(to other: Gaussian) -> Tensor {
    let logRatio = other.logDeviation - logDeviation
    let distance = (mean - other.mean) * (-other.logDeviation).exp()
    return (logRatio + 0.5 * ((-2 * logRatio).exp() + distance.squared()) - 0.5).sum(axis: -1)
  }

  /// `μ + σ ξ`, `[…, D]`: differentiable by the mean and the deviation.
  ///
  /// `noise` are `ξ`, independent standard normal numbers, `[…, D]`.
  public func sample(normal noise: Tensor) -> Tensor { mean + deviation * noise }
}
