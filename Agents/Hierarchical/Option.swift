internal import ReinforcementLearning

/// A way to act for a while: where it may begin, what it does, and how likely it ends.
///
/// Shapes: `S` states.  Follows Sutton, Precup and Singh, 1999, section 2, with policies that are
/// not random.
struct Option {
  let name: String
  /// What it does in each state; nil where it cannot be begun and always ends, `[S]`.
  let actions: [Int?]
  /// β, how likely it ends on arriving in each state, `[S]`.
  let terminations: [Double]

  /// Creates an option, which ends for certain where it does nothing.
  init(_ name: String, actions: [Int?], terminations: [Double]) {
    precondition(actions.count == terminations.count, "an option of two numbers of states")
    self.name = name
    self.actions = actions
    self.terminations = zip(actions, terminations).map { $0 == nil ? 1 : $1 }
  }

  /// The single step of an action, which is possible everywhere.
  init(primitive action: Int, states: Int) {
    self.init(
      "action \(action)", actions: Array(repeating: action, count: states),
      terminations: Array(repeating: 1, count: states))
  }

  /// The documented way to a goal, which ends there, and where no way is known.
  init(to goal: Goal, states: Int) {
    let rows = (0..<states).map { [Float($0)] }
    self.init(
      goal.name,
      actions: rows.map { goal.isReached(in: $0[...]) ? nil : goal.action(in: $0[...]) },
      terminations: Array(repeating: 0, count: states))
  }

  /// Whether it can be begun in a state.
  func canBegin(in state: Int) -> Bool { actions[state] != nil }
}
