public import ReinforcementLearning

/// One seed of a run: an agent that is trained, evaluated and kept in a directory.
///
/// What is written depends on the configuration and on the steps taken, never on the clock, save in
/// the columns that say so; a run that is resumed writes what it would have written.
public final class TrainingRun {
  private let configuration: RunConfiguration
  private let directory: RunDirectory
  private let trainer: Trainer
  private let evaluator: Evaluator
  private let checkpoints: CheckpointStore
  private let logs: RunLogs
  private let diary: RunLog
  private var progress: RunProgress
  private var best: Double?  // the mean return of the best evaluation
  private var secondsBefore = 0.0  // spent by the processes before this one
  private let start = ContinuousClock.now
  private var lastCheckpoint = ContinuousClock.now
  private let afterEachStep: () throws -> Void
  private let report: (RunProgress) -> Void

  /// What is said while a run goes on, for the log and the terminal.
  public private(set) var warnings: [String] = []

  private static let pauseBetweenCheckpoints = Duration.seconds(300)

  /// Prepares a run, from its beginning or from its newest checkpoint.
  ///
  /// - Parameters:
  ///   - directory: Where the run lives, held by this process.
  ///   - catalogue: Where its environment and its agent are found.
  ///   - threads: How many threads step copies of the environment; changes nothing of what comes out.
  ///   - afterEachStep: Called after each step of all copies; what it throws ends the run.
  ///   - report: Called as the run goes on.
  /// - Throws: `Failure` if the configuration is refused or the checkpoint damaged.
  public init(
    in directory: RunDirectory, catalogue: Catalogue, threads: Int = 1,
    afterEachStep: @escaping () throws -> Void = {}, report: @escaping (RunProgress) -> Void
  ) throws {
    let configuration = try directory.configuration()
    let environment: EnvironmentEntry
    (trainer, environment) = try Self.prepare(configuration, catalogue, threads: threads)
    evaluator = Evaluator(
      in: environment, episodes: configuration.evaluationEpisodes,
      seed: configuration.evaluationSeed, actingSeed: configuration.seed, threads: threads)
    self.configuration = configuration
    self.directory = directory
    self.afterEachStep = afterEachStep
    self.report = report
    checkpoints = directory.checkpoints
    diary = try RunLog(path: directory.logPath)
    logs = try RunLogs(in: directory, metrics: trainer.agent.metrics)
    progress = RunProgress(seed: configuration.seed, steps: configuration.steps)
    try restore()
  }

  /// Finds out whether a run can begin, without a trace on the disk.
  ///
  /// - Throws: `Failure` as ``init(in:catalogue:threads:afterEachStep:report:)``.
  public static func rehearse(_ configuration: RunConfiguration, _ catalogue: Catalogue) throws {
    _ = try prepare(configuration, catalogue, threads: 1)
  }

  private static func prepare(
    _ configuration: RunConfiguration, _ catalogue: Catalogue, threads: Int
  ) throws -> (Trainer, EnvironmentEntry) {
    let environment = try catalogue.environment(
      configuration.environment, options: configuration.environmentOptions)
    let agent = try catalogue.agent(configuration.agent)
    try catalogue.requireFit(agent, environment, with: configuration.parameters)
    let batch = environment.makeBatch(
      count: configuration.copies, isSolving: environment.isSolvable, threads: threads)
    let prepared = try agent.prepare(configuration.parameters, steps: configuration.steps)
    let trainer = try Trainer(
      try prepared.make(
        AgentContext(
          observationSpace: batch.observationSpace, actionSpace: batch.actionSpace,
          copies: configuration.copies, steps: configuration.steps, seed: configuration.seed,
          isSolvable: environment.isSolvable, goals: environment.goals, catalogue: catalogue)),
      in: batch, seed: configuration.seed)
    return (trainer, environment)
  }

  // MARK: - Running

