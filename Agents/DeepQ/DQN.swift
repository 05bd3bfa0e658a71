internal import AgentCommons
internal import Networks
public import ReinforcementLearning
package import TensorCore

/// Learns what each of finitely many actions is worth, and takes the best.
///
/// Shapes: `B` transitions, `O` observed numbers, `A` actions.
///
/// Follows Mnih et al., *Human-level control through deep reinforcement learning*, Nature 518,
/// 2015, except that it uses Adam, and observes numbers as well as frames.  What was published
/// since is a switch of ``DQNConfiguration``; all of it together is Hessel et al., *Rainbow:
/// combining improvements in deep reinforcement learning*, 2018.
public final class DQN: Agent {
  let configuration: DQNConfiguration
  private let networks: DQNNetworks
  private let disturbed: DisturbedNetwork?
  private let parameterNoise: ParameterNoise?
  private let encoder: FeatureEncoder
  private let exploration: Schedule
  private let learningRate: Schedule
  private let correction: Schedule

  private let memory: TransitionMemory
  private var sampling: RandomSource
  private var noise: RandomSource
  private var places: [Int]
  private var rows: [Float]  // observations of a batch before they are encoded
  private let copies: Int
  private var steps = 0

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: the actions of the context are discrete.
  /// - Throws: `Failure` of kind `configuration` if the replay would not fit into memory, or if
  ///   there is hindsight and observations hold no goals; `TraceError` if the networks do not fit
  ///   together.
  public init(_ configuration: DQNConfiguration, _ context: AgentContext) throws {
    guard let actions = context.actionSpace.discreteCount else {
      preconditionFailure("the registry lets dqn act in discrete spaces only")
    }
    self.configuration = configuration
    encoder = FeatureEncoder(context.observationSpace)
    memory = try TransitionMemory(configuration, context)
    networks = try DQNNetworks(
      configuration, features: encoder.width, image: encoder.image, actions: actions,
      seed: context.seed)
    disturbed =
      configuration.isDisturbed
      ? try DisturbedNetwork(configuration, networks.online, features: encoder.width) : nil
    parameterNoise =
      configuration.hasParameterNoise
      ? try ParameterNoise(
        configuration, networks.online, features: encoder.width, actions: actions) : nil
    exploration = configuration.exploration(over: context.steps)
    learningRate = configuration.learningRate(over: context.steps)
    correction = Schedule(
      from: configuration.importanceExponent, to: 1, over: context.steps)
    sampling = RandomSource(seed: context.seed, stream: "dqn/sampling")
    noise = RandomSource(seed: context.seed, stream: "dqn/noise")
    places = Array(repeating: 0, count: configuration.batchSize)
    rows = Array(repeating: 0, count: configuration.batchSize * encoder.rowWidth)
    copies = context.copies
  }

  // MARK: - Acting

