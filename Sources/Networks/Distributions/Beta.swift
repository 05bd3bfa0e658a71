public import TensorCore

/// Independent components within `(0, 1)`, `D` in each row, of densities proportional to
/// `x^(α-1) (1-x)^(β-1)`.
///
/// As a policy it never reaches beyond the bounds of its actions (Chou, Maturana and Scherer,
/// *Improving stochastic policy gradients in continuous control using the Beta distribution*, 2017).
public struct Beta {
  /// `α`, `[…, D]`.
  public let alpha: Tensor
  /// `β`, `[…, D]`.
  public let beta: Tensor

  /// Creates a distribution of `α` and `β`, both greater than zero and `[…, D]`.
  public init(alpha: Tensor, beta: Tensor) {
    self.alpha = alpha
    self.beta = beta
  }

  /// `α / (α + β)`, `[…, D]`.
  public var mean: Tensor { alpha / (alpha + beta) }

  /// The likeliest values, `[…, D]`: `(α - 1) / (α + β - 2)`, where one of both is at most one the
  /// end at which the density is greatest, and where both are, which leaves none, one half.
  public var mode: Tensor {
    let (left, right) = ((alpha - 1).relu(), (beta - 1).relu())
    let sum = left + right
    let isInside = sum.greater(than: 0)
    // What is not chosen is divided by one, since its gradient would not be a number.
    return (left / sum.select(where: isInside, otherwise: 1))
      .select(where: isInside, otherwise: 0.5)
  }

  /// `log B(α, β)`, `[…, D]`.
  private var logNormalizer: Tensor {
    alpha.logGamma() + beta.logGamma() - (alpha + beta).logGamma()
  }

  /// The logarithms of the densities at values of `[…, D]`, over all components: `[…]`.
  ///
  /// Values are moved inwards to the first and last number within `(0, 1)`.
  public func logProbability(of values: Tensor) -> Tensor {
    let kept = values.clamped(to: Self.inside)
    let terms = (alpha - 1) * kept.log() + (beta - 1) * (-kept).log1p()
    return (terms - logNormalizer).sum(axis: -1)
  }

  private static let inside = Float.leastNormalMagnitude...(1 - Float.ulpOfOne / 2)

  /// `Σ (log B(α, β) - (α - 1) ψ(α) - (β - 1) ψ(β) + (α + β - 2) ψ(α + β))`, `[…]`.
  public func entropy() -> Tensor {
    let sum = alpha + beta
    let terms = (alpha - 1) * alpha.digamma() + (beta - 1) * beta.digamma()
    return (logNormalizer - terms + (sum - 2) * sum.digamma()).sum(axis: -1)
  }

  /// The Kullback-Leibler divergence to another distribution, `[…]`:
  /// `Σ (log (B' / B) + (α - α') ψ(α) + (β - β') ψ(β) - (α + β - α' - β') ψ(α + β))`.
  public func divergence(to other: Beta) -> Tensor {
    let (first, second) = (alpha - other.alpha, beta - other.beta)
    let terms =
      first * alpha.digamma() + second * beta.digamma()
      - (first + second) * (alpha + beta).digamma()
    return (other.logNormalizer - logNormalizer + terms).sum(axis: -1)
  }

  /// How many proposals a sample should have: with so many the chance that none is taken, and the
  /// likeliest gamma variable has to stand for one, is below 10⁻¹⁰ whatever `α` and `β` are.
  public static let proposals = 8

  /// Values drawn as `X / (X + Y)` of two gamma variables, `[…, D]`, through which no gradient
  /// passes.
  ///
  /// The gamma variables are Marsaglia's and Tsang's (*A simple method for generating gamma
  /// variables*, 2000): of some proposals the first that is accepted.  A shape greater by one is
  /// drawn, and multiplied by a uniform number to the power of `1 / α`, as they advise for shapes
  /// below one; this costs no branch, and takes at least 95 % of proposals.
  ///
  /// - Parameters:
  ///   - noise: Independent standard normal numbers of `K` proposals, `[K, 2, …, D]`.
  ///   - uniform: Independent uniform numbers of `[0, 1)`, `[K + 1, 2, …, D]`.
  /// - Returns: `[…, D]`, within `(0, 1)`.
  public func sample(normal noise: Tensor, uniform: Tensor) -> Tensor {
    let shapes = Tensor.stacked([alpha, beta])
    let proposals = noise.shape.first ?? 0
    guard proposals > 0, noise.shape == [proposals] + shapes.shape,
      uniform.shape == [proposals + 1] + shapes.shape
    else {
      alpha.trace.refuse(
        "beta sample",
        "noise \(noise.shape) and \(uniform.shape) for [2, …, D] of \(shapes.shape)")
      return alpha
    }
    let logarithms = Self.logGammaVariables(
      of: shapes, rows(of: noise, shapes.shape), rows(of: uniform, shapes.shape))
    let pair = rows(of: logarithms, alpha.shape)
    return (pair[0] - pair[1]).sigmoid().clamped(to: Self.inside).detached
  }

  /// The pieces along the first axis, each of a shape.
  private func rows(of tensor: Tensor, _ shape: [Int]) -> [Tensor] {
    (0..<tensor.shape[0]).map { tensor.sliced($0..<$0 + 1, axis: 0).reshaped(shape) }
  }

  /// The logarithms of gamma variables, of the shape of their parameters; they stay finite where
  /// small parameters make the variables zero.
  private static func logGammaVariables(
    of shapes: Tensor, _ noise: [Tensor], _ uniform: [Tensor]
  ) -> Tensor {
    // A uniform number u of [0, 1) is taken as 1 - u, whose logarithm is finite.
    let logUniform = uniform.map { (-$0).log1p() }
    let d = shapes + (1 - 1 / Float(3))
    let c = 1 / (9 * d).sqrt()
    var logCube = shapes.trace.constant(0).broadcast(to: shapes.shape)
    for (x, logChance) in zip(noise, logUniform).reversed() {
      let root = 1 + c * x
      let isPositive = root.greater(than: 0)
      let proposed = 3 * root.select(where: isPositive, otherwise: 1).log()
      let bound = 0.5 * x.squared() + d * (1 - proposed.exp() + proposed)
      logCube = proposed.select(where: isPositive * logChance.less(than: bound), otherwise: logCube)
    }
    return d.log() + logCube + logUniform[noise.count] / shapes
  }
}
