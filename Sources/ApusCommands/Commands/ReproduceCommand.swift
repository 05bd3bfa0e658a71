internal import ArgumentParser
internal import ReinforcementLearning
internal import Training

/// `apus reproduce`: runs a cell of the reference table again.
struct ReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Run a cell of the reference table again, and see whether it agrees.",
    discussion: """
      A cell is a command of training and what it has to earn: ten seeds, 0 to 9,
      each evaluated over 100 greedy episodes. Without a cell, all are listed. A run
      that was interrupted goes on, and one that is finished is only measured.

      EXAMPLES
        apus reproduce
        apus reproduce cartpole-dqn
        apus reproduce cartpole-dqn --record --table SCORES.md
      """)

  @Argument(help: "The cells; every one is listed unless given.")
  var cells: [String] = []
  @Option(help: "The folder that holds cells.yaml and the records.")
  var scores = "Benchmarks/scores"
  @Flag(help: "Keep what came out as the cell's record.")
  var record = false
  @Option(help: "The Markdown file whose table is written anew below its heading.")
  var table: String?
  @Option(help: "How many seeds at a time; the number of cores unless given.")
  var jobs: Int?
  @Flag(help: "Train anew, even if the runs exist.")
  var replace = false
  @OptionGroup var execution: ExecutionOptions
  @OptionGroup var store: StoreOptions
  @Flag(help: "Print only errors and the outcome.")
  var quiet = false
  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is \(jobs); give at least 1") }
    if record, cells.isEmpty { throw ValidationError("--record needs a cell") }
  }

  func run() throws {
    var known = try ScoreTable(in: scores)
    let chosen = try cells.map { try known.cell($0) }
    let plans = try chosen.map { try plan($0) }
    if chosen.isEmpty { try list(known) }
    for (cell, plan) in zip(chosen, plans) {
      let outcome = try ScoreRecord(of: cell, from: try train(cell, plan))
      try show(outcome, of: cell, beside: known.records[cell.id])
      if record { try known.record(outcome, of: cell) }
    }
    if let table { try known.write(to: table) }
  }

  // MARK: - Training

  /// What `apus train` would do for a cell, checked before anything is started.
  private func plan(_ cell: ScoreCell) throws -> TrainCommand.Plan {
    let seeds = ScoreCell.seeds
    let command = try TrainCommand.parse(
      cell.arguments + [
        "--name", cell.id, "--evaluation-episodes", "\(ScoreCell.episodes)", "--seeds",
        "\(seeds[0])-\(seeds[seeds.count - 1])", "--runs", store.folder,
      ])
    return try command.plan()
  }

  /// The runs of a cell, trained to their end.
  private func train(_ cell: ScoreCell, _ plan: TrainCommand.Plan) throws -> [RunDirectory] {
    let runs = RunStore(root: store.folder)
    let (environment, agent) = (plan.configuration.environment, plan.configuration.agent)
    if replace { try runs.remove(environment: environment, agent: agent, name: cell.id) }
    var directories = RunStore.seeds(ofRun: "\(store.folder)/\(environment)/\(agent)/\(cell.id)")
    if directories.isEmpty { directories = try plan.create(in: runs, name: cell.id) }
    for directory in directories { try requireSame(directory, plan) }
    try SeedRunner(
      directories, seeds: ScoreCell.seeds, jobs: jobs,
      style: json || quiet ? .quiet : Console.isTerminal ? .block : .lines, execution: execution,
      catalogue: ApusProgram.catalogue
    ).run()
    return directories
  }

  /// Refuses a run of the same name that was started with other values.
  private func requireSame(_ directory: RunDirectory, _ plan: TrainCommand.Plan) throws {
    var mine = plan.configuration
    let theirs = try directory.configuration()
    (mine.seed, mine.codeRevision) = (theirs.seed, theirs.codeRevision)
    guard mine == theirs else {
      throw Failure(
        .configuration, "the run was started with other values", at: directory.title,
        remedy: "add --replace to train it anew")
    }
  }

  // MARK: - Showing

  private func list(_ known: ScoreTable) throws {
    if json {
      for cell in known.cells {
        try Console.printJSON(Line(cell, outcome: nil, record: known.records[cell.id]))
      }
      return
    }
    var table = TextTable([
      "cell", "bar", "reached by", "mean [95 %]", "least", "steps to bar", "s a seed",
    ])
    for cell in known.cells { table.add([cell.id] + (try known.results(of: cell))) }
    Console.print(table.text)
  }

  private func show(
    _ outcome: ScoreRecord, of cell: ScoreCell, beside record: ScoreRecord?
  ) throws {
    if json { return try Console.printJSON(Line(cell, outcome: outcome, record: record)) }
    var table = TextTable(record == nil ? ["seed", "score"] : ["seed", "score", "record"])
    for (place, seed) in ScoreCell.seeds.enumerated() {
      let known = record.map { [Formatting.number($0.scores[place])] } ?? []
      table.add(["\(seed)", Formatting.number(outcome.scores[place])] + known)
    }
    Console.print("\n\(cell.id)".colored(.bold) + "\n" + table.text + "\n")
    if let reached = cell.seedsReaching(outcome.scores) {
      let isMet = cell.isMet(by: outcome.scores) == true
      Console.print(
        "\(isMet ? "Met" : "Missed"): \(reached) of \(outcome.scores.count) seeds; claimed is "
          + "\(cell.claim).")
    }
    if let record { Console.print(try Agreement(outcome, record).sentence) }
  }
}

/// Whether what came out agrees with what was recorded.
private struct Agreement {
  let mean: Double
  let interval: Interval?
  let isSame: Bool

  init(_ outcome: ScoreRecord, _ record: ScoreRecord) throws {
    mean = outcome.mean
    interval = try record.interval
    isSame = outcome.scores == record.scores
  }

  var isInside: Bool? { interval.map { ($0.lower...$0.upper).contains(mean) } }

  var sentence: String {
    let text = "The mean is \(Formatting.number(mean))"
    guard let interval, let isInside else { return text + "." }
    let range = "[\(Formatting.number(interval.lower)), \(Formatting.number(interval.upper))]"
    return isSame
      ? text + ": every score is the recorded one."
      : text + ", \(isInside ? "inside" : "outside") the record's \(range)."
  }
}

/// A cell and what it came to, for machines.
private struct Line: Encodable {
  let cell: String
  let command: String
  let bar: Double?
  let outcome: ScoreRecord?
  let record: ScoreRecord?
  let isMet: Bool?
  let isInside: Bool?

  init(_ cell: ScoreCell, outcome: ScoreRecord?, record: ScoreRecord?) throws {
    self.cell = cell.id
    command = (["apus", "train"] + cell.arguments).joined(separator: " ")
    bar = cell.bar
    self.outcome = outcome
    self.record = record
    isMet = (outcome ?? record).flatMap { cell.isMet(by: $0.scores) }
    isInside = try outcome.flatMap { outcome in try record.map { try Agreement(outcome, $0) } }?
      .isInside
  }
}
