package import ReinforcementLearning

/// What novelty pays, besides what the environment does.
package protocol IntrinsicReward: Checkpointable {
  /// What it records, besides what it pays.
  var metrics: [Metric] { get }

  /// Takes note of a step of every copy, and says how new it was, `[n]`.
  func appraise(_ transitions: Transitions) -> [Appraisal]

  /// Learns from what it has seen, if it is time to.
  ///
  /// - Throws: ``Failure`` of kind `numerical` if a loss is not finite.
  func learn(recording metrics: inout MetricRecorder) throws

  /// How new each situation is, `[n]`, from 0 to 1.
  func novelties(of observations: Rows) -> [Float]

  /// Replaces the actions of an agent that explores; most leave them.
  func redirect(
    _ actions: inout Rows, of agent: any Agent, on observations: Observations,
    state: inout ActingState)
}

extension IntrinsicReward {
  package func redirect(
    _ actions: inout Rows, of agent: any Agent, on observations: Observations,
    state: inout ActingState
  ) {}
}

/// How new a transition was.
package struct Appraisal: Hashable, Sendable {
  /// From 0, long known, to 1, never seen.
  package var novelty: Double
  /// What that pays.
  package var reward: Double
}
