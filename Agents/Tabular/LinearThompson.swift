internal import AgentCommons
public import ReinforcementLearning

/// Holds what each arm pays to be linear in what is observed, and takes each as often as it is likely
/// to be the best.
///
/// For every arm a variance and weights are drawn from what is believed of them,
/// `σ² ~ InverseGamma(a, b)` and `β ~ N(μ, σ² Λ⁻¹)`, and the arm of the greatest `βᵀ (x, 1)` is taken;
/// greedily, that of the greatest `μᵀ (x, 1)`.
///
/// Follows Riquelme, Tucker and Snoek, *Deep Bayesian bandits showdown*, ICLR 2018 (its linear form,
/// with the numbers of its code).
public final class LinearThompson: Agent {
  private static let greatestWidth = 512  // features, of whose square every choice takes a multiple

  private let encoder: FeatureEncoder
  private var beliefs: [LinearBelief]  // of each arm, [A]

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: actions are discrete.
  public init(_ configuration: LinearThompsonConfiguration, _ context: AgentContext) {
    guard let arms = context.actionSpace.discreteCount else {
      preconditionFailure("the registry lets arms into discrete actions only")
    }
    encoder = FeatureEncoder(context.observationSpace)
    let belief = LinearBelief(
      width: encoder.width + 1, precision: configuration.priorPrecision,
      shape: configuration.priorShape, rate: configuration.priorRate)
    beliefs = Array(repeating: belief, count: arms)
  }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    for copy in 0..<actions.count {
      let features = features(of: observations.rows[copy])
      let values = beliefs.map { belief in
        state.mode == .greedy
          ? belief.mean(at: features) : belief.draw(at: features, using: &state.random)
      }
      actions[copy, 0] = Float(ActionChoice.greedy(values, breakingTiesWith: &state.random))
    }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    (0..<observations.rows.count).map { copy in
      let features = features(of: observations.rows[copy])
      let values = beliefs.map { Float($0.mean(at: features)) }
      return Introspection(actionValues: values, value: values.max())
    }
  }

  /// What is observed, and a 1.
  private func features(of row: ArraySlice<Float>) -> [Double] {
    var features = [Float](repeating: 0, count: encoder.width)
    row.withUnsafeBufferPointer { row in
      features.withUnsafeMutableBufferPointer { encoder.encode(row, into: $0) }
    }
    return features.map { Double($0) } + [1]
  }

  // MARK: - Learning

  public func observe(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      beliefs[Int(transitions.actions[copy, 0])].note(
        transitions.rewards[copy], at: features(of: transitions.observations[copy]))
      updates += 1
    }
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store(beliefs, for: "beliefs")
    archive.store(updates, for: "updates")
  }

  public func load(from archive: Archive) throws {
    let kept = try archive.value([LinearBelief].self, for: "beliefs")
    guard kept.count == beliefs.count, kept.first?.width == beliefs.first?.width else {
      throw Failure(
        .damagedData, "the beliefs are of other arms",
        remedy: "resume in the environment that the run was started in")
    }
    beliefs = kept
    updates = try archive.value(Int.self, for: "updates")
  }
}

/// What may be chosen about a ``LinearThompson``.
public struct LinearThompsonConfiguration: AgentConfiguration {
  /// λ, how sure it is that weights are zero before anything was seen.
  public var priorPrecision = 0.25
  /// a₀ of the law of the variance.
  public var priorShape = 6.0
  /// b₀ of the law of the variance.
  public var priorRate = 6.0

  public static let parameters = [
    ParameterDescription(
      "priorPrecision", "λ, how sure it is that weights are zero before anything was seen",
      in: .positive),
    ParameterDescription("priorShape", "a₀ of the law of the variance", in: .atLeastOne),
    ParameterDescription("priorRate", "b₀ of the law of the variance", in: .positive),
  ]

  /// Creates the defaults.
  public init() {}
}

extension LinearThompson {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "bandit-linear",
    summary: "takes the arm that is likely the best, by Bayesian linear regression",
    source: "Riquelme, Tucker and Snoek, Deep Bayesian bandits showdown, 2018",
    configuration: LinearThompsonConfiguration.self,
    refusal: { setting in
      guard setting.actionSpace.discreteCount != nil else { return "its actions are not discrete" }
      let width = setting.observationSpace.featureWidth
      return width > LinearThompson.greatestWidth
        ? "\(width) numbers are too many to solve for, beyond \(LinearThompson.greatestWidth)" : nil
    }
  ) { configuration, context in
    LinearThompson(configuration, context)
  }
}
