internal import ReinforcementLearning

/// How often each arm was taken in each situation, and what it paid on average.
struct ArmStatistics: Sendable {
  /// How often, `[S, A]`.
  private(set) var counts: ActionTable
  /// What it paid on average, nothing for an arm that was never taken, `[S, A]`.
  private(set) var means: ActionTable
  /// How many arms were taken in all.
  private(set) var pulls = 0

  /// Creates statistics of nothing.
  init(_ context: AgentContext) {
    counts = ActionTable(context)
    means = counts
  }

  /// Counts what arms paid.
  mutating func note(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      note(
        transitions.rewards[copy], of: Int(transitions.actions[copy, 0]),
        in: Int(transitions.observations[copy, 0]))
    }
  }

  /// Counts what an arm paid.
  mutating func note(_ reward: Double, of arm: Int, in situation: Int) {
    counts[situation, arm] += 1
    means[situation, arm] += (reward - means[situation, arm]) / counts[situation, arm]
    pulls += 1
  }

  /// What the arms are thought to pay.
  func introspection(in situation: Int) -> Introspection {
    let values = means[situation].map { Float($0) }
    return Introspection(actionValues: values, value: values.max())
  }

  func save(to archive: inout Archive) {
    archive.store(counts, for: "counts")
    archive.store(means, for: "means")
    archive.store(pulls, for: "pulls")
  }

  mutating func load(from archive: Archive) throws {
    pulls = try archive.value(Int.self, for: "pulls")
    try archive.load(&counts, for: "counts")
    try archive.load(&means, for: "means")
  }
}
