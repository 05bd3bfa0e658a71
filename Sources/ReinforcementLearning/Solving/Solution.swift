/// The exact solution of a finite environment, by value iteration.
///
/// `V(s) = maxₐ Σ P(s′|s,a) (r + γ V(s′))`, no value following a terminal transition
/// (Bellman, 1957), iterated until no value changes by more than the tolerance.
public struct Solution: Sendable {
  /// The value of each state, `[S]`.
  public private(set) var values: [Double]
  /// The value of each action in each state, `[S][A]`.
  public private(set) var actionValues: [[Double]]
  /// The expected steps to the end under the first of the best actions, `[S]`; infinite where the
  /// best play never ends.
  public private(set) var expectedLengths: [Double]
  /// γ, by which play is judged.
  public let discount: Double

  private static let tolerance = 1e-10
  private static let sweeps = 100_000

  /// Solves an environment.
  public init(of environment: some FiniteMDP) {
    discount = environment.discount
    let laws = (0..<environment.stateCount).map { state in
      (0..<environment.actionCount).map { environment.transitions(from: state, action: $0) }
    }
    values = Array(repeating: 0, count: environment.stateCount)
    actionValues = laws.map { $0.map { _ in 0 } }
    expectedLengths = values
    for _ in 0..<Self.sweeps where improve(by: laws) <= Self.tolerance { break }
    measureLengths(by: laws)
  }

  /// One sweep over the states; the greatest change of a value.
  private mutating func improve(by laws: [[[StateTransition]]]) -> Double {
    var change = 0.0
    for state in values.indices {
      for (action, law) in laws[state].enumerated() {
        actionValues[state][action] = law.reduce(0) { sum, transition in
          let next = transition.isTerminal ? 0 : values[transition.next]
          return sum + transition.probability * (transition.reward + discount * next)
        }
      }
      let best = actionValues[state].max() ?? 0
      change = max(change, abs(best - values[state]))
      values[state] = best
    }
    return change
  }

  /// Expected steps to the end, by iterating `L(s) = 1 + Σ P(s′) L(s′)` under the best actions.
  private mutating func measureLengths(by laws: [[[StateTransition]]]) {
    let chosen = laws.indices.map { state in
      bestActions(in: state).first.map { laws[state][$0] } ?? []
    }
    for sweep in 0..<Self.sweeps {
      var change = 0.0
      for state in chosen.indices {
        let length = chosen[state].reduce(1) { sum, transition in
          sum
            + (transition.isTerminal
              ? 0 : transition.probability * expectedLengths[transition.next])
        }
        change = max(change, abs(length - expectedLengths[state]))
        expectedLengths[state] = length
      }
      if change < 1e-9 { return }
      if sweep == Self.sweeps - 1 {
        for state in chosen.indices where expectedLengths[state] > Double(Self.sweeps) / 2 {
          expectedLengths[state] = .infinity
        }
      }
    }
  }

  /// The actions of a state that no other beats.
  public func bestActions(in state: Int) -> [Int] {
    let scale = max(1, abs(values[state]))
    return actionValues[state].indices.filter {
      actionValues[state][$0] >= values[state] - 1e-9 * scale
    }
  }

  /// What is best in a state.
  public func optimum(in state: Int) -> Optimum {
    Optimum(
      value: values[state],
      expectedLength: expectedLengths[state].isFinite ? expectedLengths[state] : nil,
      actionValues: actionValues[state], actions: bestActions(in: state).map { [Float($0)] })
  }
}
