/// How likely each action is in each state.
///
/// Shapes: `S` states, `A` actions.
public struct TabularPolicy: Hashable, Sendable {
  /// How likely each action is, `[S][A]`.
  public let probabilities: [[Double]]

  /// Creates a policy.
  ///
  /// - Parameter probabilities: `[S][A]`.
  /// - Throws: ``Failure`` of kind `configuration` that names the state whose probabilities are
  ///   negative, no numbers or do not add up to one.
  public init(_ probabilities: [[Double]]) throws {
    for (state, law) in probabilities.enumerated() {
      let total = law.reduce(0, +)
      guard law.allSatisfy({ $0 >= 0 }), abs(total - 1) <= 1e-9 else {
        throw Failure(
          .configuration, "the actions of state \(state) have the probabilities \(law)",
          remedy: "let them be at least 0 and add up to 1")
      }
    }
    self.probabilities = probabilities
  }

  /// The policy that is sure of its actions.
  ///
  /// - Parameters:
  ///   - actions: What is done in each state, `[S]`.
  ///   - count: How many actions there are.
  public init(always actions: [Int], of count: Int) {
    probabilities = actions.map { chosen in (0..<count).map { $0 == chosen ? 1 : 0 } }
  }

  /// The policy to which all actions are alike.
  public init(uniformOver actionCount: Int, in stateCount: Int) {
    let law = [Double](repeating: 1 / Double(actionCount), count: actionCount)
    probabilities = Array(repeating: law, count: stateCount)
  }

  /// The policy that does anything with a probability, and else what this one does: ε-greedy play.
  public func exploring(with rate: Double) throws -> TabularPolicy {
    try TabularPolicy(
      probabilities.map { law in law.map { (1 - rate) * $0 + rate / Double(law.count) } })
  }
}
