internal import ArgumentParser
internal import ReinforcementLearning
internal import Training

/// `apus list`: what there is.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List environments, wrappers, agents, explorations or runs.",
    subcommands: [
      Environments.self, Wrappers.self, Agents.self, Explorations.self, Runs.self,
    ])

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

  /// `apus list wrappers`.
  struct Wrappers: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the wrappers for --wrap.",
      discussion: """
        Where rewards are changed, the returns that are reported are the unchanged
        ones.

        EXAMPLES
          apus train MountainCar-v0 dqn --wrap frame-stack=4 --wrap reward-sparse
        """)
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
      if json {
        for entry in WrapperEntry.allCases { try Console.printJSON(WrapperLine(entry)) }
        return
      }
      var table = TextTable(["wrapper", "value", "what it does"])
      for entry in WrapperEntry.allCases {
        let line = WrapperLine(entry)
        let value = line.defaultValue.map { "\($0.shortDescription), or " } ?? ""
        table.add([line.id, line.allowed.map { value + $0 } ?? "–", line.summary])
      }
      Console.print(table.text)
    }

    /// One wrapper, for machines.
    private struct WrapperLine: Encodable {
      let id: String
      let summary: String
      let defaultValue: ConfigurationValue?
      let allowed: String?

      enum CodingKeys: String, CodingKey {
        case id, summary, allowed
        case defaultValue = "default"
      }

      init(_ entry: WrapperEntry) {
        id = entry.rawValue
        summary = entry.summary
        defaultValue = entry.value?.standard.map { .number($0) }
        allowed = entry.value.map { "a \($0.phrase)" }
      }
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

  /// `apus list explorations`.
  struct Explorations: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the explorations for --explore.",
      discussion: """
        Around an agent an exploration makes a new one: dqn+simhash. Its parameters
        begin with explore.

        EXAMPLES
          apus train MountainCarSparse-v0 dqn --explore simhash --set explore.beta=0.1
          apus describe dqn+simhash
        """)
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
      let entries = ApusProgram.catalogue.explorations
      if json {
        for entry in entries { try Console.printJSON(ExplorationDescription(entry)) }
        return
      }
      var table = TextTable(["exploration", "an agent with it …", "source"])
      for entry in entries { table.add([entry.id, entry.summary, entry.source]) }
      Console.print(table.text)
    }
  }

  /// `apus list runs`.
  struct Runs: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the runs.")
    @OptionGroup var store: StoreOptions
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
      let listing = RunStore(root: store.folder).listing()
      if json {
        for run in listing { try Console.printJSON(RunLine(run)) }
        return
      }
      if listing.isEmpty {
        Console.print("There are no runs in \(store.folder) yet: apus train starts one.")
        return
      }
      var table = TextTable(["run", "state", "steps", "last evaluation"])
      for run in listing {
        let line = RunLine(run)
        table.add([
          run.directory.title, line.state,
          line.step.map { "\(Formatting.count($0))/\(Formatting.count(line.steps ?? 0))" } ?? "–",
          line.cause ?? line.lastReturn.map { Formatting.number($0) } ?? "–",
        ])
      }
      Console.print(table.text)
    }

    /// One seed of a run, for machines.
    private struct RunLine: Encodable {
      let path: String
      let state: String
      let step: Int?
      let steps: Int?
      let lastReturn: Double?
      let cause: String?

      init(_ run: RunListing) {
        path = run.directory.path
        state = run.cause != nil ? "damaged" : run.status?.state.rawValue ?? "not begun"
        step = run.status?.step
        steps = run.status?.steps ?? run.configuration?.steps
        lastReturn = run.status?.lastReturn
        cause = run.cause
      }
    }
  }
}

extension Space {
  /// The space in a few characters: `2 choices + 11 numbers`.
  var shortDescription: String {
    func counted(_ count: String, _ noun: String) -> String {
      "\(count) \(noun)\(count == "1" ? "" : "s")"
    }
    return switch self {
    case .discrete(let count): counted("\(count)", "choice")
    case .box(let box): counted(box.shape.map(String.init).joined(separator: "×"), "number")
    case .multiDiscrete(let counts):
      counts.map { counted("\($0)", "choice") }.joined(separator: " + ")
    case .multiBinary(let count): counted("\(count)", "bit")
    case .tuple(let spaces): spaces.map(\.shortDescription).joined(separator: " + ")
    case .dictionary(let fields): fields.map(\.space.shortDescription).joined(separator: " + ")
    }
  }
}
