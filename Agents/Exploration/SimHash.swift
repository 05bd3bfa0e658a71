internal import AgentCommons
package import ReinforcementLearning

/// Pays `β / √n(φ(s))` for the `n`-th situation of a hash code.
///
/// The code is `φ(s) = sgn(A g(s))`, the rows of `A` drawn once from the normal law: situations that are
/// alike share it.  `g` is the situation itself, or the rounded code that an autoencoder has of it.
///
/// Follows Tang and others, *#Exploration: a study of count-based exploration for deep reinforcement
/// learning*, NeurIPS 2017, except that the situation counted is the one that a step leads to, that all
/// counts are exact, and that a constant stands beside the numbers of a situation: planes through the
/// origin alone could not tell a great swing from a small one.
package final class SimHash: IntrinsicReward {
  private let configuration: SimHashConfiguration
  private let features: SituationFeatures
  private let projection: Rows  // A, [k, width + 1]
  private let autoencoder: BinaryAutoencoder?
  private var counts = VisitCounts<[UInt64]>()

  /// Creates a bonus that has seen nothing.
  ///
  /// - Throws: `TraceError` if the networks of the autoencoder do not fit together.
  package init(_ configuration: SimHashConfiguration, _ context: AgentContext) throws {
    self.configuration = configuration
    features = SituationFeatures(context.observationSpace)
    autoencoder =
      configuration.code == .autoencoder
      ? try BinaryAutoencoder(configuration, inputs: features.width, seed: context.seed) : nil
    let width = (autoencoder == nil ? features.width : configuration.codeWidth) + 1
    var random = RandomSource(seed: context.seed, stream: "simhash/projection")
    projection = Rows(
      (0..<configuration.bits * width).map { _ in Float(random.normal()) }, width: width)
  }

  package func appraise(_ transitions: Transitions) -> [Appraisal] {
    (0..<transitions.count).map { copy in
      let situation = features.features(of: transitions.following(copy))
      autoencoder?.remember(situation)
      let count = counts.visit(key(of: situation))
      let novelty = VisitCounts<[UInt64]>.novelty(after: count)
      return Appraisal(novelty: novelty, reward: configuration.beta * novelty)
    }
  }

  package func novelties(of observations: Rows) -> [Float] {
    (0..<observations.count).map {
      let key = key(of: features.features(of: observations[$0]))
      return Float(VisitCounts<[UInt64]>.novelty(after: counts[key] + 1))
    }
  }

  /// The hash code of a situation, 64 bits a word.
  func key(of situation: [Float]) -> [UInt64] {
    let vector = (autoencoder?.code(of: situation) ?? situation) + [1]
    var words = [UInt64](repeating: 0, count: (configuration.bits + 63) / 64)
    for bit in 0..<configuration.bits {
      var product: Float = 0
      for (weight, number) in zip(projection[bit], vector) { product += weight * number }
      if product >= 0 { words[bit / 64] |= 1 << UInt64(bit % 64) }
    }
    return words
  }

  // MARK: - Learning

  /// How many codes were met.
  package static let distinct = Metric("distinct", "how many hash codes were met")

  package var metrics: [Metric] {
    [Self.distinct] + (autoencoder == nil ? [] : [BinaryAutoencoder.loss])
  }

  package func learn(recording metrics: inout MetricRecorder) throws {
    metrics.record(Self.distinct, Double(counts.distinct))
    try autoencoder?.learn(recording: &metrics)
  }

  // MARK: - Checkpointing

  package func save(to archive: inout Archive) {
    archive.store(counts, for: "counts")
    if let autoencoder { archive.store(part: autoencoder, for: "autoencoder") }
  }

  package func load(from archive: Archive) throws {
    counts = try archive.value(VisitCounts<[UInt64]>.self, for: "counts")
    if let autoencoder { try archive.load(part: autoencoder, for: "autoencoder") }
  }
}
