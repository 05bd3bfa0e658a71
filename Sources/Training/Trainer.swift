public import ReinforcementLearning

/// An agent acting and learning in a batch of environments, step by step.
///
/// It does nothing but that: it knows no files and no clock.  Its archive holds everything that
/// changes, so that training goes on from it bit for bit.
public final class Trainer: Checkpointable {
  /// The agent that learns.
  public let agent: any Agent
  /// Where it learns.
  public let batch: any BatchEnvironment
  /// How many steps were taken, in all copies together.
  public private(set) var step = 0
  /// How many episodes came to an end.
  public private(set) var episodes = 0

  private var acting: ActingState
  private var actions: Rows
  private var before: Rows  // what was observed before the last step
  private var metrics: MetricRecorder
  private var recent = RecentEpisodes()

  /// Creates a trainer at the first step of a run.
  ///
  /// - Throws: `Failure` if the environment's first observation is not finite.
  public init(_ agent: any Agent, in batch: any BatchEnvironment, seed: UInt64) throws {
    self.agent = agent
    self.batch = batch
    acting = ActingState(
      mode: .explore, random: RandomSource(seed: seed, stream: "acting"), copies: batch.count,
      memoryWidth: agent.memoryWidth)
    actions = Rows(count: batch.count, width: batch.actionSpace.rowWidth)
    before = Rows(count: batch.count, width: batch.observationSpace.rowWidth)
    metrics = MetricRecorder(agent.metrics)
    try batch.reset(seed: seed)
  }

  /// Takes one step in every copy, and lets the agent learn.
  ///
  /// - Throws: `Failure` if something is not finite, or an action lies outside its space.
  public func advance() throws {
    before.copy(from: batch.observations)
    agent.act(
      on: Observations(batch.observations, oracle: batch), state: &acting, into: &actions)
    try batch.step(actions)
    acting.noteEndings(batch.endings)
    step += batch.count
    for episode in batch.finishedEpisodes {
      episodes += 1
      recent.include(episode.record)
    }
    agent.observe(
      Transitions(from: before, by: actions, remembering: acting.memory, in: batch))
    try agent.learn(recording: &metrics)
  }

  /// What happened since the last call.
  public func drain() -> TrainingReport {
    defer { recent = RecentEpisodes() }
    return TrainingReport(
      step: step, episodes: episodes, updates: agent.updates,
      meanReturn: recent.meanReturn, meanLength: recent.meanLength, metrics: metrics.drain())
  }

  // MARK: - Checkpointing

  private struct State: Codable {
    var step: Int
    var episodes: Int
    var acting: ActingState
    var metrics: MetricRecorder
    var recent: RecentEpisodes
  }

  public func save(to archive: inout Archive) {
    archive.store(
      State(step: step, episodes: episodes, acting: acting, metrics: metrics, recent: recent),
      for: "trainer")
    archive.store(part: batch, for: "environment")
    archive.store(part: agent, for: "agent")
  }

  public func load(from archive: Archive) throws {
    let state = try archive.value(State.self, for: "trainer")
    guard state.acting.isFirst.count == batch.count else {
      throw Failure(
        .damagedData, "the checkpoint is of \(state.acting.isFirst.count) environments",
        remedy: "resume with the configuration that the run was started with")
    }
    try archive.load(part: batch, for: "environment")
    try archive.load(part: agent, for: "agent")
    (step, episodes, acting) = (state.step, state.episodes, state.acting)
    (metrics, recent) = (state.metrics, state.recent)
  }
}

/// What training came to over some steps.
public struct TrainingReport: Hashable, Sendable {
  /// How many steps were taken since the start of the run.
  public var step: Int
  /// How many episodes came to an end since the start of the run.
  public var episodes: Int
  /// How many updates were made since the start of the run.
  public var updates: Int
  /// The mean return of the episodes that ended, nil if none did.
  public var meanReturn: Double?
  /// The mean length of the episodes that ended, nil if none did.
  public var meanLength: Double?
  /// The means of the agent's metrics, in its order.
  public var metrics: [Double?]
}

/// The sums over the episodes that ended since the last report.
private struct RecentEpisodes: Codable {
  var count = 0
  var returns = 0.0
  var lengths = 0

  var meanReturn: Double? { count == 0 ? nil : returns / Double(count) }
  var meanLength: Double? { count == 0 ? nil : Double(lengths) / Double(count) }

  mutating func include(_ record: EpisodeRecord) {
    count += 1
    returns += record.episodeReturn
    lengths += record.length
  }
}
