public import TensorCore

/// Normal vectors of `D` components that depend on each other: `N(μ, L Lᵀ)`.
public struct MultivariateGaussian {
  /// `μ`, `[…, D]`.
  public let mean: Tensor
  /// `L`, lower triangular with a positive diagonal, `[…, D, D]`.
  public let factor: Tensor

  /// Creates a distribution.
  ///
  /// - Parameters:
  ///   - mean: `μ`, `[…, D]`.
  ///   - factor: `L`, zero above the diagonal and positive on it, of a shape that can be repeated to
  ///     `[…, D, D]`: the `Tensor.choleskyFactor()` of a covariance, or made by
  ///     ``factor(ofRaw:leastDeviation:)``.
  public init(mean: Tensor, factor: Tensor) {
    guard let extent = mean.shape.last else {
      mean.trace.refuse("multivariateGaussian", "the mean \(mean.shape) has no axis")
      (self.mean, self.factor) = (mean, factor)
      return
    }
    self.mean = mean
    self.factor = factor.broadcast(to: mean.shape + [extent])
  }

  /// A factor out of any numbers, `[…, D, D]`: those below the diagonal stay, those above are not
  /// read, and `x` on it becomes `log (1 + exp x)`, and at least a number that keeps it from zero.
  public static func factor(ofRaw raw: Tensor, leastDeviation: Float = 1e-4) -> Tensor {
    let deviations = raw.diagonal().softplus() + leastDeviation
    return raw.lowerTriangle(isStrict: true) + deviations.diagonalMatrix()
  }

  /// `L Lᵀ`, `[…, D, D]`.
  public var covariance: Tensor { factor.matmul(factor.transposed()) }

  /// The likeliest vectors: the means, `[…, D]`.
  public var mode: Tensor { mean }

  private var extent: Float { Float(mean.shape.last ?? 1) }
  /// `log det L`, `[…]`.
  private var logDeterminant: Tensor { factor.diagonal().log().sum(axis: -1) }

  /// The logarithms of the densities at vectors of `[…, D]`: `[…]`.
  public func logProbability(of values: Tensor) -> Tensor {
    let standard = factor.triangularSolution(vectors: values - mean)
    let constant = extent * Gaussian.halfLogTurn
    return -0.5 * standard.squared().sum(axis: -1) - logDeterminant - constant
  }

  /// `D (½ + ½ log 2π) + log det L`, `[…]`.
  public func entropy() -> Tensor { logDeterminant + extent * (0.5 + Gaussian.halfLogTurn) }

  /// The Kullback-Leibler divergence to another distribution, `[…]`:
  /// `½ (|L'⁻¹ L|² + |L'⁻¹ (μ - μ')|² - D) + log (det L' / det L)`.
  public func divergence(to other: MultivariateGaussian) -> Tensor {
    let ratio = other.factor.triangularSolution(factor).squared().sum(axis: -1).sum(axis: -1)
    let distance = other.factor.triangularSolution(vectors: mean - other.mean)
    return 0.5 * (ratio + distance.squared().sum(axis: -1) - extent)
      + (other.logDeterminant - logDeterminant)
  }

  /// `μ + L ξ`, `[…, D]`: differentiable by the mean and the factor.
  ///
  /// `noise` are `ξ`, independent standard normal numbers, `[…, D]`.
  public func sample(normal noise: Tensor) -> Tensor {
    mean + factor.matmul(noise.reshaped(noise.shape + [1])).reshaped(noise.shape)
  }
}
