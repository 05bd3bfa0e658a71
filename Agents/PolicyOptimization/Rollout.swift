internal import ReinforcementLearning

/// What happened in so many steps of every copy.
///
/// Shapes: `T` steps, `n` copies, `S` numbers of state; a place is `t · n + copy`.
struct Rollout: Codable {
  /// How many steps it is to have, `T`.
  let steps: Int
  /// How many copies there are, `n`.
  let copies: Int
  /// The features that were seen, `[T, n, F]`.
  private(set) var features: [Float] = []
  /// The actions as they were drawn, `[T, n, D]`.
  private(set) var actions: [Float] = []
  /// What recurrent networks remembered before the first step, `[n, S]`.
  private(set) var states: [Float] = []
  /// What was paid, `[T, n]`.
  private(set) var rewards: [Double] = []
  /// How episodes ended, `[T, n]`.
  private(set) var endings: [Ending?] = []
  /// The features of what followed where a bootstrap is needed: where an episode was truncated, and
  /// after the last step; by place.
  private(set) var following: [Int: [Float]] = [:]

  init(steps: Int, copies: Int) {
    self.steps = steps
    self.copies = copies
  }

  /// How many transitions it holds.
  var count: Int { rewards.count }
  /// Whether it has all its steps.
  var isFull: Bool { count == steps * copies }

  /// Takes note of one step of a copy, and of the state before it; copies come in their order.
  mutating func append(
    features row: some Collection<Float>, action: some Collection<Float>,
    state: some Collection<Float>, reward: Double, ending: Ending?, following next: () -> [Float]
  ) {
    if count < copies { states.append(contentsOf: state) }
    let isLast = count >= (steps - 1) * copies
    if ending == .truncated || ending == nil && isLast { following[count] = next() }
    features.append(contentsOf: row)
    actions.append(contentsOf: action)
    rewards.append(reward)
    endings.append(ending)
  }

  /// Forgets everything.
  mutating func removeAll() {
    features.removeAll(keepingCapacity: true)
    actions.removeAll(keepingCapacity: true)
    states.removeAll(keepingCapacity: true)
    rewards.removeAll(keepingCapacity: true)
    endings.removeAll(keepingCapacity: true)
    following.removeAll()
  }

  /// One where a step is the first of an episode and not of the rollout, `[T, n]`.
  var beginnings: [Float] {
    (0..<count).map { $0 >= copies && endings[$0 - copies] != nil ? 1 : 0 }
  }

  /// How much better each action was than expected, `[T, n]`.
  ///
  /// `δ = r + γ V(s′) − V(s)`, `Â = δ + γ λ Â′` (Schulman, Moritz, Levine, Jordan and Abbeel,
  /// *High-dimensional continuous control using generalized advantage estimation*, 2016, equation
  /// 16): nothing follows a terminal state, and nothing is summed beyond the end of an episode.
  ///
  /// - Parameters:
  ///   - values: `V(s)`, `[T, n]`.
  ///   - followingValues: `V(s′)` where an episode was truncated or the rollout ends, by place.
  ///   - discount: γ.
  ///   - decay: λ.
  /// - Returns: `Â`, `[T, n]`.
  func advantages(
    values: [Float], followingValues: [Int: Float], discount: Double, decay: Double
  ) -> [Float] {
    var advantages = [Float](repeating: 0, count: count)
    for copy in 0..<copies {
      var advantage = 0.0
      for step in (0..<steps).reversed() {
        let place = step * copies + copy
        let next: Double =
          switch endings[place] {
          case .terminated: 0
          case .truncated: Double(followingValues[place] ?? 0)
          case nil:
            Double(step == steps - 1 ? followingValues[place] ?? 0 : values[place + copies])
          }
        let error = rewards[place] + discount * next - Double(values[place])
        advantage = error + (endings[place] == nil ? discount * decay * advantage : 0)
        advantages[place] = Float(advantage)
      }
    }
    return advantages
  }
}
