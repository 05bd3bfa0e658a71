internal import AgentCommons
public import ReinforcementLearning
package import TensorCore

/// Learns a policy and what its actions are worth from a replay: what SAC, TD3, DDPG and D4PG have
/// in common.
///
/// It acts at random at first, remembers, and lets its method learn from batches of what it
/// remembers.  Policies and critics see actions within ±1, whatever the box of the environment.
public final class ActorCriticAgent: Agent {
  private let configuration: any ActorCriticConfiguration
  private let randomActions: RandomActions
  private let copies: Int
  private let experience: Experience
  private let method: any ActorCriticMethod
  private var noise: RandomSource
  private var steps = 0

  public private(set) var updates = 0

  private init(
    _ configuration: any ActorCriticConfiguration, _ context: AgentContext, _ name: String,
    method: (FeatureEncoder) throws -> any ActorCriticMethod
  ) throws {
    self.configuration = configuration
    randomActions = RandomActions(
      context.actionSpace, correlation: configuration.noiseCorrelation)
    copies = context.copies
    experience = try Experience(configuration, context, agent: name)
    noise = RandomSource(seed: context.seed, stream: "\(name)/noise")
    self.method = try method(experience.encoder)
  }

  /// Creates a soft actor-critic that has seen nothing.
  ///
  /// - Precondition: the actions of the context are discrete, or numbers in a bounded box.
  /// - Throws: `Failure` of kind `configuration` if the replay would not fit into memory;
  ///   `TraceError` if the networks do not fit together.
  public convenience init(_ configuration: SACConfiguration, _ context: AgentContext) throws {
    try self.init(configuration, context, "sac") { try SAC(configuration, $0, context) }
  }

  /// Creates a deterministic actor-critic with twin critics that has seen nothing.
  ///
  /// - Precondition: the actions of the context are numbers in a bounded box.
  /// - Throws: as that of a soft actor-critic.
  public convenience init(_ configuration: TD3Configuration, _ context: AgentContext) throws {
    try self.init(configuration, context, "td3") {
      try DeterministicPolicyGradient(TD3(configuration), $0, context)
    }
  }

  /// Creates a deterministic actor-critic that has seen nothing.
  ///
  /// - Precondition: the actions of the context are numbers in a bounded box.
  /// - Throws: as that of a soft actor-critic.
  public convenience init(_ configuration: DDPGConfiguration, _ context: AgentContext) throws {
    try self.init(configuration, context, "ddpg") {
      try DeterministicPolicyGradient(DDPG(configuration), $0, context)
    }
  }

  /// Creates a deterministic actor-critic with a distributional critic that has seen nothing.
  ///
  /// - Precondition: the actions of the context are numbers in a bounded box.
  /// - Throws: as that of a soft actor-critic.
  public convenience init(_ configuration: D4PGConfiguration, _ context: AgentContext) throws {
    try self.init(configuration, context, "d4pg") {
      try DeterministicPolicyGradient(D4PG(configuration), $0, context)
    }
  }

  // MARK: - Acting

  public var memoryWidth: Int { method.memoryWidth }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    guard state.mode == .explore, steps < configuration.warmUpSteps else {
      return method.act(on: observations.rows, state: &state, into: &actions)
    }
    randomActions.act(&state, into: &actions)
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    method.introspect(observations.rows)
  }

  // MARK: - Remembering

  public func observe(_ transitions: Transitions) {
    experience.add(transitions)
    steps += transitions.count
  }

  // MARK: - Learning

  public var metrics: [Metric] { method.metrics }

  public func learn(recording metrics: inout MetricRecorder) throws {
    guard steps > configuration.warmUpSteps, experience.count >= configuration.batchSize,
      isDue(every: configuration.trainInterval)
    else { return }
    for _ in 0..<configuration.updatesPerRound {
      experience.draw(into: method.batch)
      updates += 1
      try method.update(updates, drawing: &noise, recording: &metrics)
      if let errors = method.errors { experience.setErrors(errors) }
    }
  }

  /// Whether a multiple of so many steps was reached with the last step of all copies.
  private func isDue(every interval: Int) -> Bool {
    steps / interval > (steps - copies) / interval
  }

  /// The programs of an update, for those who measure them.
  package var updatePrograms: [Program] { method.programs }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store(part: experience, for: "experience")
    method.save(to: &archive)
    archive.store(noise, for: "noise")
    archive.store([steps, updates], for: "counters")
  }

  public func load(from archive: Archive) throws {
    try archive.load(part: experience, for: "experience")
    try method.load(from: archive)
    noise = try archive.value(RandomSource.self, for: "noise")
    let counters = try archive.value([Int].self, for: "counters")
    (steps, updates) = (counters.first ?? 0, counters.last ?? 0)
  }
}

/// What one of the algorithms adds: its networks, how they act, and how they learn from a batch.
protocol ActorCriticMethod: AnyObject, Checkpointable {
  /// What it records, in the order of the columns.
  var metrics: [Metric] { get }
  /// How many floats it remembers of each copy's episode.
  var memoryWidth: Int { get }
  /// Where an update reads its transitions.
  var batch: TransitionBatch { get }
  /// What an update runs.
  var programs: [Program] { get }
  /// The error of every transition of the last update, where they are drawn by it.
  var errors: UnsafeBufferPointer<Float>? { get }

  /// Chooses an action of the environment for every row.
  func act(on rows: Rows, state: inout ActingState, into actions: inout Rows)
  /// What it thinks of every row.
  func introspect(_ rows: Rows) -> [Introspection]
  /// Learns from the batch.
  ///
  /// - Throws: ``Failure`` of kind `numerical` if a loss is not finite.
  func update(
    _ number: Int, drawing random: inout RandomSource, recording metrics: inout MetricRecorder
  ) throws
}

extension ActorCriticMethod {
  var errors: UnsafeBufferPointer<Float>? { nil }

  /// Refuses a loss that is not finite.
  func check(_ loss: Float, of agent: String, at number: Int) throws {
    guard !loss.isFinite else { return }
    throw Failure(
      .numerical, "\(agent)'s loss became \(loss)", at: "update \(number)",
      remedy: "lower the learning rates, or scale the rewards down")
  }
}

extension UnsafeMutableBufferPointer<Float> {
  /// Fills it with standard normal numbers.
  func fillNormal(using random: inout RandomSource) {
    for place in indices { self[place] = Float(random.normal()) }
  }
}
