internal import ArgumentParser
internal import Foundation
internal import ReinforcementLearning
internal import Training

/// `apus train`: trains an agent on several seeds at once.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train an agent in an environment, on several seeds at once.",
    discussion: """
      Values that were tuned for the environment are used unless --untuned is given;
      --config replaces them, --set replaces single ones. --explore puts an
      exploration around the agent, which is then called after both, dqn+simhash.
      Ctrl-C saves and stops; apus resume goes on.

      EXAMPLES
        apus train CartPole-v1 dqn
        apus train CartPole-v1 dqn --seeds 0-9 --steps 50k --jobs 2
        apus train FourRooms-v0 q-learning --set learningRate=0.5 --name fast
        apus train FourRooms-v0 dqn --env-option slip=0.2
        apus train MountainCarSparse-v0 dqn --explore simhash --set explore.beta=0.1
        apus train DeepSea-v0 q-learning --explore count --sweep explore.beta=0.1,1
        apus train --algo dqn --env CartPole-v1 --seed 3 -n 20000
      """)

  @Argument(help: ArgumentHelp("The environment's id.", valueName: "environment"))
  var environmentArgument: String?
  @Argument(help: ArgumentHelp("The agent's id.", valueName: "agent"))
  var agentArgument: String?
  @Option(name: .customLong("env"), help: "The environment's id, as RL Zoo has it.")
  var environmentOption: String?
  @Option(name: .customLong("algo"), help: "The agent's id, as RL Zoo has it.")
  var agentOption: String?
  @Option(help: "Which seeds: 5 for the seeds 0 to 4, 3,7,9 for those, 10-19 for a range.")
  var seeds: SeedList?
  @Option(help: "One seed.")
  var seed: UInt64?
  @Option(
    name: [.long, .customLong("n-timesteps"), .customShort("n")],
    help: "How many steps: 50000, 50k or 5e4; by environment unless given.")
  var steps: Count?
  @Option(name: [.long, .customLong("n-envs")], help: "In how many copies of the environment.")
  var copies: Count?
  @Option(name: .customLong("set"), help: "Replace a parameter: learningRate=0.001.")
  var settings: [Setting] = []
  @Option(
    name: .customLong("sweep"),
    help: "One run for each value of a parameter, or combination: explore.bits=16,32.")
  var swept: [SweptSetting] = []
  @Option(
    name: .customLong("explore"),
    help: "An exploration to go around the agent; apus list explorations shows them.")
  var explorations: [String] = []
  @OptionGroup var environmentOptions: EnvironmentOptionArguments
  @Option(help: "A YAML file of parameters, or the config.yaml of a run.")
  var config: String?
  @Flag(help: "Use the agent's defaults, not the tuned values.")
  var untuned = false
  @Option(help: "The name of the run; run-1, run-2 … unless given.")
  var name: String?
  @Flag(help: "Replace a run of the same name, with all its seeds.")
  var replace = false
  @Option(help: "How many seeds at a time; the number of cores unless given.")
  var jobs: Int?
  @OptionGroup var execution: ExecutionOptions
  @OptionGroup var store: StoreOptions
  @Option(
    name: [.customLong("evaluation-interval"), .customLong("eval-freq")],
    help: "Steps between evaluations; a twentieth of the run unless given.")
  var evaluationInterval: Count?
  @Option(
    name: [.customLong("evaluation-episodes"), .customLong("eval-episodes")],
    help: "Episodes of an evaluation.")
  var evaluationEpisodes: Count?
  @Option(
    name: [.customLong("checkpoint-interval"), .customLong("save-freq")],
    help: "Steps between checkpoints; a tenth of the run unless given.")
  var checkpointInterval: Count?
  @Option(
    name: [.customLong("log-interval")],
    help: "Steps between rows of progress.csv; a fiftieth of the run unless given.")
  var logInterval: Count?
  @Flag(name: [.customLong("progress"), .customShort("P")], help: .hidden)
  var progress = false
  @Flag(help: "Print only errors and the summary.")
  var quiet = false
  @Flag(help: "Print one JSON object a line.")
  var json = false

  private static let greatestSweep = 1_000.0  // runs

  func validate() throws {
    guard environmentArgument == nil || environmentOption == nil else {
      throw ValidationError("the environment is given twice")
    }
    guard agentArgument == nil || agentOption == nil else {
      throw ValidationError("the agent is given twice")
    }
    guard seeds == nil || seed == nil else {
      throw ValidationError("--seed and --seeds exclude one another")
    }
    guard Set(swept.map(\.key)).count == swept.count else {
      throw ValidationError("a parameter is swept twice; give all its values at once")
    }
    let combinations = swept.reduce(1.0) { $0 * Double($1.values.count) }
    guard combinations <= Self.greatestSweep else {
      throw ValidationError(
        "--sweep makes \(Int(combinations)) runs; give at most \(Int(Self.greatestSweep))")
    }
    if let jobs, jobs < 1 { throw ValidationError("--jobs is \(jobs); give at least 1") }
  }

  func run() throws {
    let combinations = Combination.all(of: swept)
    let plans = try combinations.map { try plan($0) }
    // What cannot even begin leaves no trace, and what it would have replaced stays.
    for plan in plans { try TrainingRun.rehearse(plan.configuration, ApusProgram.catalogue) }
    let runs = RunStore(root: store.folder)
    let directories = try zip(plans, combinations).flatMap { plan, combination in
      let name = combination.name(after: name)
      if replace, let name {
        try runs.remove(
          environment: plan.configuration.environment, agent: plan.configuration.agent, name: name)
      }
      return try plan.create(in: runs, name: name)
    }
    try SeedRunner(
      directories, seeds: plans.flatMap(\.seeds), jobs: jobs, style: style, execution: execution,
      catalogue: ApusProgram.catalogue
    ).run()
  }

  /// What is to be trained, checked before anything is started.
  struct Plan {
    let configuration: RunConfiguration
    let seeds: [UInt64]

    /// Makes the directories of the seeds, with what was chosen in each.
    func create(in runs: RunStore, name: String?) throws -> [RunDirectory] {
      let directories = try runs.create(
        environment: configuration.environment, agent: configuration.agent, name: name,
        seeds: seeds)
      for (directory, seed) in zip(directories, seeds) {
        var configuration = configuration
        configuration.seed = seed
        try directory.write(configuration)
      }
      return directories
    }
  }

  /// Finds out what the arguments mean, with one choice of every value that is swept.
  ///
  /// - Throws: ``Failure`` or an error of usage that names what is wrong.
  func plan(_ combination: Combination = Combination()) throws -> Plan {
    let catalogue = ApusProgram.catalogue
    let template = try config.map { try Template($0) }
    let (environmentID, agentID) = try ids(template?.run)
    let environment = try catalogue.environment(
      environmentID,
      options: (template?.run?.environmentOptions ?? [:])
        .merging(environmentOptions.table) { $1 })
    let agent = try catalogue.agent(agentID)
    let configuration = try configuration(
      of: agent, in: environment, from: template, changing: combination.changes)
    try catalogue.requireFit(agent, environment, with: configuration.parameters)
    let seeds = seeds?.seeds ?? seed.map { [$0] } ?? [0, 1, 2, 3, 4]
    if let great = seeds.first(where: { $0 > RunConfiguration.greatestSeed }) {
      throw Failure(
        .usage, "the seed \(great) is more than files hold exactly",
        remedy: "give at most \(RunConfiguration.greatestSeed)")
    }
    return Plan(configuration: configuration, seeds: seeds)
  }

  private var style: ProgressDisplay.Style {
    json ? .json : quiet ? .quiet : Console.isTerminal ? .block : .lines
  }

  /// What `--config` names: parameters alone, or a whole run.
  private struct Template {
    let parameters: [String: ConfigurationValue]
    let run: RunConfiguration?

    init(_ path: String) throws {
      let table = try YAMLDocument.read(contentsOf: path).value.table ?? [:]
      run = table["environment"] == nil ? nil : try RunConfiguration.read(path)
      parameters = run?.parameters ?? table
    }
  }

  private func ids(_ template: RunConfiguration?) throws -> (environment: String, agent: String) {
    // With --env given, a lone argument is the agent.
    let arguments = [environmentArgument, agentArgument].compactMap { $0 }
    var rest = arguments[...]
    guard let environment = environmentOption ?? rest.popFirst() ?? template?.environment
    else {
      throw ValidationError("which environment? apus list environments shows them")
    }
    guard let agent = agentOption ?? rest.popFirst() ?? template?.agent else {
      throw ValidationError("which agent? apus list agents shows them")
    }
    return (environment, ([agent] + explorations).joined(separator: "+"))
  }

  /// The configuration of every seed, checked before anything is started.
  private func configuration(
    of agent: AgentEntry, in environment: EnvironmentEntry, from template: Template?,
    changing swept: [String: ConfigurationValue]
  ) throws -> RunConfiguration {
    let isTuned = !untuned && template == nil
    let tuned = isTuned ? try TunedSettings.all(of: agent)[environment.id] : nil
    var changes = template?.parameters ?? tuned?.parameters ?? [:]
    for setting in settings { changes.replace(setting.key, with: setting.value) }
    for (key, value) in swept { changes.replace(key, with: value) }
    let steps = steps?.value ?? template?.run?.steps ?? environment.trainingSteps
    var configuration = RunConfiguration(environment: environment.id, agent: agent.id)
    configuration.steps = steps
    configuration.environmentOptions = environment.options
    configuration.parameters = try agent.prepare(changes, steps: max(steps, 1)).values
    configuration.codeRevision = Framework.revision
    configuration.copies = copies?.value ?? template?.run?.copies ?? tuned?.copies ?? 1
    configuration.evaluationInterval = evaluationInterval?.value ?? max(1, steps / 20)
    configuration.checkpointInterval = checkpointInterval?.value ?? max(1, steps / 10)
    configuration.logInterval = logInterval?.value ?? max(1, steps / 50)
    if let evaluationEpisodes { configuration.evaluationEpisodes = evaluationEpisodes.value }
    try configuration.validate()
    return configuration
  }
}