  /// Trains to the last step, or until the process is asked to stop.
  ///
  /// - Returns: The signal that stopped it, or nil if it finished.
  /// - Throws: `Failure`; what was last checkpointed stays.
  public func run() throws -> Interruption.Signal? {
    progress.phase = .training
    try note(.running)
    if trainer.step == 0, progress.evaluations.isEmpty { try evaluate() }
    var lastReport = ContinuousClock.now
    while trainer.step < configuration.steps {
      let before = trainer.step
      try trainer.advance()
      try afterEachStep()
      try keepRecords(since: before)
      let now = ContinuousClock.now
      if now - lastReport > .milliseconds(100) {
        lastReport = now
        post()
      }
      if let signal = Interruption.requested {
        try checkpoint()
        progress.phase = .stopped
        try note(.stopped, signal.name)
        post()
        return signal
      }
    }
    progress.phase = .finished
    try note(.finished)
    post()
    return nil
  }

  /// Writes down how far the run has come, for those who list it.
  private func note(_ state: RunStatus.State, _ message: String? = nil) throws {
    try directory.write(
      RunStatus(
        state, step: trainer.step, steps: configuration.steps,
        lastReturn: progress.evaluations.last, message: message))
    diary.note("\(state.rawValue) at step \(trainer.step) of \(configuration.steps)")
  }

  /// Logs, evaluates and checkpoints what is due with the last step.
  private func keepRecords(since before: Int) throws {
    let isLast = trainer.step >= configuration.steps
    func isDue(_ interval: Int) -> Bool {
      isLast || interval > 0 && trainer.step / interval > before / interval
    }
    if isDue(configuration.logInterval) { try log() }
    if isDue(configuration.evaluationInterval) { try evaluate() }
    let isTimeUp = ContinuousClock.now - lastCheckpoint > Self.pauseBetweenCheckpoints
    if isDue(configuration.checkpointInterval) || isTimeUp || Interruption.takeCheckpointRequest() {
      try checkpoint()
    }
  }

  private var seconds: Double {
    secondsBefore + (ContinuousClock.now - start) / .seconds(1)
  }

  private func log() throws {
    let report = trainer.drain()
    progress.recentReturn = report.meanReturn ?? progress.recentReturn
    try logs.write(report, seconds: seconds)
  }

  private func evaluate() throws {
    progress.phase = .evaluating
    post()
    let evaluation = try evaluator.evaluate(trainer.agent)
    try logs.write(evaluation, step: trainer.step, seconds: seconds)
    progress.evaluations.append(evaluation.meanReturn)
    progress.phase = .training
    if best.map({ evaluation.meanReturn >= $0 }) ?? true {
      best = evaluation.meanReturn
      try checkpoint(asBest: true)
    }
  }

  private func post() {
    progress.step = trainer.step
    progress.episodes = trainer.episodes
    progress.updates = trainer.agent.updates
    progress.seconds = (ContinuousClock.now - start) / .seconds(1)
    report(progress)
  }

  // MARK: - Keeping

  /// What a checkpoint holds besides the trainer.
  private struct Bookkeeping: Codable {
    var best: Double?
    var evaluations: [Double]
    var recentReturn: Double?
    var logs: RunLogs.Lengths
  }

  private func checkpoint(asBest: Bool = false) throws {
    try logs.flush()
    var archive = Archive()
    trainer.save(to: &archive)
    archive.store(
      Bookkeeping(
        best: best, evaluations: progress.evaluations, recentReturn: progress.recentReturn,
        logs: logs.lengths), for: "run")
    try checkpoints.write(archive, step: trainer.step, isBest: asBest)
    lastCheckpoint = ContinuousClock.now
    if trainer.step < configuration.steps { try note(.running) }
  }

  private func restore() throws {
    let newest = try checkpoints.newest()
    try checkpoints.prepare(resumingFrom: newest?.step)
    guard let newest else {
      try logs.truncate(to: RunLogs.Lengths())
      return
    }
    warnings += newest.warnings
    for warning in newest.warnings { diary.note(warning) }
    let archive = newest.archive
    let kept = try archive.value(Bookkeeping.self, for: "run")
    try trainer.load(from: archive)
    best = kept.best
    progress.evaluations = kept.evaluations
    progress.recentReturn = kept.recentReturn
    secondsBefore = try logs.truncate(to: kept.logs)
    progress.step = trainer.step
    progress.firstStep = trainer.step
    progress.updates = trainer.agent.updates
    progress.firstUpdates = trainer.agent.updates
  }
}
