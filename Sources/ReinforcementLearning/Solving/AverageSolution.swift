/// The play that earns most a step in the long run, an episode that ends beginning anew.
///
/// Relative value iteration (White, 1963) on the lazy process, which stays with probability ½ so
/// that it cannot go round: `h ← ½ (h + max r + P h)`.  The least and the greatest change of a sweep
/// bound the gain (Odoni, 1969; Puterman, *Markov Decision Processes*, theorem 8.5.5).  The gain and
/// the bias that are given are those of the policy that was found, by ``PolicyChain/longRun()``.
/// Shapes: `S` states.
public struct AverageSolution: Sendable {
  /// The greatest average reward of a step.
  public let gain: Double
  /// Between what bounds the sweeps found it.
  public let bounds: ClosedRange<Double>
  /// How much more each state earns in all than the average, `[S]`.
  public let biases: [Double]
  /// What to do in each state, `[S]`.
  public let actions: [Int]
  /// How many sweeps it took.
  public let iterations: Int

  private static let tolerance = 1e-10  // of the gain, or of one
  private static let greatestSweeps = 200_000

  /// Solves for the average reward.
  ///
  /// - Throws: ``Failure`` of kind `unusableEnvironment` if the gain depends on where play begins,
  ///   so that there is not one.
  public init(of model: FiniteModel) throws {
    var values = [Double](repeating: 0, count: model.stateCount)
    for sweep in 1...Self.greatestSweeps {
      let step = Self.step(model, values)
      let changes = zip(step.values, values).map { $0 - $1 }
      guard let least = changes.min(), let greatest = changes.max() else { break }
      let origin = step.values[0]
      values = zip(step.values, values).map { ($0 + $1) / 2 - origin }
      guard greatest - least <= Self.tolerance * max(1, abs(greatest)) else { continue }
      let longRun = PolicyChain(model, always: step.actions).longRun()
      gain = longRun.classCount == 1 ? longRun.gains[0] : (least + greatest) / 2
      bounds = least...greatest
      biases = longRun.biases
      actions = step.actions
      iterations = sweep
      return
    }
    throw Failure(
      .unusableEnvironment, "the average reward depends on where play begins",
      remedy: "solve with a discount or a horizon")
  }

  /// The policy that always takes ``actions``.
  public func policy(of model: FiniteModel) -> TabularPolicy {
    TabularPolicy(always: actions, of: model.actionCount)
  }

  /// What is best, given the values of the states; an end leads to the beginnings.
  private static func step(
    _ model: FiniteModel, _ values: [Double]
  ) -> (values: [Double], actions: [Int]) {
    let anew = model.atStart(values)
    var (next, actions) = (values, [Int](repeating: 0, count: values.count))
    for state in values.indices {
      next[state] = -.infinity
      for action in 0..<model.actionCount {
        let row = model.row(state, action)
        let value = model.value(of: row, values, discount: 1) + model.endings[row] * anew
        if value > next[state] { (next[state], actions[state]) = (value, action) }
      }
    }
    return (next, actions)
  }
}
