extension Double {
  /// The number to a positive whole power; to the first, the number itself.
  public func power(_ exponent: Int) -> Double {
    (1..<max(exponent, 1)).reduce(self) { product, _ in product * self }
  }
}

/// Joins steps into transitions of up to `n` steps, one for each step taken.
///
/// The return of a transition is `Σᵢ γⁱ rₜ₊ᵢ` over `k` steps, where `k` is `n`, or less where the
/// episode ended; a value after it is multiplied with `γᵏ`, or zero where the world terminated.
/// A step that lasts several of the world's counts `γ` to as many.
/// Where an episode ends, every start that is waiting is finished, each with its own `k`
/// (Sutton, 1988; Watkins, 1989).  A truncation ends the sum but not the value.
public struct StepAccumulator: Codable, Sendable {
  /// The greatest number of steps of a transition, `n`.
  public let steps: Int
  /// γ, the worth of a reward one step later.
  public let discount: Double
  /// In how many copies steps are taken.
  public var copies: Int { waiting.count }
  private var waiting: [[Start]]

  private struct Start: Codable, Sendable {
    var observation: [Float]
    var action: [Float]
    var sum: Double
    var factor: Double  // γ to the number of steps so far
    var length: Int
  }

  /// Creates an accumulator for so many copies of an environment.
  ///
  /// - Precondition: `steps` is positive.
  public init(steps: Int, discount: Double, copies: Int) {
    precondition(steps > 0, "a transition of \(steps) steps goes nowhere")
    self.steps = steps
    self.discount = discount
    waiting = Array(repeating: [], count: copies)
  }

  /// Takes a step of every copy into account, and hands over the transitions that it completes.
  public mutating func add(
    _ transitions: Transitions, completed: (ReplayTransition) -> Void
  ) {
    for copy in 0..<transitions.count {
      let reward = transitions.rewards[copy]
      let ending = transitions.endings[copy]
      let following = transitions.following(copy)
      let discount = discount.power(transitions.duration(of: copy))
      guard steps > 1 else {
        completed(
          ReplayTransition(
            observation: transitions.observations[copy], action: transitions.actions[copy],
            reward: Float(reward), continuation: ending == .terminated ? 0 : Float(discount),
            nextObservation: following))
        continue
      }
      waiting[copy].append(
        Start(
          observation: Array(transitions.observations[copy]),
          action: Array(transitions.actions[copy]), sum: 0, factor: 1, length: 0))
      for place in waiting[copy].indices {
        waiting[copy][place].sum += waiting[copy][place].factor * reward
        waiting[copy][place].factor *= discount
        waiting[copy][place].length += 1
      }
      let isComplete = { (start: Start) in ending != nil || start.length == steps }
      for start in waiting[copy].prefix(while: isComplete) {
        completed(
          ReplayTransition(
            observation: start.observation[...], action: start.action[...],
            reward: Float(start.sum),
            continuation: ending == .terminated ? 0 : Float(start.factor),
            nextObservation: following))
      }
      waiting[copy].removeFirst(waiting[copy].prefix(while: isComplete).count)
    }
  }
}
