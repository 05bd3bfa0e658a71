import GoldenOperations
import Networks
import TensorCore

/// Every distribution and loss under the name that `generate_distributions.py` gives it.
enum DistributionCases {
  typealias Build = OperationProgram.Build

  static func build(_ name: String) -> Build? {
    let name = name.split(separator: ",").first.map(String.init) ?? name
    return categorical[name] ?? gaussian[name] ?? bernoulli[name] ?? losses[name] ?? tables[name]
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
    "bernoulli entropy": { x, _ in Bernoulli(logits: x[0]).entropy() },
    "bernoulli divergence": { x, _ in
      Bernoulli(logits: x[0]).divergence(to: Bernoulli(logits: x[1]))
    },
  ]

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