  /// The two halves of the seed of an episode's noise, where it lasts so long.
  public var memoryWidth: Int { configuration.keepsDisturbance && disturbed != nil ? 2 : 0 }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    if let disturbed, state.mode == .explore {
      for copy in 0..<actions.count {
        disturb(disturbed, as: copy, &state)
        let values = disturbed.values(
          of: observations.rows[copy], encodedBy: encoder, scale: parameterNoise?.scale ?? 1)
        actions[copy, 0] = Float(ActionChoice.greedy(values))
      }
      return
    }
    let rate = state.mode == .explore ? exploration.value(at: steps) : 0
    var values: UnsafeBufferPointer<Float>?
    for copy in 0..<actions.count {
      if rate > 0, !configuration.isBoltzmann, state.random.uniform() < rate {
        actions[copy, 0] = Float(state.random.integer(below: networks.actions))
        continue
      }
      let all = values ?? networks.values(of: observations.rows, encodedBy: encoder)
      values = all
      let own = all[copy * networks.actions..<(copy + 1) * networks.actions]
      actions[copy, 0] = Float(
        configuration.isBoltzmann && rate > 0
          ? ActionChoice.boltzmann(
            own.map { Double($0) }, temperature: rate, using: &state.random)
          : ActionChoice.greedy(own))
    }
  }

  /// Draws the noise of a step, or recalls that of the episode.
  private func disturb(
    _ network: DisturbedNetwork, as copy: Int, _ state: inout ActingState
  ) {
    guard configuration.keepsDisturbance else { return network.disturb(using: &state.random) }
    let half = 1 << 24  // a float holds every integer below
    if state.isFirst[copy] {
      for place in 0..<2 { state.memory[copy, place] = Float(state.random.integer(below: half)) }
    }
    network.disturb(by: UInt64(state.memory[copy, 0]) << 24 | UInt64(state.memory[copy, 1]))
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
    memory.add(transitions)
    steps += transitions.count
  }

  // MARK: - Learning

  public func learn(recording metrics: inout MetricRecorder) throws {
    if disturbed == nil { metrics.record(Self.exploration, exploration.value(at: steps)) }
    guard memory.count >= configuration.batchSize else { return }
    if isDue(every: configuration.parameterNoiseInterval) { adaptParameterNoise(&metrics) }
    guard steps > configuration.warmUpSteps else { return }
    if isDue(every: configuration.trainInterval) {
      for _ in 0..<configuration.updatesPerRound { try update(recording: &metrics) }
    }
    if isDue(every: configuration.targetInterval) { networks.updateTarget.run() }
  }

  /// Whether a multiple of so many steps was reached with the last step of all copies.
  private func isDue(every interval: Int) -> Bool {
    steps / interval > (steps - copies) / interval
  }

  private func update(recording metrics: inout MetricRecorder) throws {
    memory.sample(
      into: &places, weights: networks.batch.weights, correction: correction.value(at: steps),
      using: &sampling)
    fillBatch()
    for buffers in networks.updateNoise { buffers.draw(using: &noise) }
    networks.learningRate = Float(learningRate.value(at: steps))
    networks.update.run()
    updates += 1
    let loss = networks.batch.loss[0]
    guard loss.isFinite else {
      throw Failure(
        .numerical, "the loss became \(loss)", at: "update \(updates)",
        remedy: "lower learningRate, or scale the rewards down")
    }
    if let errors = networks.batch.errors { memory.setErrors(errors, at: places) }
    record(networks.batch, &metrics)
  }

  /// Copies the drawn transitions into the inputs of the update.
  private func fillBatch() {
    let batch = networks.batch
    fill(batch.observations, with: .observation)
    fill(batch.nextObservations, with: .nextObservation)
    memory.transitions.copy(.reward, at: places, into: batch.rewards)
    memory.transitions.copy(.continuation, at: places, into: batch.continuations)
    rows.withUnsafeMutableBufferPointer { rows in
      let column = UnsafeMutableBufferPointer(rebasing: rows[..<places.count])
      memory.transitions.copy(.action, at: places, into: column)
      for place in places.indices { batch.actions[place] = Int32(column[place]) }
    }
  }

  private func fill(
    _ features: UnsafeMutableBufferPointer<Float>, with field: UniformReplay.Field
  ) {
    guard !encoder.isIdentity else {
      memory.transitions.copy(field, at: places, into: features)
      return
    }
    rows.withUnsafeMutableBufferPointer { rows in
      memory.transitions.copy(field, at: places, into: rows)
      encoder.encode(UnsafeBufferPointer(rows), into: features)
    }
  }

  /// Adapts the disturbance of parameters on transitions that are drawn evenly.
  private func adaptParameterNoise(_ metrics: inout MetricRecorder) {
    guard let parameterNoise else { return }
    memory.transitions.sample(into: &places, using: &noise)
    fill(parameterNoise.observations, with: .observation)
    let target = parameterNoise.target(for: exploration.value(at: steps))
    metrics.record(Self.distance, parameterNoise.adapt(toward: target, using: &noise))
    metrics.record(Self.distanceTarget, target)
    metrics.record(Self.noiseScale, Double(parameterNoise.scale))
  }

  /// One update, for those who measure it.
  package var updateProgram: Program { networks.update }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    networks.save(to: &archive)
    memory.save(to: &archive)
    if let parameterNoise { archive.store(part: parameterNoise, for: "parameterNoise") }
    archive.store(sampling, for: "sampling")
    archive.store(noise, for: "noise")
    archive.store([steps, updates], for: "counters")
  }

  public func load(from archive: Archive) throws {
    try networks.load(from: archive)
    try memory.load(from: archive)
    if let parameterNoise { try archive.load(part: parameterNoise, for: "parameterNoise") }
    sampling = try archive.value(RandomSource.self, for: "sampling")
    noise = try archive.value(RandomSource.self, for: "noise")
    let counters = try archive.value([Int].self, for: "counters")
    (steps, updates) = (counters.first ?? 0, counters.last ?? 0)
  }
}
