/// The best play of a limited number of steps, by backward induction.
///
/// `V₀ = 0`, `Vₙ(s) = maxₐ Σ P(s′|s,a) (r + γ Vₙ₋₁(s′))`.  Shapes: `S` states.
public struct HorizonSolution: Sendable {
  /// The value of each state by the number of steps that are left, `[steps + 1][S]`.
  public let values: [[Double]]
  /// The best action of each state by the number of steps that are left, none for none,
  /// `[steps + 1][S]`.
  public let actions: [[Int]]

  /// Solves for a number of steps.
  ///
  /// - Precondition: the number is not negative.
  public init(of model: FiniteModel, steps: Int, discount: Double = 1) {
    precondition(steps >= 0, "a horizon of \(steps) steps")
    var values = [[Double](repeating: 0, count: model.stateCount)]
    var actions = [[Int](repeating: 0, count: 0)]
    for _ in 0..<steps {
      let later = values[values.count - 1]
      let best = later.indices.map { state in
        (0..<model.actionCount).reduce((action: 0, value: -Double.infinity)) { best, action in
          let value = model.value(of: model.row(state, action), later, discount: discount)
          return value > best.value ? (action, value) : best
        }
      }
      values.append(best.map(\.value))
      actions.append(best.map(\.action))
    }
    self.values = values
    self.actions = actions
  }
}
