/// What an agent thinks of a situation; whatever it does not think of is nil.
public struct Introspection: Codable, Hashable, Sendable {
  /// The value of each action, `[A]`.
  public var actionValues: [Float]?
  /// The probability of each action, `[A]`.
  public var policy: [Float]?
  /// The value of the situation.
  public var value: Float?
  /// How new the situation is, from 0, long known, to 1, never seen.
  public var novelty: Float?
  /// The goal or option that is being pursued.
  public var goal: String?

  /// Creates an introspection.
  public init(
    actionValues: [Float]? = nil, policy: [Float]? = nil, value: Float? = nil,
    novelty: Float? = nil, goal: String? = nil
  ) {
    self.actionValues = actionValues
    self.policy = policy
    self.value = value
    self.novelty = novelty
    self.goal = goal
  }
}
