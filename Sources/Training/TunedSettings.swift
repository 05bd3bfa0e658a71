public import ReinforcementLearning

/// What is known to work for an agent in an environment.
public struct TunedSettings: Hashable, Sendable {
  /// In how many copies to train.
  public var copies: Int?
  /// What differs from the agent's defaults.
  public var parameters: [String: ConfigurationValue]

  /// Every tuned setting of an agent, by environment.
  ///
  /// - Throws: `Failure` of kind `configuration` if the agent's file is wrong.
  public static func all(of agent: AgentEntry) throws -> [String: TunedSettings] {
    try agent.tuned.reduce(into: [:]) { all, text in
      all.merge(try read(text, of: agent)) { $1 }
    }
  }

  private static func read(_ text: String, of agent: AgentEntry) throws -> [String: TunedSettings] {
    let document = try YAMLDocument.read(text, name: "\(agent.id).yaml")
    guard let entries = document.table else { return [:] }
    return try entries.mapValues { entry in
      let known = entry.table ?? [:]
      if let unknown = known.keys.first(where: { !["copies", "parameters"].contains($0) }) {
        throw Failure(
          .configuration, "there is no setting \(unknown)", at: "\(agent.id).yaml",
          remedy: "use copies and parameters")
      }
      return TunedSettings(
        copies: known["copies"]?.number.map { Int($0) },
        parameters: known["parameters"]?.table ?? [:])
    }
  }
}
