/// Every environment and every agent that a program knows by name.
public struct Catalogue: Sendable {
  /// The environments, in the order in which they are listed.
  public var environments: [EnvironmentEntry]
  /// The agents, in the order in which they are listed.
  public var agents: [AgentEntry]

  /// Creates a catalogue.
  ///
  /// - Precondition: no two environments share an id, and no two agents.
  public init(environments: [EnvironmentEntry], agents: [AgentEntry]) {
    precondition(
      Set(environments.map(\.id)).count == environments.count, "two environments share an id")
    precondition(Set(agents.map(\.id)).count == agents.count, "two agents share an id")
    self.environments = environments
    self.agents = agents
  }

  /// The environment of an id.
  ///
  /// - Throws: ``Failure`` of kind `configuration` that names the nearest ids.
  public func environment(_ id: String) throws -> EnvironmentEntry {
    if let entry = environments.first(where: { $0.id == id }) { return entry }
    throw Failure(
      .configuration, "there is no environment \(id)",
      remedy: NearestName.remedy(
        for: id, among: environments.map(\.id), otherwise: "apus list environments shows them"))
  }

  /// The agent of an id.
  ///
  /// - Throws: ``Failure`` of kind `configuration` that names the nearest ids.
  public func agent(_ id: String) throws -> AgentEntry {
    if let entry = agents.first(where: { $0.id == id }) { return entry }
    throw Failure(
      .configuration, "there is no agent \(id)",
      remedy: NearestName.remedy(
        for: id, among: agents.map(\.id), otherwise: "apus list agents shows them"))
  }

  /// Refuses an agent that cannot act in an environment.
  ///
  /// - Throws: ``Failure`` of kind `configuration` that names the agents that fit.
  public func requireFit(_ agent: AgentEntry, _ environment: EnvironmentEntry) throws {
    let setting = environment.setting
    guard let reason = agent.refusal(in: setting) else { return }
    let fitting = agents.filter { $0.refusal(in: setting) == nil }.map(\.id)
    throw Failure(
      .configuration, "\(agent.id) cannot act in \(environment.id): \(reason)",
      remedy: "these can: \(fitting.joined(separator: ", "))")
  }
}
