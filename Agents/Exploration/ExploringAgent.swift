package import ReinforcementLearning

/// An agent that is also paid for what is new.
///
/// The agent inside acts, and learns from rewards to which those of an ``IntrinsicReward`` are added; it
/// does not know of it.  What is logged as returns is what the environment pays.
package final class ExploringAgent: Agent {
  private let agent: any Agent
  private let intrinsic: any IntrinsicReward
  private var appraisals: [Appraisal] = []  // since they were last recorded

  /// Puts an intrinsic reward around an agent.
  package init(_ agent: any Agent, _ intrinsic: any IntrinsicReward) {
    self.agent = agent
    self.intrinsic = intrinsic
  }

  package var memoryWidth: Int { agent.memoryWidth }
  package var updates: Int { agent.updates }

  // MARK: - Acting

  package func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    agent.act(on: observations, state: &state, into: &actions)
    guard state.mode == .explore else { return }
    intrinsic.redirect(&actions, of: agent, on: observations, state: &state)
  }

  package func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    zip(agent.introspect(observations, state: state), intrinsic.novelties(of: observations.rows))
      .map { thoughts, novelty in
        var thoughts = thoughts
        thoughts.novelty = novelty
        return thoughts
      }
  }

  // MARK: - Learning

  /// What novelty paid.
  package static let reward = Metric("intrinsic_reward", "mean of what novelty paid a step")
  /// How new what was seen is.
  package static let novelty = Metric(
    "novelty", "mean novelty of a step, from 0, long known, to 1, never seen")

  package var metrics: [Metric] {
    agent.metrics + [Self.reward, Self.novelty] + intrinsic.metrics
  }

  package func observe(_ transitions: Transitions) {
    let appraised = intrinsic.appraise(transitions)
    appraisals += appraised
    agent.observe(transitions.adding(appraised.map(\.reward)))
  }

  package func learn(recording metrics: inout MetricRecorder) throws {
    for appraisal in appraisals {
      metrics.record(Self.reward, appraisal.reward)
      metrics.record(Self.novelty, appraisal.novelty)
    }
    appraisals.removeAll(keepingCapacity: true)
    try intrinsic.learn(recording: &metrics)
    try agent.learn(recording: &metrics)
  }

  // MARK: - Checkpointing

  package func save(to archive: inout Archive) {
    archive.store(part: agent, for: "inner")
    archive.store(part: intrinsic, for: "exploration")
  }

  package func load(from archive: Archive) throws {
    try archive.load(part: agent, for: "inner")
    try archive.load(part: intrinsic, for: "exploration")
  }
}
