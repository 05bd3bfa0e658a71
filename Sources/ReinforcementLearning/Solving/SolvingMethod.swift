/// How a finite environment is solved.
public enum SolvingMethod: String, CaseIterable, Codable, Sendable {
  /// `V ← maxₐ (r + γ P V)`, in place and to and fro (Bellman, 1957).
  case valueIteration = "value-iteration"
  /// A policy is evaluated exactly and improved, until nothing improves it (Howard, 1960).
  case policyIteration = "policy-iteration"
  /// A policy is evaluated by a few sweeps before it is improved (Puterman and Shin, 1978).
  case modifiedPolicyIteration = "modified-policy-iteration"
}

/// A search for the best values, `[S]`.
///
/// The two methods that iterate values stop where no value is farther than the tolerance from the
/// best: `γ ‖change‖ / (1 − γ)` bounds the distance, since a sweep is a contraction by `γ`.
/// Undiscounted, they stop where nothing changes any more, and find the limit of ever longer
/// horizons; policy iteration finds the best of the policies that end wherever they can.
struct BestValues {
  let values: [Double]
  let iterations: Int

  private static let tolerance = 1e-10  // of the greatest value, or of one
  private static let greatestSweeps = 100_000
  private static let evaluationSweeps = 20

  init(of model: FiniteModel, discount: Double, by method: SolvingMethod) throws {
    switch method {
    case .valueIteration: (values, iterations) = try Self.iteratedValues(model, discount)
    case .policyIteration: (values, iterations) = try Self.improvedPolicies(model, discount)
    case .modifiedPolicyIteration: (values, iterations) = try Self.mixed(model, discount)
    }
  }

  /// Whether values that changed by so much are as good as the best.
  private static func isClose(_ change: Double, _ values: [Double], _ discount: Double) -> Bool {
    let scale = max(1, values.reduce(0) { max($0, abs($1)) })
    let share = discount < 1 ? (1 - discount) / max(discount, 1 - discount) : 1e-3
    return change <= scale * max(tolerance * share, 4 * Double.ulpOfOne)
  }

  private static func best(
    of model: FiniteModel, in state: Int, _ values: [Double], _ discount: Double
  )
    -> (action: Int, value: Double)
  {
    var best = (action: 0, value: -Double.infinity)
    for action in 0..<model.actionCount {
      let value = model.value(of: model.row(state, action), values, discount: discount)
      if value > best.value { best = (action, value) }
    }
    return best
  }

  // MARK: - Value iteration

  private static func iteratedValues(
    _ model: FiniteModel, _ discount: Double
  ) throws -> ([Double], Int) {
    var values = [Double](repeating: 0, count: model.stateCount)
    for sweep in 1...greatestSweeps {
      var change = 0.0
      for index in values.indices {
        let state = sweep.isMultiple(of: 2) ? index : values.count - 1 - index
        let value = best(of: model, in: state, values, discount).value
        change = max(change, abs(value - values[state]))
        values[state] = value
      }
      if isClose(change, values, discount) { return (values, sweep) }
    }
    throw unsettled(discount)
  }

  // MARK: - Modified policy iteration

  private static func mixed(_ model: FiniteModel, _ discount: Double) throws -> ([Double], Int) {
    var values = [Double](repeating: 0, count: model.stateCount)
    for sweep in 1...greatestSweeps / evaluationSweeps {
      let choices = values.indices.map { best(of: model, in: $0, values, discount) }
      let change = zip(choices, values).reduce(0) { max($0, abs($1.0.value - $1.1)) }
      values = choices.map(\.value)
      if isClose(change, values, discount) { return (values, sweep) }
      for _ in 0..<evaluationSweeps {
        for state in values.indices {
          let row = model.row(state, choices[state].action)
          values[state] = model.value(of: row, values, discount: discount)
        }
      }
    }
    throw unsettled(discount)
  }

  // MARK: - Policy iteration

  private static func improvedPolicies(
    _ model: FiniteModel, _ discount: Double
  ) throws -> ([Double], Int) {
    var actions = model.waysToEnd(through: model.allActions).map { $0 ?? 0 }
    for iteration in 1...greatestSweeps {
      let values = PolicyChain(model, always: actions).values(discount: discount)
      guard values.allSatisfy(\.isFinite) else { throw unsettled(discount) }
      var isStable = true
      for state in actions.indices {
        let better = best(of: model, in: state, values, discount)
        // An action that is better by rounding only could be exchanged for ever.
        let scale = max(1, abs(values[state]))
        guard better.value > values[state] + 1e-11 * scale else { continue }
        actions[state] = better.action
        isStable = false
      }
      if isStable { return (values, iteration) }
    }
    throw unsettled(discount)
  }

  private static func unsettled(_ discount: Double) -> Failure {
    Failure(
      .unusableEnvironment, "no best return with a discount of \(discount) was found",
      remedy: discount < 1
        ? "solve by policy-iteration, or choose a smaller discount"
        : "where play is paid for ever, choose a discount below 1, a horizon or the average reward")
  }
}
