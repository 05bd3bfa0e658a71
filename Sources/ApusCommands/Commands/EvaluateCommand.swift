internal import ArgumentParser
internal import ReinforcementLearning
internal import Training

/// `apus evaluate`: how good a trained agent is.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate the agents of a run over fixed episodes.",
    discussion: """
      The episodes are the same for every agent and every run; their seed is
      --episode-seed. With --env-option, the environment differs from the one that
      the agent was trained in.

      EXAMPLES
        apus evaluate CartPole-v1/dqn/run-1
        apus evaluate CartPole-v1/dqn/run-1 --mode sample --checkpoint last
        apus evaluate FourRooms-v0/dqn/run-1 --env-option slip=0.2
        apus evaluate runs/CartPole-v1/dqn/run-1/seed-0 --json
      """)

  @Argument(help: ArgumentHelp("A run, or one seed of it.", valueName: "run"))
  var name: String
  @Option(help: "How many episodes.")
  var episodes = Count(100)
  @Option(help: "How actions are chosen: greedy, sample or explore.")
  var mode = ActingMode.greedy
  @Option(help: "Which checkpoint: best, last or its step.")
  var checkpoint = TrainedAgent.Choice.best
  @Option(help: "The seed of the episodes.")
  var episodeSeed: UInt64 = RunConfiguration.defaultEvaluationSeed
  @OptionGroup var environmentOptions: EnvironmentOptionArguments
  @OptionGroup var store: StoreOptions
  @Flag(help: "Print one JSON object a seed, with every episode.")
  var json = false

  func validate() throws {
    guard (1...100_000).contains(episodes.value) else {
      throw ValidationError("--episodes is \(episodes.value); give 1 to 100000")
    }
  }

  func run() throws {
    let directories = try RunStore(root: store.folder).seeds(of: name)
    var table = TextTable([
      "seed", "step", "mean", "std", "least", "greatest", "length", "optimal actions",
    ])
    var means: [Double] = []
    var missing: Failure?  // why the last seed that was left out could not be evaluated
    for directory in directories {
      let trained: TrainedAgent
      do {
        trained = try TrainedAgent(
          in: directory, choice: checkpoint, options: environmentOptions.table,
          catalogue: ApusProgram.catalogue)
      } catch let failure as Failure where failure.kind == .missingInput && directories.count > 1 {
        Console.printWarning("left out: \(failure)")
        missing = failure
        continue
      }
      for warning in trained.warnings { Console.printWarning(warning) }
      let evaluation = try Evaluator(
        in: trained.environment, episodes: episodes.value, seed: episodeSeed, mode: mode,
        actingSeed: trained.configuration.seed
      ).evaluate(trained.agent)
      means.append(evaluation.meanReturn)
      if json {
        try Console.printJSON(EvaluationLine(trained, evaluation, mode))
      } else {
        table.add(row(trained, evaluation))
      }
    }
    if means.isEmpty, let missing { throw missing }
    if json { return }
    Console.print(table.text)
    let mean = means.reduce(0, +) / Double(means.count)
    Console.print(
      "\nmean \(Formatting.number(mean)) over \(means.count) seed\(means.count == 1 ? "" : "s"), "
        + "\(episodes.value) \(mode.rawValue) episodes each")
  }

  private func row(_ trained: TrainedAgent, _ evaluation: Evaluation) -> [String] {
    [
      "\(trained.configuration.seed)", Formatting.count(trained.step),
      Formatting.number(evaluation.meanReturn), Formatting.number(evaluation.standardDeviation),
      Formatting.number(evaluation.leastReturn), Formatting.number(evaluation.greatestReturn),
      Formatting.number(evaluation.meanLength)
        + (evaluation.optimalLength.map { " (optimum \(Formatting.number($0)))" } ?? ""),
      evaluation.optimalShare.map { "\(Formatting.number($0 * 100)) %" } ?? "–",
    ]
  }
}

/// An evaluation, for machines.
private struct EvaluationLine: Encodable {
  let environment: String
  let agent: String
  let seed: UInt64
  let step: Int
  let mode: String
  let episodes: Int
  let meanReturn: Double
  let standardDeviation: Double
  let leastReturn: Double
  let greatestReturn: Double
  let meanLength: Double
  let optimalShare: Double?
  let meanDiscountedReturn: Double
  let meanOptimalValue: Double?
  let meanOptimalLength: Double?
  let returns: [Double]
  let lengths: [Int]

  enum CodingKeys: String, CodingKey {
    case environment, agent, seed, step, mode, episodes, returns, lengths
    case meanReturn = "mean_return"
    case standardDeviation = "std_return"
    case leastReturn = "min_return"
    case greatestReturn = "max_return"
    case meanLength = "mean_length"
    case optimalShare = "optimal_share"
    case meanDiscountedReturn = "mean_discounted_return"
    case meanOptimalValue = "mean_optimal_value"
    case meanOptimalLength = "mean_optimal_length"
  }

  init(_ trained: TrainedAgent, _ evaluation: Evaluation, _ mode: ActingMode) {
    environment = trained.environment.id
    agent = trained.configuration.agent
    seed = trained.configuration.seed
    step = trained.step
    self.mode = mode.rawValue
    episodes = evaluation.episodes.count
    meanReturn = evaluation.meanReturn
    standardDeviation = evaluation.standardDeviation
    leastReturn = evaluation.leastReturn
    greatestReturn = evaluation.greatestReturn
    meanLength = evaluation.meanLength
    optimalShare = evaluation.optimalShare
    meanDiscountedReturn = evaluation.meanDiscountedReturn
    meanOptimalValue = evaluation.optimalValue
    meanOptimalLength = evaluation.optimalLength
    returns = evaluation.episodes.map(\.episodeReturn)
    lengths = evaluation.episodes.map(\.length)
  }
}
