internal import Networks
internal import TensorCore

extension Tensor {
  /// Mean zero and deviation one, over all elements.
  func standardized() -> Tensor { (self - mean()) / (variance().sqrt() + 1e-8) }
}

/// What a policy network's outputs say of actions, in a program.
///
/// Shapes: `B` situations, `P` outputs; actions are `[B, P]`, indices one-hot.
enum PolicyDistribution {
  /// One for each index of an action, with the outputs that are its logits.
  case categorical([Categorical])
  /// Independent normal numbers.
  case gaussian(Gaussian)

  /// Reads outputs.
  ///
  /// - Parameters:
  ///   - outputs: Logits or means, `[B, P]`.
  ///   - logDeviation: `log σ`, `[P]`, of a Gaussian head.
  ///   - head: How they become actions.
  init(_ outputs: Tensor, _ logDeviation: Tensor?, of head: PolicyHead) {
    switch head {
    case .categorical(let counts):
      self = .categorical(outputs.split(counts, axis: 1).map { Categorical(logits: $0) })
    case .gaussian:
      guard let logDeviation else { preconditionFailure("a Gaussian head has deviations") }
      self = .gaussian(Gaussian(mean: outputs, logDeviation: logDeviation))
    }
  }

  /// The same, held fast: no gradient passes.
  var detached: PolicyDistribution {
    switch self {
    case .categorical(let parts):
      .categorical(parts.map { Categorical(logits: $0.logProbabilities.detached) })
    case .gaussian(let gaussian):
      .gaussian(
        Gaussian(mean: gaussian.mean.detached, logDeviation: gaussian.logDeviation.detached))
    }
  }

  /// The logarithm of the probability of actions, or of its density, `[B]`.
  func logProbability(of actions: Tensor) -> Tensor {
    switch self {
    case .categorical(let parts):
      let all = parts.dropFirst().reduce(parts[0].logProbabilities) {
        $0.concatenated($1.logProbabilities, along: 1)
      }
      return (actions * all).sum(axis: 1)
    case .gaussian(let gaussian): return gaussian.logProbability(of: actions)
    }
  }

  /// `[B]`.
  func entropy() -> Tensor {
    switch self {
    case .categorical(let parts):
      parts.dropFirst().reduce(parts[0].entropy()) { $0 + $1.entropy() }
    case .gaussian(let gaussian): gaussian.entropy()
    }
  }

  /// The Kullback-Leibler divergence to another distribution of the same head, `[B]`.
  func divergence(to other: PolicyDistribution) -> Tensor {
    switch (self, other) {
    case (.categorical(let mine), .categorical(let others)):
      zip(mine, others).dropFirst().reduce(mine[0].divergence(to: others[0])) {
        $0 + $1.0.divergence(to: $1.1)
      }
    case (.gaussian(let mine), .gaussian(let other)): mine.divergence(to: other)
    default: preconditionFailure("a divergence between two kinds of distributions")
    }
  }
}
