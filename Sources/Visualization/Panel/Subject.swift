import ReinforcementLearning

/// Who acts where, in the words that are shown beside the picture.
public struct Subject: Hashable, Sendable {
  /// The environment's id.
  public var environment: String
  /// The agent's id, and what else to say of it.
  public var agent: String
  /// What each action does, where actions are discrete; their numbers stand in for missing names.
  public var actionNames: [String]

  /// Names who acts where.
  public init(environment: String, agent: String, actionNames: [String] = []) {
    self.environment = environment
    self.agent = agent
    self.actionNames = actionNames
  }

  /// What an action is called.
  func name(of action: Int) -> String {
    actionNames.indices.contains(action) ? actionNames[action] : "\(action)"
  }

  /// What an action, a row of a space, is called.
  func name(of action: [Float], in space: Space) -> String {
    if space.discreteCount != nil, let index = action.first { return name(of: Int(index)) }
    return action.map { NumberText.fixed(Double($0)) }.joined(separator: "  ")
  }
}
