public import ReinforcementLearning

/// Pays `β / √n(s, a)` for the `n`-th time that an action is taken in a situation.
///
/// Follows the bonus of Strehl and Littman, *An analysis of model-based interval estimation for Markov
/// decision processes*, Journal of Computer and System Sciences 74, 2008 (MBIE-EB), except that the agent
/// inside need not learn a model.  Situations are the same where all their numbers are.
package final class CountBonus: IntrinsicReward {
  private let configuration: CountBonusConfiguration
  private var pairs = VisitCounts<[Float]>()  // of observation and action
  private var situations = VisitCounts<[Float]>()

  /// Creates a bonus that has seen nothing.
  package init(_ configuration: CountBonusConfiguration = CountBonusConfiguration()) {
    self.configuration = configuration
  }

  package func appraise(_ transitions: Transitions) -> [Appraisal] {
    (0..<transitions.count).map { copy in
      let observation = Array(transitions.observations[copy])
      _ = situations.visit(observation)
      let count = pairs.visit(observation + transitions.actions[copy])
      let novelty = VisitCounts<[Float]>.novelty(after: count)
      return Appraisal(novelty: novelty, reward: configuration.beta * novelty)
    }
  }

  package func novelties(of observations: Rows) -> [Float] {
    (0..<observations.count).map {
      Float(VisitCounts<[Float]>.novelty(after: situations[Array(observations[$0])] + 1))
    }
  }

  // MARK: - Learning

  /// How many pairs were met.
  package static let distinct = Metric(
    "distinct", "how many pairs of a situation and an action were met")

  package var metrics: [Metric] { [Self.distinct] }

  package func learn(recording metrics: inout MetricRecorder) throws {
    metrics.record(Self.distinct, Double(pairs.distinct))
  }

  // MARK: - Checkpointing

  package func save(to archive: inout Archive) {
    archive.store(pairs, for: "pairs")
    archive.store(situations, for: "situations")
  }

  package func load(from archive: Archive) throws {
    pairs = try archive.value(VisitCounts<[Float]>.self, for: "pairs")
    situations = try archive.value(VisitCounts<[Float]>.self, for: "situations")
  }
}

/// What may be chosen about a `CountBonus`.
public struct CountBonusConfiguration: AgentConfiguration {
  /// β, what the first time pays.
  public var beta = 0.1

  public static let parameters = [
    ParameterDescription("beta", "β, what the first time pays", in: .nonNegative)
  ]

  /// Creates the defaults.
  public init() {}
}
