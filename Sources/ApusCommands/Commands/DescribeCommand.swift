internal import ArgumentParser
internal import ReinforcementLearning
internal import Training

/// `apus describe`: one environment or agent in full.
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Describe an environment or an agent.",
    discussion: """
      EXAMPLES
        apus describe CartPole-v1
        apus describe dqn
      """)

  @Argument(help: "The id of an environment or an agent.")
  var id: String
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let catalogue = ApusProgram.catalogue
    if let environment = catalogue.environments.first(where: { $0.id == id }) {
      try show(EnvironmentDescription(environment))
    } else if let agent = catalogue.agents.first(where: { $0.id == id }) {
      try show(AgentDescription(agent))
    } else {
      let known = catalogue.environments.map(\.id) + catalogue.agents.map(\.id)
      throw Failure(
        .configuration, "there is no environment or agent \(id)",
        remedy: NearestName.remedy(
          for: id, among: known, otherwise: "apus list environments and apus list agents show them")
      )
    }
  }

  private func show(_ description: some Encodable & CustomStringConvertible) throws {
    if json { try Console.printJSON(description) } else { Console.print(description.description) }
  }
}

/// What there is to say of an environment.
struct EnvironmentDescription: Encodable, CustomStringConvertible {
  let id: String
  let summary: String
  let observationSpace: String
  let actionSpace: String
  let actionNames: [String]
  let rewards: String
  let source: String
  let randomReturn: Double?
  let solvedReturn: Double?
  let isSolvable: Bool
  let optimalValue: Double?
  let optimalLength: Double?
  let agents: [String]

  init(_ entry: EnvironmentEntry) throws {
    let setting = entry.setting
    id = entry.id
    summary = entry.summary
    observationSpace = setting.observationSpace.description
    actionSpace = setting.actionSpace.description
    actionNames = entry.actionNames
    rewards = entry.rewards
    source = entry.source
    randomReturn = entry.randomReturn
    solvedReturn = entry.solvedReturn
    isSolvable = entry.isSolvable
    agents = ApusProgram.catalogue.agents.filter { $0.refusal(in: setting) == nil }.map(\.id)
    let batch = entry.makeBatch(count: 1000, isSolving: entry.isSolvable)
    try batch.reset(seed: 0)
    let optima = (0..<batch.count).compactMap { batch.optimum(of: $0) }
    optimalValue = optima.isEmpty ? nil : optima.map(\.value).reduce(0, +) / Double(optima.count)
    let lengths = optima.compactMap(\.expectedLength)
    optimalLength = lengths.isEmpty ? nil : lengths.reduce(0, +) / Double(lengths.count)
  }

  var description: String {
    var lines = [
      "\(id)".colored(.bold) + "  \(summary)", "",
      "observations   \(observationSpace)", "actions        \(actionSpace)",
    ]
    lines += actionNames.enumerated().map { "                 \($0.offset)  \($0.element)" }
    lines.append("rewards        \(rewards)")
    if let randomReturn { lines.append("random return  \(randomReturn)") }
    if let solvedReturn { lines.append("solved from    \(solvedReturn)") }
    if let optimalValue {
      let length = optimalLength.map { ", in \(Formatting.number($0)) steps" } ?? ""
      lines.append("optimum        \(Formatting.number(optimalValue)) discounted\(length)")
    }
    lines.append("agents         \(agents.joined(separator: ", "))")
    lines.append("source         \(source)")
    return lines.joined(separator: "\n")
  }
}

/// What there is to say of an agent.
struct AgentDescription: Encodable, CustomStringConvertible {
  let id: String
  let summary: String
  let source: String
  let parameters: [Parameter]
  let environments: [String]
  let tuned: [String]

  struct Parameter: Encodable {
    let key: String
    let defaultValue: ConfigurationValue
    let meaning: String
    let allowed: String?
  }

  init(_ entry: AgentEntry) throws {
    id = entry.id
    summary = entry.summary
    source = entry.source
    let defaults = try entry.defaults()
    parameters = entry.parameters.map { parameter in
      Parameter(
        key: parameter.key, defaultValue: defaults[parameter.key] ?? .null,
        meaning: parameter.meaning,
        allowed: parameter.range?.phrase
          ?? (parameter.choices.isEmpty ? nil : parameter.choices.joined(separator: ", ")))
    }
    environments = ApusProgram.catalogue.environments
      .filter { entry.refusal(in: $0.setting) == nil }.map(\.id)
    tuned = try TunedSettings.all(of: entry).keys.sorted()
  }

  var description: String {
    var table = TextTable(["parameter", "default", "meaning"])
    for parameter in parameters {
      table.add([
        parameter.key, parameter.defaultValue.shortDescription,
        parameter.meaning + (parameter.allowed.map { " (\($0))" } ?? ""),
      ])
    }
    var lines = ["\(id)".colored(.bold) + "  \(summary)", ""]
    if !parameters.isEmpty { lines += [table.text, ""] }
    lines.append("environments   \(environments.joined(separator: ", "))")
    if !tuned.isEmpty { lines.append("tuned for      \(tuned.joined(separator: ", "))") }
    lines.append("source         \(source)")
    return lines.joined(separator: "\n")
  }
}
