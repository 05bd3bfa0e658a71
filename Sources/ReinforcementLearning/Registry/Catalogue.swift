/// Every environment and every agent that a program knows by name.
public struct Catalogue: Sendable {
  /// The environments, in the order in which they are listed.
  public var environments: [EnvironmentEntry]
  /// The agents, in the order in which they are listed.
  public var agents: [AgentEntry]
  /// The explorations that go around any agent, in the order in which they are listed.
  public var explorations: [ExplorationEntry]
  /// The kinds of files in which users write environments of their own.
  public var files: [EnvironmentFileFormat]

  /// Creates a catalogue.
  ///
  /// - Precondition: no two environments share an id, and no two agents or explorations.
  public init(
    environments: [EnvironmentEntry], agents: [AgentEntry],
    explorations: [ExplorationEntry] = [], files: [EnvironmentFileFormat] = []
  ) {
    precondition(
      Set(environments.map(\.id)).count == environments.count, "two environments share an id")
    precondition(
      Set(agents.map(\.id) + explorations.map(\.id)).count == agents.count + explorations.count,
      "two agents or explorations share an id")
    self.environments = environments
    self.agents = agents
    self.explorations = explorations
    self.files = files
  }

  /// Whether an id names an environment, or a file that may define one.
  public func knows(environment id: String) -> Bool {
    environments.contains { $0.id == id } || format(of: id) != nil
  }

  private func format(of id: String) -> EnvironmentFileFormat? {
    files.first { id.hasPrefix("\($0.prefix):") }
  }

  /// The environment of an id, or of a user's file: `grid:level.txt`.
  ///
  /// - Parameters:
  ///   - id: What the user typed.
  ///   - options: What differs from the defaults.
  /// - Returns: The environment with those options.
  /// - Throws: ``Failure`` of kind `configuration` that names the nearest ids or the option; what
  ///   the file's format throws.
  public func environment(
    _ id: String, options: [String: ConfigurationValue] = [:]
  ) throws -> EnvironmentEntry {
    if let entry = environments.first(where: { $0.id == id }) {
      return try entry.configured(with: options)
    }
    if let format = format(of: id) {
      return try format.environment(
        String(id.dropFirst(format.prefix.count + 1)), options: options)
    }
    throw Failure(
      .configuration, "there is no environment \(id)",
      remedy: NearestName.remedy(
        for: id, among: environments.map(\.id), otherwise: "apus list environments shows them"))
  }

  /// The agent of an id, or of two: `dqn+simhash` is the agent `dqn` in the exploration `simhash`.
  ///
  /// - Throws: ``Failure`` of kind `configuration` that names the nearest ids.
  public func agent(_ id: String) throws -> AgentEntry {
    if let entry = agents.first(where: { $0.id == id }) { return entry }
    if let plus = id.lastIndex(of: "+") {
      let exploration = try exploration(String(id[id.index(after: plus)...]))
      return exploration.around(try agent(alone: String(id[..<plus]), in: exploration))
    }
    throw Failure(
      .configuration, "there is no agent \(id)",
      remedy: NearestName.remedy(
        for: id, among: agents.map(\.id), otherwise: "apus list agents shows them"))
  }

  /// The exploration of an id.
  ///
  /// - Throws: ``Failure`` of kind `configuration` that names the nearest ids.
  public func exploration(_ id: String) throws -> ExplorationEntry {
    if let entry = explorations.first(where: { $0.id == id }) { return entry }
    throw Failure(
      .configuration, "there is no exploration \(id)",
      remedy: NearestName.remedy(
        for: id, among: explorations.map(\.id), otherwise: "apus list explorations shows them"))
  }

  private func agent(alone id: String, in exploration: ExplorationEntry) throws -> AgentEntry {
    guard !id.contains("+") else {
      throw Failure(
        .configuration, "\(id) explores already, and \(exploration.id) cannot go around it",
        remedy: "choose one exploration")
    }
    return try agent(id)
  }

  /// Refuses an agent that cannot act in an environment.
  ///
  /// - Parameters:
  ///   - agent: The agent.
  ///   - environment: The environment.
  ///   - changes: What of the agent's configuration differs from the defaults.
  /// - Throws: ``Failure`` of kind `configuration` that names the agents that fit.
  public func requireFit(
    _ agent: AgentEntry, _ environment: EnvironmentEntry,
    with changes: [String: ConfigurationValue] = [:]
  ) throws {
    let setting = environment.setting
    guard let reason = agent.refusal(in: setting, with: changes) else { return }
    let fitting = agents.filter { $0.refusal(in: setting) == nil }.map(\.id)
    throw Failure(
      .configuration, "\(agent.id) cannot act in \(environment.id): \(reason)",
      remedy: "these can: \(fitting.joined(separator: ", "))")
  }
}
