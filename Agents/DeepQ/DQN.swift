internal import AgentCommons
internal import Networks
public import ReinforcementLearning
package import TensorCore

/// Learns what each of finitely many actions is worth, and takes the best.
///
/// Shapes: `B` transitions, `O` observed numbers, `A` actions.
///
/// Follows Mnih et al., *Human-level control through deep reinforcement learning*, Nature 518,
/// 2015, except that it uses Adam, and observes numbers rather than frames.  Double targets follow
/// van Hasselt, Guez and Silver, *Deep reinforcement learning with double Q-learning*, 2016.
public final class DQN: Agent {
  private let configuration: DQNConfiguration
  private let networks: DQNNetworks
  private let encoder: FeatureEncoder
  private let exploration: LinearSchedule
  private let learningRate: LinearSchedule

  private let replay: UniformReplay
  private var accumulator: StepAccumulator
  private var sampling: RandomSource
  private var places: [Int]
  private var rows: [Float]  // observations of a batch before they are encoded
  private var steps = 0

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: the actions of the context are discrete.
  /// - Throws: ``Failure`` of kind `configuration` if the replay would not fit into memory;
  ///   `TraceError` if the networks do not fit together.
  public init(_ configuration: DQNConfiguration, _ context: AgentContext) throws {
    guard let actions = context.actionSpace.discreteCount else {
      preconditionFailure("the registry lets dqn act in discrete spaces only")
    }
    self.configuration = configuration
    encoder = FeatureEncoder(context.observationSpace)
    try AvailableMemory.require(
      UniformReplay.bytes(
        of: min(configuration.replayCapacity, context.steps), observationWidth: encoder.rowWidth,
        actionWidth: 1),
      for: "dqn's replay", remedy: "lower replayCapacity, which is \(configuration.replayCapacity)")
    networks = try DQNNetworks(
      configuration, features: encoder.width, actions: actions, seed: context.seed)
    exploration = LinearSchedule(
      from: configuration.explorationInitial, to: configuration.explorationFinal,
      over: Int(configuration.explorationFraction * Double(context.steps)))
    let rate = Double(configuration.learningRate)
    learningRate = LinearSchedule(
      from: rate, to: rate * (1 - configuration.learningRateDecay), over: context.steps)
    replay = UniformReplay(
      capacity: configuration.replayCapacity, observationWidth: encoder.rowWidth, actionWidth: 1)
    accumulator = StepAccumulator(
      steps: configuration.rewardSteps, discount: configuration.discount, copies: context.copies)
    sampling = RandomSource(seed: context.seed, stream: "dqn/sampling")
    places = Array(repeating: 0, count: configuration.batchSize)
    rows = Array(repeating: 0, count: configuration.batchSize * encoder.rowWidth)
  }

