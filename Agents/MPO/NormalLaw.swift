internal import Networks
internal import TensorCore

/// A normal law of actions, its components independent or not.
///
/// Shapes: `B` situations, `N` actions in each, `D` numbers of an action.
struct NormalLaw {
  /// μ, `[B, D]`.
  let mean: Tensor
  let scale: Scale

  /// How a law is spread.
  enum Scale {
    /// `log σ`, `[B, D]`.
    case diagonal(Tensor)
    /// `L` with `Σ = L Lᵀ`, `[B, D, D]`.
    case full(Tensor)
  }

  private var rows: Int { mean.shape[0] }
  private var width: Int { mean.shape[1] }

  /// `log p` of actions `[B, N, D]`: `[B, N]`.
  func logProbability(of actions: Tensor) -> Tensor {
    let center = mean.reshaped([rows, 1, width])
    switch scale {
    case .diagonal(let logDeviation):
      return Gaussian(mean: center, logDeviation: logDeviation.reshaped([rows, 1, width]))
        .logProbability(of: actions)
    case .full(let factor):
      return MultivariateGaussian(mean: center, factor: factor.reshaped([rows, 1, width, width]))
        .logProbability(of: actions)
    }
  }

  /// Actions out of standard normal numbers, both `[B, N, D]`.
  func sample(normal noise: Tensor) -> Tensor {
    let center = mean.reshaped([rows, 1, width])
    switch scale {
    case .diagonal(let logDeviation):
      return center + logDeviation.exp().reshaped([rows, 1, width]) * noise
    case .full(let factor):
      // Rows: (L ξ)ᵀ = ξᵀ Lᵀ.
      return center + noise.matmul(factor.permuted([0, 2, 1]))
    }
  }

  /// The divergence to a law of the same mean or the same scale, over the situations: `[D]` for each
  /// component where they are independent, else `[]`.
  func divergence(to other: NormalLaw) -> Tensor {
    switch (scale, other.scale) {
    case (.diagonal(let mine), .diagonal(let others)):
      let logRatio = others - mine
      let distance = (mean - other.mean) * (-others).exp()
      return (logRatio + 0.5 * ((-2 * logRatio).exp() + distance.squared()) - 0.5).mean(axis: 0)
    case (.full(let mine), .full(let others)):
      return MultivariateGaussian(mean: mean, factor: mine)
        .divergence(to: MultivariateGaussian(mean: other.mean, factor: others)).mean()
    default: preconditionFailure("a policy and its target are spread in the same way")
    }
  }
}
