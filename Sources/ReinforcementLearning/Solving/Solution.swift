/// The exact solution of a finite environment: what every state and every action is worth.
///
/// `V(s) = maxₐ Σ P(s′|s,a) (r + γ V(s′))`, no value following a terminal transition.
///
/// Shapes: `S` states, `A` actions.
public struct Solution: Sendable {
  /// The value of each state, `[S]`.
  public let values: [Double]
  /// The value of each action in each state, `[S][A]`.
  public let actionValues: [[Double]]
  /// One of the best actions of each state, `[S]`: among them the one that may lead to the end
  /// soonest, so that play which is worth as much as any also ends, where it can.
  public let actions: [Int]
  /// The expected steps to the end if those actions are taken, `[S]`; infinite where there may be
  /// none.
  public let expectedLengths: [Double]
  /// γ, by which play is judged.
  public let discount: Double
  /// How many sweeps or policies it took.
  public let iterations: Int

  private let bests: [[Int]]

  /// Solves an environment.
  ///
  /// - Throws: ``Failure`` of kind `unusableEnvironment` if a law is none, or if no return is best.
  public init(
    of environment: some FiniteMDP, by method: SolvingMethod = .valueIteration
  ) throws {
    try self.init(of: FiniteModel(of: environment), by: method)
  }

  /// Solves an environment whose laws were gathered.
  ///
  /// - Parameters:
  ///   - model: The laws.
  ///   - discount: γ, that of the environment unless it is said.
  ///   - method: How to solve it.
  /// - Throws: ``Failure`` of kind `unusableEnvironment` if no return is best.
  public init(
    of model: FiniteModel, discount: Double? = nil, by method: SolvingMethod = .valueIteration
  ) throws {
    let discount = try FiniteModel.checked(discount ?? model.discount)
    let best = try BestValues(of: model, discount: discount, by: method)
    let actionValues = (0..<model.stateCount).map { state in
      (0..<model.actionCount).map { action in
        model.value(of: model.row(state, action), best.values, discount: discount)
      }
    }
    let bests = zip(best.values, actionValues).map { value, worths in
      worths.indices.filter { worths[$0] >= value - 1e-9 * max(1, abs(value)) }
    }
    actions = zip(model.waysToEnd(through: bests), bests).map { $0 ?? $1.first ?? 0 }
    expectedLengths = PolicyChain(model, always: actions).expectedLengths()
    self.bests = zip(bests, actions).map { bests, first in [first] + bests.filter { $0 != first } }
    self.actionValues = actionValues
    self.discount = discount
    values = best.values
    iterations = best.iterations
  }

  /// The actions of a state that no other beats, the one to take first.
  public func bestActions(in state: Int) -> [Int] { bests[state] }

  /// The policy that always takes ``actions``.
  public var policy: TabularPolicy {
    TabularPolicy(always: actions, of: actionValues.first?.count ?? 0)
  }

  /// What is best in a state.
  public func optimum(in state: Int) -> Optimum {
    Optimum(
      value: values[state],
      expectedLength: expectedLengths[state].isFinite ? expectedLengths[state] : nil,
      actionValues: actionValues[state], actions: bests[state].map { [Float($0)] })
  }
}
