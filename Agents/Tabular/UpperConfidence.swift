internal import AgentCommons
import Foundation
public import ReinforcementLearning

/// Takes the arm that may be the best: the mean of what it paid and a bonus for being little known.
///
/// `argmaxₐ μ̂ₐ + b √(c ln n / nₐ)`, every arm first taken once; greedily it takes the greatest mean.
/// Each observation has arms of its own.
///
/// Follows Auer, Cesa-Bianchi and Fischer, *Finite-time analysis of the multiarmed bandit problem*,
/// Machine Learning 47, 2002, figure 1 (UCB1).
public final class UpperConfidence: Agent {
  private let configuration: UpperConfidenceConfiguration
  private var arms: ArmStatistics

  public var updates: Int { arms.pulls }

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: both spaces of the context are discrete.
  public convenience init(_ configuration: UpperConfidenceConfiguration, _ context: AgentContext) {
    self.init(configuration, ArmStatistics(context))
  }

  init(_ configuration: UpperConfidenceConfiguration, _ arms: ArmStatistics) {
    self.configuration = configuration
    self.arms = arms
  }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    for copy in 0..<actions.count {
      let situation = Int(observations.rows[copy, 0])
      let values =
        state.mode == .explore ? bounds(in: situation) : Array(arms.means[situation])
      actions[copy, 0] = Float(ActionChoice.greedy(values, breakingTiesWith: &state.random))
    }
  }

  /// How much each arm may be worth, `[A]`; one that was never taken may be worth anything.
  func bounds(in situation: Int) -> [Double] {
    let total = arms.counts[situation].reduce(0, +)
    return zip(arms.means[situation], arms.counts[situation]).map { mean, count in
      guard count > 0 else { return .infinity }
      return mean + configuration.rewardRange
        * (configuration.confidence * log(total) / count).squareRoot()
    }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    (0..<observations.rows.count).map { arms.introspection(in: Int(observations.rows[$0, 0])) }
  }

  // MARK: - Learning

  public func observe(_ transitions: Transitions) { arms.note(transitions) }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) { arms.save(to: &archive) }
  public func load(from archive: Archive) throws { try arms.load(from: archive) }
}

/// What may be chosen about an ``UpperConfidence``.
public struct UpperConfidenceConfiguration: AgentConfiguration {
  /// c, 2 as proved; less explores less.
  public var confidence = 2.0
  /// b, how far apart rewards may lie; for normal ones, their deviation.
  public var rewardRange = 1.0

  public static let parameters = [
    ParameterDescription("confidence", "c, 2 as proved; less explores less", in: .nonNegative),
    ParameterDescription(
      "rewardRange", "b, how far apart rewards may lie; for normal ones, their deviation",
      in: .positive),
  ]

  /// Creates the defaults.
  public init() {}
}

extension UpperConfidence {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "bandit-ucb", summary: "takes the arm that may be the best, by an upper confidence bound",
    source: "Auer, Cesa-Bianchi and Fischer, Finite-time analysis of the multiarmed bandit, 2002",
    configuration: UpperConfidenceConfiguration.self, refusal: { ActionTable.refusal(in: $0) }
  ) { configuration, context in
    UpperConfidence(configuration, context)
  }
}
