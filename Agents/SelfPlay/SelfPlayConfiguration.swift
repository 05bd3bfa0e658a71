public import ReinforcementLearning

/// What may be chosen about ``SelfPlayAgent``.
public struct SelfPlayConfiguration: AgentConfiguration {
  /// The agent that plays as player 0, and what differs from its defaults: `first.agent=ppo`,
  /// `first.learningRate=0.001`.
  public var first: [String: ConfigurationValue] = ["agent": .text("dqn")]
  /// The same of player 1.
  public var second: [String: ConfigurationValue] = ["agent": .text("dqn")]

  public static let parameters = [
    ParameterDescription(
      "first", "the agent that plays as player 0, and what differs from its defaults"),
    ParameterDescription(
      "second", "the agent that plays as player 1, and what differs from its defaults"),
  ]

  /// Creates the defaults.
  public init() {}

  /// The sides by the player they play as: what to call them, and what they are.
  var sides: [(name: String, choices: [String: ConfigurationValue])] {
    [("first", first), ("second", second)]
  }

  public func validate(steps: Int) throws {
    for (name, choices) in sides {
      guard case .text = choices[Self.agentKey] else {
        throw Failure(
          .configuration, "self-play needs the id of an agent as \(name).agent",
          remedy: "use --set \(name).agent=dqn")
      }
    }
  }

  static let agentKey = "agent"
}
