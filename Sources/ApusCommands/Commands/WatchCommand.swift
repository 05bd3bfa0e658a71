internal import ArgumentParser
internal import Foundation
internal import ReinforcementLearning
internal import Training
internal import Visualization

/// `apus watch`: shows episodes.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch an agent in a window, or record it.",
    discussion: """
      In the window: space pauses, → steps, ← rewinds, ↑ ↓ change the speed, R
      restarts, S takes a screenshot, Q quits.

      EXAMPLES
        apus watch CartPole-v1/dqn/run-1
        apus watch FourRooms-v0 --agent scripted
        apus watch CartPole-v1/dqn/run-1 --record cartpole.gif --episodes 2
      """)

  @Argument(help: "A run, one seed of it, or an environment's id.")
  var subject: String
  @Option(help: "The agent that acts in an environment, untrained; random unless given.")
  var agent: String?
  @Option(help: "The seed of the episodes.")
  var seed: UInt64 = 0
  @Option(help: "How actions are chosen: greedy, sample or explore.")
  var mode = ActingMode.greedy
  @Option(help: "Which checkpoint: best, last or its step.")
  var checkpoint = TrainedAgent.Choice.best
  @Option(help: "Record into a .gif, .mp4 or .png file; needs no display.")
  var record: String?
  @Option(help: "How many episodes to record.")
  var episodes = Count(1)
  @Option(help: "Which step of the last episode a .png shows; its end unless given.")
  var step: Count?
  @Option(help: "The size of the window or the recording, as 960x640.")
  var size = PictureSize.standard
  @OptionGroup var environmentOptions: EnvironmentOptionArguments
  @OptionGroup var store: StoreOptions

  func validate() throws {
    guard (1...10_000).contains(episodes.value) else {
      throw ValidationError("--episodes is \(episodes.value); give 1 to 10000")
    }
  }

  func run() throws {
    let (entry, agent, name) = try load()
    let player = try Player(
      in: entry.makeBatch(isSolving: entry.isSolvable), of: agent, mode: mode, seed: seed)
    let subject = Subject(environment: entry.id, agent: name, actionNames: entry.actionNames)
    guard let record else {
      try Viewer(player, of: subject, size: size).run()
      return
    }
    var recorder = try Recorder(to: record)
    recorder.episodes = episodes.value
    recorder.size = size
    recorder.step = step?.value
    try recorder.record(player, of: subject) { progress in
      guard Console.isTerminal else { return }
      Console.printPart(
        "\r\u{1B}[2Kepisode \(progress.episode) of \(episodes.value), step \(progress.step)")
    }
    if Console.isTerminal { Console.printPart("\r\u{1B}[2K") }
    Console.print("Wrote \(record)")
  }

  /// The environment, the agent, and what the agent is called.
  private func load() throws -> (EnvironmentEntry, any Agent, String) {
    let catalogue = ApusProgram.catalogue
    let isEnvironment = catalogue.knows(environment: subject)
    let isTrained = !isEnvironment && agent == nil
    if isTrained { _ = try RunStore(root: store.folder).seeds(of: subject) }
    // Without a recording a display is needed; better to say so before anything is loaded.
    if record == nil { try Display.require(in: ProcessInfo.processInfo.environment) }
    if isTrained { return try trained() }
    let environment = try catalogue.environment(subject, options: environmentOptions.table)
    let entry = try catalogue.agent(agent ?? "random")
    try catalogue.requireFit(entry, environment)
    let setting = environment.setting
    let made = try entry.prepare([:], steps: 1_000_000).make(
      AgentContext(
        observationSpace: setting.observationSpace, actionSpace: setting.actionSpace,
        steps: 1_000_000, seed: seed, isSolvable: setting.isSolvable, goals: environment.goals,
        catalogue: catalogue))
    return (environment, made, entry.id)
  }

  private func trained() throws -> (EnvironmentEntry, any Agent, String) {
    let trained = try TrainedAgent.load(
      subject, in: store, choice: checkpoint, options: environmentOptions.table)
    for warning in trained.warnings { Console.printWarning(warning) }
    let configuration = trained.configuration
    return (
      trained.environment, trained.agent,
      "\(configuration.agent), seed \(configuration.seed), \(Formatting.count(trained.step)) steps"
    )
  }
}

extension TrainedAgent {
  /// The agent of what a user calls a run; of its best seed where it has several.
  static func load(
    _ run: String, in store: StoreOptions, choice: Choice = .best,
    options: [String: ConfigurationValue] = [:]
  ) throws -> TrainedAgent {
    let seeds = try RunStore(root: store.folder).seeds(of: run)
    let ranked = seeds.sorted { first, second in
      (first.bestReturn ?? -.infinity, second.seed ?? 0)
        > (second.bestReturn ?? -.infinity, first.seed ?? 0)
    }
    guard let best = ranked.first else {
      throw Failure(.missingInput, "\(run) has no seeds", remedy: "apus list runs shows the runs")
    }
    return try TrainedAgent(
      in: best, choice: choice, options: options, catalogue: ApusProgram.catalogue)
  }
}

extension RunDirectory {
  /// The mean return of the best evaluation, nil before the first.
  fileprivate var bestReturn: Double? {
    guard let table = try? Table.read(evaluationsPath), let column = table["mean_return"] else {
      return nil
    }
    return column.compactMap { $0 }.max()
  }
}
