internal import ArgumentParser
internal import ReinforcementLearning
internal import Training

/// `apus list`: what there is.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List environments, agents or runs.",
    subcommands: [Environments.self, Agents.self, Runs.self])

  /// `apus list environments`.
  struct Environments: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the environments.")
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
      let entries = ApusProgram.catalogue.environments
      if json {
        for entry in entries { try Console.printJSON(EnvironmentDescription(entry)) }
        return
      }
      var table = TextTable(["environment", "observations", "actions", "what it is"])
      for entry in entries {
        let setting = entry.setting
        table.add([
          entry.id, setting.observationSpace.shortDescription,
          setting.actionSpace.shortDescription, entry.summary,
        ])
      }
      Console.print(table.text)
    }
  }

  /// `apus list agents`.
  struct Agents: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the agents.")
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
      let entries = ApusProgram.catalogue.agents
      if json {
        for entry in entries { try Console.printJSON(AgentDescription(entry)) }
        return
      }
      var table = TextTable(["agent", "what it does", "source"])
      for entry in entries { table.add([entry.id, entry.summary, entry.source]) }
      Console.print(table.text)
    }
  }

  /// `apus list runs`.
  struct Runs: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the runs.")
    @OptionGroup var store: StoreOptions
    @Flag(help: "Print JSON.") var json = false

    func run() throws { try RunListing(store).show(asJSON: json) }
  }
}

extension Space {
  /// The space in a few characters.
  var shortDescription: String {
    switch self {
    case .discrete(let count): "\(count) choices"
    case .box(let box):
      "\(box.shape.map(String.init).joined(separator: "×")) number\(box.count == 1 ? "" : "s")"
    default: description
    }
  }
}