  // MARK: - Acting

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    let rate = state.mode == .explore ? exploration.value(at: steps) : 0
    var values: UnsafeBufferPointer<Float>?
    for copy in 0..<actions.count {
      if rate > 0, state.random.uniform() < rate {
        actions[copy, 0] = Float(state.random.integer(below: networks.actions))
        continue
      }
      let all = values ?? networks.values(of: observations.rows, encodedBy: encoder)
      values = all
      let first = copy * networks.actions
      actions[copy, 0] = Float(ActionChoice.greedy(all[first..<first + networks.actions]))
    }
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    let values = networks.values(of: observations.rows, encodedBy: encoder)
    return (0..<observations.rows.count).map { copy in
      let own = Array(values[copy * networks.actions..<(copy + 1) * networks.actions])
      return Introspection(actionValues: own, value: own.max())
    }
  }

  // MARK: - Remembering

  public func observe(_ transitions: Transitions) {
    accumulator.add(transitions) { replay.append($0) }
    steps += transitions.count
  }

  // MARK: - Learning

  /// The loss of a batch.
  public static let loss = Metric("loss", "mean loss of r + γ max Q⁻(s′, ·) − Q(s, a)")
  /// The value that the online network gives to what was done.
  public static let value = Metric("value", "mean Q(s, a) of the transitions learned from")
  /// The norm of the gradients before they are clipped.
  public static let gradientNorm = Metric("gradient_norm", "norm of all gradients, unclipped")
  /// The share of random actions.
  public static let exploration = Metric("exploration", "ε, the share of random actions")

  public var metrics: [Metric] { [Self.loss, Self.value, Self.gradientNorm, Self.exploration] }

  public func learn(recording metrics: inout MetricRecorder) throws {
    metrics.record(Self.exploration, exploration.value(at: steps))
    guard steps > configuration.warmUpSteps, replay.count >= configuration.batchSize else { return }
    if isDue(every: configuration.trainInterval) {
      for _ in 0..<configuration.updatesPerRound { try update(recording: &metrics) }
    }
    if isDue(every: configuration.targetInterval) { networks.updateTarget.run() }
  }

  /// Whether a multiple of so many steps was reached with the last step of all copies.
  private func isDue(every interval: Int) -> Bool {
    steps / interval > (steps - accumulator.copies) / interval
  }

  private func update(recording metrics: inout MetricRecorder) throws {
    replay.sample(into: &places, using: &sampling)
    fillBatch()
    networks.learningRate = Float(learningRate.value(at: steps))
    networks.update.run()
    updates += 1
    let loss = networks.batch.loss[0]
    guard loss.isFinite else {
      throw Failure(
        .numerical, "dqn's loss became \(loss)", at: "update \(updates)",
        remedy: "lower learningRate, or scale the rewards down")
    }
    metrics.record(Self.loss, Double(loss))
    metrics.record(Self.value, Double(networks.batch.value[0]))
    metrics.record(Self.gradientNorm, Double(networks.batch.gradientNorm[0]))
  }

  /// Copies the drawn transitions into the inputs of the update.
  private func fillBatch() {
    let batch = networks.batch
    fill(batch.observations, with: .observation)
    fill(batch.nextObservations, with: .nextObservation)
    replay.copy(.reward, at: places, into: batch.rewards)
    replay.copy(.continuation, at: places, into: batch.continuations)
    rows.withUnsafeMutableBufferPointer { rows in
      let column = UnsafeMutableBufferPointer(rebasing: rows[..<places.count])
      replay.copy(.action, at: places, into: column)
      for place in places.indices { batch.actions[place] = Int32(column[place]) }
    }
  }

  private func fill(
    _ features: UnsafeMutableBufferPointer<Float>, with field: UniformReplay.Field
  ) {
    guard !encoder.isIdentity else {
      replay.copy(field, at: places, into: features)
      return
    }
    rows.withUnsafeMutableBufferPointer { rows in
      replay.copy(field, at: places, into: rows)
      encoder.encode(UnsafeBufferPointer(rows), into: features)
    }
  }

  /// One update, for those who measure it.
  package var updateProgram: Program { networks.update }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    networks.save(to: &archive)
    archive.store(part: replay, for: "replay")
    archive.store(accumulator, for: "accumulator")
    archive.store(sampling, for: "sampling")
    archive.store([steps, updates], for: "counters")
  }

  public func load(from archive: Archive) throws {
    try networks.load(from: archive)
    try archive.load(part: replay, for: "replay")
    accumulator = try archive.value(StepAccumulator.self, for: "accumulator")
    sampling = try archive.value(RandomSource.self, for: "sampling")
    let counters = try archive.value([Int].self, for: "counters")
    (steps, updates) = (counters.first ?? 0, counters.last ?? 0)
  }
}

extension DQN {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "dqn", summary: "learns the values of discrete actions with a network, from a replay",
    source: "Mnih et al., Human-level control through deep reinforcement learning, 2015",
    configuration: DQNConfiguration.self,
    tuned: String(decoding: PackageResources.dqn_yaml, as: UTF8.self),
    refusal: { setting in
      setting.actionSpace.discreteCount == nil ? "its actions are not discrete" : nil
    }
  ) { configuration, context in
    try DQN(configuration, context)
  }
}
