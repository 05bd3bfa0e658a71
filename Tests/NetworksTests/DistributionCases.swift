import GoldenOperations
import Networks
import TensorCore

/// Every distribution and loss under the name that `generate_distributions.py` gives it.
enum DistributionCases {
  typealias Build = OperationProgram.Build

  static func build(_ name: String) -> Build? {
    let name = name.split(separator: ",").first.map(String.init) ?? name
    return categorical[name] ?? gaussian[name] ?? bernoulli[name] ?? multivariate[name]
      ?? beta[name] ?? mixture[name] ?? losses[name] ?? tables[name]
  }

  private static let categorical: [String: Build] = [
    "categorical logProbability": { x, i in
      i.map { Categorical(logits: x[0]).logProbability(of: $0) } ?? x[0]
    },
    "categorical probabilities": { x, _ in Categorical(logits: x[0]).probabilities },
    "categorical entropy": { x, _ in Categorical(logits: x[0]).entropy() },
    "categorical divergence": { x, _ in
      Categorical(logits: x[0]).divergence(to: Categorical(logits: x[1]))
    },
    "categorical mode": { x, _ in Categorical(logits: x[0]).mode.oneHot(3) },
  ]

  private static let gaussian: [String: Build] = [
    "gaussian logProbability": { x, _ in
      Gaussian(mean: x[0], logDeviation: x[1]).logProbability(of: x[2])
    },
    "gaussian entropy": { x, _ in Gaussian(mean: x[0], logDeviation: x[1]).entropy() },
    "gaussian divergence": { x, _ in
      Gaussian(mean: x[0], logDeviation: x[1])
        .divergence(to: Gaussian(mean: x[2], logDeviation: x[3]))
    },
    "gaussian sample": { x, _ in
      Gaussian(mean: x[0], logDeviation: x[1]).sample(normal: x[2])
    },
    "gaussian mode": { x, _ in Gaussian(mean: x[0], logDeviation: x[1]).mode },
    "squashed divergence": { x, _ in
      SquashedGaussian(mean: x[0], logDeviation: x[1])
        .divergence(to: SquashedGaussian(mean: x[2], logDeviation: x[3]))
    },
    "squashed logProbability of unsquashed": { x, _ in
      SquashedGaussian(mean: x[0], logDeviation: x[1]).logProbability(ofUnsquashed: x[2])
    },
    "squashed logProbability of unsquashed far": { x, _ in
      SquashedGaussian(mean: x[0], logDeviation: x[1]).logProbability(ofUnsquashed: x[2])
    },
    "squashed logProbability": { x, _ in
      SquashedGaussian(mean: x[0], logDeviation: x[1]).logProbability(of: x[2])
    },
    "squashed sample": { x, _ in
      SquashedGaussian(mean: x[0], logDeviation: x[1]).sample(normal: x[2]).value
    },
    "squashed logProbability of sample": { x, _ in
      SquashedGaussian(mean: x[0], logDeviation: x[1]).sample(normal: x[2]).logProbability
    },
  ]

  private static let bernoulli: [String: Build] = [
    "bernoulli logProbability": { x, _ in
      let bits = x[0].trace.constant([0, 1, 1, 0, 1], shape: [5])
      return Bernoulli(logits: x[0]).logProbability(of: bits)
    },
    "bernoulli mode": { x, _ in Bernoulli(logits: x[0]).mode },
    "bernoulli probabilities": { x, _ in Bernoulli(logits: x[0]).probabilities },
    "bernoulli entropy": { x, _ in Bernoulli(logits: x[0]).entropy() },
    "bernoulli divergence": { x, _ in
      Bernoulli(logits: x[0]).divergence(to: Bernoulli(logits: x[1]))
    },
  ]

  private static let multivariate: [String: Build] = [
    "multivariate logProbability": { x, _ in full(x[0], x[1]).logProbability(of: x[2]) },
    "multivariate entropy": { x, _ in full(x[0], x[1]).entropy() },
    "multivariate divergence": { x, _ in
      full(x[0], x[1]).divergence(to: full(x[2], x[3]))
    },
    "multivariate sample": { x, _ in full(x[0], x[1]).sample(normal: x[2]) },
    "multivariate covariance": { x, _ in full(x[0], x[1]).covariance },
  ]

  private static func full(_ mean: Tensor, _ raw: Tensor) -> MultivariateGaussian {
    MultivariateGaussian(mean: mean, factor: MultivariateGaussian.factor(ofRaw: raw))
  }

  private static let beta: [String: Build] = [
    "beta logProbability": { x, _ in Beta(alpha: x[0], beta: x[1]).logProbability(of: x[2]) },
    "beta entropy": { x, _ in Beta(alpha: x[0], beta: x[1]).entropy() },
    "beta divergence": { x, _ in
      Beta(alpha: x[0], beta: x[1]).divergence(to: Beta(alpha: x[2], beta: x[3]))
    },
    "beta mean": { x, _ in Beta(alpha: x[0], beta: x[1]).mean },
    "beta mode": { x, _ in Beta(alpha: x[0], beta: x[1]).mode },
  ]

  private static let mixture: [String: Build] = [
    "mixture of gaussians logProbability": { x, _ in gaussians(x).logProbability(of: x[3]) },
    "mixture of gaussians mean": { x, _ in gaussians(x).mean },
    "mixture of multivariates logProbability": { x, _ in
      Mixture(logits: x[0], components: full(x[1], x[2])).logProbability(of: x[3])
    },
    "mixture of betas logProbability": { x, _ in betas(x).logProbability(of: x[3]) },
    "mixture of betas mean": { x, _ in betas(x).mean },
  ]

  private static func gaussians(_ x: [Tensor]) -> Mixture<Gaussian> {
    Mixture(logits: x[0], components: Gaussian(mean: x[1], logDeviation: x[2]))
  }

  private static func betas(_ x: [Tensor]) -> Mixture<Beta> {
    Mixture(logits: x[0], components: Beta(alpha: x[1], beta: x[2]))
  }

  private static let losses: [String: Build] = [
    "crossEntropy at": { x, i in i.map { x[0].crossEntropy(at: $0) } ?? x[0] },
    "crossEntropy to": { x, _ in x[0].crossEntropy(to: x[1].softmax()) },
    "divergence to logits": { x, _ in x[0].divergence(toLogits: x[1]) },
    "quantileHuber": { x, _ in x[0].quantileHuber(to: x[1]) },
    "quantileHuber narrow": { x, _ in x[0].quantileHuber(to: x[1], threshold: 0.25) },
    "projection": { x, _ in
      let support = CategoricalSupport(-2...2, count: 5)
      let rewards = x[0].trace.constant([0, 0.3, -1.7, 5, -9, 1], shape: [6, 1])
      let discounts = x[0].trace.constant([1, 0.9, 0.5, 0.9, 0.9, 0], shape: [6, 1])
      let atoms = x[0].trace.constant(support.atoms, shape: [5])
      return support.projection(of: x[0].softmax(), at: rewards + discounts * atoms)
    },
  ]

  private static let tables: [String: Build] = [
    "embedding": { x, i in i.map { x[0].rows(at: $0) } ?? x[0] },
    "embedding of rank three": { x, i in i.map { x[0].rows(at: $0) } ?? x[0] },
    "dueling": { x, _ in DuelingHead.combined(value: x[0], advantages: x[1]) },
  ]
}
