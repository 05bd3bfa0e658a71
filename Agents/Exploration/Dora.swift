internal import Foundation
package import ReinforcementLearning

/// Seeks actions that are little known, and such as lead to them.
///
/// An E-value is 1 where an action was never taken, and moves towards what follows, which pays nothing:
/// `E(s, a) ← E(s, a) + α_E (γ_E E(s′, a′) - E(s, a))`, with the action `a′` that is taken next.  With
/// `γ_E = 0` it is `(1 - α_E)ⁿ` after `n` visits; so `C = log E / log(1 - α_E)` is a counter, which with
/// `γ_E > 0` grows the slower the less is known of what lies behind.
///
/// A stochastic rule `f(a | s)` is made deterministic: `argmaxₐ log f(a | s) - log C(s, a)`.
///
/// Follows Choshen, Fox and Loewenstein, *DORA the explorer: directed outreaching reinforcement
/// action-selection*, ICLR 2018, except that the reward is `β / √(1 + C)`, `C` before the visit, which is
/// bounded and with `γ_E = 0` that of ``CountBonus``; and that a network of E-values stands alone, since
/// the agent inside may be any.
package final class Dora: IntrinsicReward {
  private let configuration: DoraConfiguration
  private let actions: Int
  private let exploratory: any ExploratoryValues
  private var pending: [ExploratoryVisit?]  // of each copy, until its next action is known
  private var failure: (any Error)?
  private var counters: [Double] = []  // since the last record

  /// Creates an exploration that has seen nothing.
  ///
  /// - Precondition: the actions of the context are discrete.
  /// - Throws: `TraceError` if the network does not fit together.
  package init(_ configuration: DoraConfiguration, _ context: AgentContext) throws {
    guard let actions = context.actionSpace.discreteCount else {
      preconditionFailure("the registry lets dora explore discrete actions only")
    }
    self.configuration = configuration
    self.actions = actions
    pending = Array(repeating: nil, count: context.copies)
    exploratory =
      switch configuration.values {
      case .table: TabularExploratoryValues(configuration, actions: actions)
      case .network: try NetworkExploratoryValues(configuration, context, actions: actions)
      }
  }

  // MARK: - Acting

  /// Refuses to choose in place of an agent that does not say what it thinks of its actions.
  ///
  /// - Throws: ``Failure`` of kind `configuration`.
  package static func requireChoice(
    _ configuration: DoraConfiguration, of agent: any Agent, _ context: AgentContext
  ) throws {
    let zeros = Rows(count: 1, width: context.observationSpace.rowWidth)
    let state = ActingState(
      mode: .greedy, random: RandomSource(seed: 0), copies: 1, memoryWidth: agent.memoryWidth)
    guard configuration.choice != .agent,
      let thoughts = agent.introspect(Observations(zeros), state: state).first,
      thoughts.actionValues == nil
    else { return }
    throw Failure(
      .configuration, "explore.choice=\(configuration.choice.rawValue) needs values of actions",
      remedy: "set explore.choice=agent, or choose an agent that has them: dqn, q-learning")
  }

  package func redirect(
    _ chosen: inout Rows, of agent: any Agent, on observations: Observations,
    state: inout ActingState
  ) {
    guard configuration.choice != .agent else { return }
    let thoughts = agent.introspect(observations, state: state)
    for copy in 0..<chosen.count {
      guard let values = thoughts[copy].actionValues else { continue }
      let scores = scores(of: values, knowing: counters(in: observations.rows[copy]))
      chosen[copy, 0] = Float(choose(scores, using: &state.random))
    }
  }

  /// `log f(a | s) - log C(s, a)`, but for what all actions share, `[A]`.
  func scores(of values: [Float], knowing counters: [Double]) -> [Double] {
    let greatest = values.max() ?? 0
    let greedy = values.count { $0 == greatest }
    return zip(values, counters).map { value, counter in
      let rule: Double
      if configuration.choice == .softmax {
        rule = Double(value - greatest) / configuration.temperature
      } else {
        let share = configuration.epsilon / Double(values.count)
        let own = value == greatest ? (1 - configuration.epsilon) / Double(greedy) : 0
        rule = log(own + share)
      }
      // An action that was never taken has C = 0: whatever the rule says, it comes first.
      return rule - log(max(counter, 1e-6))
    }
  }

  private func choose(_ scores: [Double], using random: inout RandomSource) -> Int {
    let greatest = scores.max() ?? 0
    let best = scores.indices.filter { scores[$0] >= greatest - 1e-9 }
    return best.count == 1 ? best[0] : best[random.integer(below: best.count)]
  }

  // MARK: - Counting

  /// `C(s, ·) = log E(s, ·) / log(1 - α_E)`, `[A]`.
  package func counters(in situation: ArraySlice<Float>) -> [Double] {
    exploratory.values(in: situation).map { counter(of: $0) }
  }

  private func counter(of value: Double) -> Double {
    max(log(max(value, .leastNormalMagnitude)) / log(1 - configuration.learningRate), 0)
  }

  package func appraise(_ transitions: Transitions) -> [Appraisal] {
    (0..<transitions.count).map { copy in
      let action = Int(transitions.actions[copy, 0])
      if var visit = pending[copy] {
        visit.nextAction = action
        learn(from: visit)
      }
      let value = exploratory.values(in: transitions.observations[copy])[action]
      let counter = counter(of: value)
      counters.append(counter)
      note(transitions, copy, action)
      return Appraisal(
        novelty: min(value, 1), reward: configuration.beta / (1 + counter).squareRoot())
    }
  }

  /// Learns from a visit that ended an episode, and keeps any other until the next action.
  private func note(_ transitions: Transitions, _ copy: Int, _ action: Int) {
    let visit = ExploratoryVisit(
      situation: Array(transitions.observations[copy]), action: action,
      next: Array(transitions.following(copy)), isLast: transitions.endings[copy] == .terminated)
    guard transitions.endings[copy] != nil else {
      pending[copy] = visit
      return
    }
    pending[copy] = nil
    learn(from: visit)
  }

  private func learn(from visit: ExploratoryVisit) {
    do { try exploratory.learn(from: visit) } catch { failure = failure ?? error }
  }

  package func novelties(of observations: Rows) -> [Float] {
    (0..<observations.count).map {
      Float(min(exploratory.values(in: observations[$0]).max() ?? 1, 1))
    }
  }

  // MARK: - Learning

  /// The counters of what was done.
  package static let counter = Metric(
    "counter", "mean generalized counter of what was done, log E(s, a) / log(1 - α_E)")

  package var metrics: [Metric] { [Self.counter] }

  package func learn(recording metrics: inout MetricRecorder) throws {
    if let failure { throw failure }
    for counter in counters { metrics.record(Self.counter, counter) }
    counters.removeAll(keepingCapacity: true)
  }

  // MARK: - Checkpointing

  package func save(to archive: inout Archive) {
    archive.store(part: exploratory, for: "values")
    archive.store(pending, for: "pending")
  }

  package func load(from archive: Archive) throws {
    try archive.load(part: exploratory, for: "values")
    pending = try archive.value([ExploratoryVisit?].self, for: "pending")
  }
}
