internal import ArgumentParser
internal import ReinforcementLearning
internal import Training

/// `apus describe`: one environment or agent in full.
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Describe an environment, an agent or an exploration.",
    discussion: """
      EXAMPLES
        apus describe CartPole-v1
        apus describe FourRooms-v0 --env-option slip=0.2
        apus describe dqn
        apus describe simhash
        apus describe dqn+simhash
      """)

  @Argument(help: "The id of an environment, an agent or an exploration.")
  var id: String
  @OptionGroup var environmentOptions: EnvironmentOptionArguments
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let catalogue = ApusProgram.catalogue
    if catalogue.knows(environment: id) {
      try show(
        EnvironmentDescription(
          try catalogue.environment(id, options: environmentOptions.table)))
    } else if let exploration = catalogue.explorations.first(where: { $0.id == id }) {
      try show(ExplorationDescription(exploration))
    } else if id.contains("+") || catalogue.agents.contains(where: { $0.id == id }) {
      try show(AgentDescription(try catalogue.agent(id)))
    } else {
      let known =
        catalogue.environments.map(\.id) + catalogue.agents.map(\.id)
        + catalogue.explorations.map(\.id)
      throw Failure(
        .configuration, "there is no environment, agent or exploration \(id)",
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
  let options: [OptionDescription]
  let rewards: String
  let source: String
  let randomReturn: Double?
  let solvedReturn: Double?
  let isSolvable: Bool
  /// Discounted.
  let optimalValue: Double?
  /// Undiscounted, within the time limit.
  let optimalReturn: Double?
  let optimalLength: Double?
  let agents: [String]

  init(_ entry: EnvironmentEntry) throws {
    let setting = entry.setting
    id = entry.id
    summary = entry.summary
    observationSpace = setting.observationSpace.description
    actionSpace = setting.actionSpace.description
    actionNames = entry.actionNames
    options = try OptionDescription.all(
      entry.parameters, values: entry.defaults().merging(entry.options) { $1 })
    rewards = entry.rewards
    source = entry.source
    randomReturn = entry.randomReturn
    solvedReturn = entry.solvedReturn
    isSolvable = entry.isSolvable
    agents = ApusProgram.catalogue.agents.filter { $0.refusal(in: setting) == nil }.map(\.id)
    let optimum = try OptimalScores(of: entry)
    optimalValue = optimum?.value
    optimalReturn = optimum?.episodeReturn
    optimalLength = optimum?.length
  }

  var description: String {
    var lines = [
      "\(id)".colored(.bold) + "  \(summary)", "",
      "observations   \(observationSpace)", "actions        \(actionSpace)",
    ]
    lines += actionNames.enumerated().map { "                 \($0.offset)  \($0.element)" }
    lines.append("rewards        \(rewards)")
    if let randomReturn {
      lines.append("random return  \(Formatting.significant(randomReturn, digits: 6))")
    }
    if let optimalReturn {
      lines.append("best return    \(Formatting.significant(optimalReturn, digits: 6))")
    }
    if let solvedReturn {
      lines.append("solved from    \(Formatting.significant(solvedReturn, digits: 6))")
    }
    if let optimalValue {
      let length = optimalLength.map { ", in \(Formatting.number($0)) steps" } ?? ""
      lines.append("optimum        \(Formatting.number(optimalValue)) discounted\(length)")
    }
    if !options.isEmpty { lines += ["", OptionDescription.table(options, titled: "option"), ""] }
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
  let parameters: [OptionDescription]
  let environments: [String]
  let tuned: [String]

  init(_ entry: AgentEntry) throws {
    id = entry.id
    summary = entry.summary
    source = entry.source
    parameters = try OptionDescription.all(entry.parameters, values: entry.defaults())
    environments = ApusProgram.catalogue.environments
      .filter { entry.refusal(in: $0.setting) == nil }.map(\.id)
    tuned = try TunedSettings.all(of: entry).keys.sorted()
  }

  var description: String {
    var lines = ["\(id)".colored(.bold) + "  \(summary)", ""]
    if !parameters.isEmpty {
      lines += [OptionDescription.table(parameters, titled: "parameter"), ""]
    }
    lines.append("environments   \(environments.joined(separator: ", "))")
    if !tuned.isEmpty { lines.append("tuned for      \(tuned.joined(separator: ", "))") }
    lines.append("source         \(source)")
    return lines.joined(separator: "\n")
  }
}

/// What there is to say of an exploration.
struct ExplorationDescription: Encodable, CustomStringConvertible {
  let id: String
  let summary: String
  let source: String
  /// With the prefix that their keys have around an agent.
  let parameters: [OptionDescription]
  let agents: [String]

  init(_ entry: ExplorationEntry) throws {
    id = entry.id
    summary = entry.summary
    source = entry.source
    parameters = try OptionDescription.all(
      entry.parameters, values: entry.defaults(), prefix: ExplorationEntry.prefix)
    agents = ApusProgram.catalogue.agents.map(\.id)
  }

  var description: String {
    [
      "\(id)".colored(.bold) + "  an agent with it \(summary)", "",
      OptionDescription.table(parameters, titled: "parameter"), "",
      "around         \(agents.joined(separator: ", "))", "source         \(source)",
    ].joined(separator: "\n")
  }
}
