internal import ArgumentParser
internal import Foundation
internal import ReinforcementLearning
internal import Training

/// `apus resume`: goes on with what was interrupted.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with a run that was interrupted, bit for bit.",
    discussion: """
      Every seed of the run that is not finished goes on from its newest valid
      checkpoint, as if it had never stopped.

      EXAMPLES
        apus resume CartPole-v1/dqn/run-1
        apus resume runs/CartPole-v1/dqn/run-1/seed-3
      """)

  @Argument(help: ArgumentHelp("A run, or one seed of it.", valueName: "run"))
  var name: String
  @Option(help: "How many seeds at a time; the number of cores unless given.")
  var jobs: Int?
  @OptionGroup var execution: ExecutionOptions
  @OptionGroup var store: StoreOptions
  @Flag(help: "Print only errors and the summary.")
  var quiet = false
  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is \(jobs); give at least 1") }
  }

  func run() throws {
    let directories = try RunStore(root: store.folder).seeds(of: name)
    let style: ProgressDisplay.Style =
      json ? .json : quiet ? .quiet : Console.isTerminal ? .block : .lines
    try SeedRunner(
      directories, seeds: try directories.map { try $0.configuration().seed }, jobs: jobs,
      style: style, execution: execution, catalogue: ApusProgram.catalogue
    ).run()
  }
}
