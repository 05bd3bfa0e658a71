internal import AgentCommons
public import ReinforcementLearning

/// Takes each arm as often as it is likely to be the best, given what it paid.
///
/// What each arm pays is drawn from what is believed of it, and the arm of the greatest draw is taken;
/// greedily, that of the greatest mean.  Each observation has arms of its own.
///
/// Follows Thompson, *On the likelihood that one unknown probability exceeds another*, Biometrika 25,
/// 1933, and Agrawal and Goyal, *Further optimal regret bounds for Thompson sampling*, 2013.
public final class ThompsonSampling: Agent {
  private let configuration: ThompsonConfiguration
  private var arms: ArmStatistics
  private var strangeReward: Double?  // one that the belief has no place for

  public var updates: Int { arms.pulls }

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: both spaces of the context are discrete.
  public init(_ configuration: ThompsonConfiguration, _ context: AgentContext) {
    self.configuration = configuration
    arms = ArmStatistics(context)
  }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    for copy in 0..<actions.count {
      let situation = Int(observations.rows[copy, 0])
      let beliefs = beliefs(in: situation)
      let values =
        state.mode == .greedy
        ? beliefs.map(\.mean) : beliefs.map { $0.draw(using: &state.random) }
      actions[copy, 0] = Float(ActionChoice.greedy(values, breakingTiesWith: &state.random))
    }
  }

  /// What is believed of each arm, `[A]`.
  func beliefs(in situation: Int) -> [ArmBelief] {
    zip(arms.counts[situation], arms.means[situation]).map { configuration.belief(after: $0, $1) }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    (0..<observations.rows.count).map { copy in
      let values = beliefs(in: Int(observations.rows[copy, 0])).map { Float($0.mean) }
      return Introspection(actionValues: values, value: values.max())
    }
  }

  // MARK: - Learning

  public func observe(_ transitions: Transitions) {
    arms.note(transitions)
    guard configuration.rewards == .bernoulli else { return }
    strangeReward = strangeReward ?? transitions.rewards.first { !(0...1).contains($0) }
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    guard let strangeReward else { return }
    throw Failure(
      .configuration, "a reward of \(strangeReward) is not between 0 and 1",
      remedy: "set rewards=normal")
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) { arms.save(to: &archive) }
  public func load(from archive: Archive) throws { try arms.load(from: archive) }
}

/// What is believed of the mean of what an arm pays.
enum ArmBelief: Hashable, Sendable {
  /// A beta law of a share of successes.
  case beta(successes: Double, failures: Double)
  /// A normal law.
  case normal(mean: Double, deviation: Double)

  var mean: Double {
    switch self {
    case .beta(let successes, let failures): successes / (successes + failures)
    case .normal(let mean, _): mean
    }
  }

  func draw(using random: inout RandomSource) -> Double {
    switch self {
    case .beta(let successes, let failures): random.beta(successes, failures)
    case .normal(let mean, let deviation): mean + deviation * random.normal()
    }
  }
}

/// What kind of rewards arms pay.
public enum ArmRewards: String, Codable, Hashable, Sendable, CaseIterable {
  /// Between 0 and 1: a reward counts as so much of a success.
  case bernoulli
  /// Normal numbers of known deviation.
  case normal
}

/// What may be chosen about a ``ThompsonSampling``.
public struct ThompsonConfiguration: AgentConfiguration {
  /// What kind of rewards arms pay.
  public var rewards = ArmRewards.bernoulli
  /// σ, the deviation of normal rewards.
  public var rewardDeviation = 1.0
  /// What normal rewards are believed to be on average before any was seen.
  public var priorMean = 0.0
  /// How far from that they are believed to be.
  public var priorDeviation = 1.0

  public static let parameters = [
    ParameterDescription(
      "rewards", "what kind of rewards arms pay", choices: ArmRewards.allCases.map(\.rawValue)),
    ParameterDescription("rewardDeviation", "σ, the deviation of normal rewards", in: .positive),
    ParameterDescription("priorMean", "the mean of normal rewards before any was seen"),
    ParameterDescription(
      "priorDeviation", "how far from that it is believed to be", in: .positive),
  ]

  /// Creates the defaults.
  public init() {}

  /// What is believed of an arm that was taken so often and paid so much on average.
  ///
  /// Both priors are conjugate; that of a probability is uniform.
  func belief(after count: Double, _ mean: Double) -> ArmBelief {
    switch rewards {
    case .bernoulli:
      return .beta(successes: 1 + count * mean, failures: 1 + count * (1 - mean))
    case .normal:
      let prior = 1 / (priorDeviation * priorDeviation)
      let seen = count / (rewardDeviation * rewardDeviation)
      return .normal(
        mean: (prior * priorMean + seen * mean) / (prior + seen),
        deviation: (1 / (prior + seen)).squareRoot())
    }
  }
}

extension ThompsonSampling {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "bandit-thompson", summary: "takes each arm as often as it is likely to be the best",
    source: "Thompson, On the likelihood that one unknown probability exceeds another, 1933",
    configuration: ThompsonConfiguration.self,
    tuned: String(decoding: PackageResources.bandit_thompson_yaml, as: UTF8.self),
    refusal: { ActionTable.refusal(in: $0) }
  ) { configuration, context in
    ThompsonSampling(configuration, context)
  }
}
