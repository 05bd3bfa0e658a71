internal import ArgumentParser
internal import Foundation
internal import ReinforcementLearning
internal import TensorCore
internal import Training

/// `apus inspect`: what an agent computes in an environment.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show the programs that an agent runs in an environment.",
    discussion: """
      A program is listed instruction by instruction: operations that are computed
      together, the shape of the result and its place in memory. --dot gives a
      picture in Graphviz's language.

      EXAMPLES
        apus inspect CartPole-v1 dqn
        apus inspect KeyDoor-v0 dqn --env-option observation=coordinates --json
        apus inspect CartPole-v1 dqn --program update --dot | dot -Tsvg > update.svg
      """)

  @Argument(help: ArgumentHelp("The environment's id.", valueName: "environment"))
  var environmentID: String
  @Argument(help: ArgumentHelp("The agent's id.", valueName: "agent"))
  var agentID: String
  @OptionGroup var environmentOptions: EnvironmentOptionArguments
  @Option(name: .customLong("set"), help: "Replace a parameter: learningRate=0.001.")
  var settings: [Setting] = []
  @Option(help: "Only programs in whose name this occurs.")
  var program: String?
  @Flag(help: "Print the plan in Graphviz's language.")
  var dot = false
  @Flag(help: "Print one JSON object a program.")
  var json = false

  func run() throws {
    let shown = try programs().filter { program.map($0.name.contains) ?? true }
    guard !shown.isEmpty else {
      throw Failure(
        .configuration,
        program.map { "\(agentID) has no program \($0)" } ?? "\(agentID) runs no programs",
        remedy: program == nil ? "choose another agent" : "leave --program out to see all")
    }
    for entry in shown {
      if json {
        try Console.printJSON(Line(program: entry.name, statistics: entry.statistics))
      } else {
        Console.print(dot ? entry.graph : entry.text + "\n")
      }
    }
  }

  /// The programs that an agent makes, those included that it first acts with.
  private func programs() throws -> [ProgramJournal.Entry] {
    let catalogue = ApusProgram.catalogue
    let environment = try catalogue.environment(environmentID, options: environmentOptions.table)
    let agent = try catalogue.agent(agentID)
    let tuned = try TunedSettings.all(of: agent)[environment.id]
    var changes = tuned?.parameters ?? [:]
    for setting in settings { changes.replace(setting.key, with: setting.value) }
    try catalogue.requireFit(agent, environment, with: changes)
    let (steps, copies) = (environment.trainingSteps, tuned?.copies ?? 1)
    let batch = environment.makeBatch(count: copies, isSolving: environment.isSolvable)
    let journal = ProgramJournal()
    try ProgramSettings.$current.withValue(ProgramSettings(journal: journal)) {
      let made = try agent.prepare(changes, steps: steps).make(
        AgentContext(
          observationSpace: batch.observationSpace, actionSpace: batch.actionSpace,
          copies: copies, steps: steps, seed: 0,
          isSolvable: environment.isSolvable, goals: environment.goals, catalogue: catalogue))
      try batch.reset(seed: 0)
      var state = ActingState(
        mode: .greedy, random: RandomSource(seed: 0), copies: copies, memoryWidth: made.memoryWidth)
      var actions = Rows(count: copies, width: batch.actionSpace.rowWidth)
      made.act(
        on: Observations(batch.observations, oracle: batch), state: &state, into: &actions)
    }
    return journal.entries
  }

  private struct Line: Encodable {
    let program: String
    let statistics: ProgramStatistics
  }
}
