internal import AgentCommons
internal import Networks
public import ReinforcementLearning
internal import TensorCore

/// Learns to act as an exact solver would, from examples.
///
/// Shapes: `B` examples, `O` observed numbers, `E` numbers of an example.
///
/// Follows Ross, Gordon and Bagnell, *A reduction of imitation learning and structured prediction to
/// no-regret online learning*, 2011: in each situation that is come across the teacher says what it
/// would do, and with probability β it does so, else the learner acts.  With β = 1 throughout it is
/// behaviour cloning (Pomerleau, *ALVINN*, 1989).
public final class ImitationAgent: Agent {
  private let configuration: ImitationConfiguration
  private let lesson: Lesson
  private let encoder: FeatureEncoder
  private let network: MultilayerPerceptron  // [B, O] to [B, E]
  private let optimizer: Adam
  private let update: Program
  private let outputs: RowPrograms
  private let teacherShare: Schedule
  private let learningRate: Schedule

  private let examples: UniformReplay
  private var sampling: RandomSource
  private var places: [Int]
  private var rows: [Float]  // observations of a batch before they are encoded
  private let copies: Int
  private var steps = 0

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: the actions of the context are discrete or numbers in a box.
  /// - Throws: `TraceError` if the network does not fit together.
  public init(_ configuration: ImitationConfiguration, _ context: AgentContext) throws {
    guard let lesson = Lesson(context.actionSpace) else {
      preconditionFailure("the registry lets no imitation into other spaces of actions")
    }
    self.configuration = configuration
    self.lesson = lesson
    let encoder = FeatureEncoder(context.observationSpace)
    var random = RandomSource(seed: context.seed, stream: "imitation/initialization")
    let network = MultilayerPerceptron(
      inputs: encoder.width, hidden: configuration.hiddenWidths, outputs: lesson.width,
      activation: .relu, name: "network", using: &random)
    let optimizer = Adam(learningRate: configuration.learningRate)
    (self.encoder, self.network, self.optimizer) = (encoder, network, optimizer)
    update = try Program("imitation update") { trace in
      let count = configuration.batchSize
      let outputs = network(trace.input("observations", shape: [count, encoder.width]))
      let examples = trace.input("examples", shape: [count, lesson.width])
      let loss = lesson.losses(of: outputs, to: examples).mean()
      let norm = trace.minimize(
        loss, over: network.parameters, with: optimizer, clippingNorm: configuration.clippingNorm)
      trace.output("outputs", outputs)
      trace.output("loss", loss)
      trace.output("gradientNorm", norm)
    }
    outputs = RowPrograms("imitation outputs", encoder) { trace, observations in
      let outputs = network(observations)
      trace.output("outputs", outputs)
      if case .choice = lesson { trace.output("policy", outputs.softmax()) }
    }
    teacherShare = Schedule(
      from: configuration.teacherInitial, to: configuration.teacherFinal,
      over: Int(configuration.teacherFraction * Double(context.steps)))
    let rate = Double(configuration.learningRate)
    learningRate = Schedule(
      from: rate, to: rate * (1 - configuration.learningRateDecay), over: context.steps)
    examples = UniformReplay(
      capacity: configuration.capacity, observationWidth: encoder.rowWidth,
      actionWidth: lesson.width, keepsNext: false)
    sampling = RandomSource(seed: context.seed, stream: "imitation/sampling")
    places = Array(repeating: 0, count: configuration.batchSize)
    rows = Array(repeating: 0, count: configuration.batchSize * encoder.rowWidth)
    copies = context.copies
  }

  // MARK: - Acting

  /// What the teacher would do, until it is written down.
  public var memoryWidth: Int { lesson.width }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    let outputs = run(on: observations).output("outputs")
    for copy in 0..<actions.count {
      actions[copy] = lesson.action(by: own(copy, of: outputs))[...]
      guard state.mode == .explore else { continue }
      guard let optimum = observations.optimum(of: copy) else {
        preconditionFailure("the registry lets no imitation into an unsolved environment")
      }
      state.memory[copy] = lesson.example(of: optimum)[...]
      if state.random.uniform() < teacherShare.value(at: steps) {
        actions[copy] = optimum.actions[0][...]
      }
    }
  }

  /// Runs the network on each copy; what it returns is valid until the next call.
  private func run(on observations: Observations) -> Program {
    let program = outputs.program(on: observations.rows)
    program.run()
    return program
  }

  private func own(
    _ copy: Int, of outputs: UnsafeBufferPointer<Float>
  ) -> Slice<UnsafeBufferPointer<Float>> {
    outputs[copy * lesson.width..<(copy + 1) * lesson.width]
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    guard case .choice = lesson else {
      return Array(repeating: Introspection(), count: observations.rows.count)
    }
    let policy = run(on: observations).output("policy")
    return (0..<observations.rows.count).map { Introspection(policy: Array(own($0, of: policy))) }
  }

  // MARK: - Remembering

  public func observe(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      examples.append(
        ReplayTransition(
          observation: transitions.observations[copy], action: transitions.memory[copy],
          reward: 0, continuation: 0, nextObservation: []))
    }
    steps += transitions.count
  }

  // MARK: - Learning

  public func learn(recording metrics: inout MetricRecorder) throws {
    metrics.record(Self.teacherShare, teacherShare.value(at: steps))
    let interval = configuration.trainInterval
    guard steps > configuration.warmUpSteps, examples.count >= configuration.batchSize,
      steps / interval > (steps - copies) / interval
    else { return }
    for _ in 0..<configuration.updatesPerRound { try update(recording: &metrics) }
  }

  private func update(recording metrics: inout MetricRecorder) throws {
    examples.sample(into: &places, using: &sampling)
    rows.withUnsafeMutableBufferPointer { rows in
      examples.copy(.observation, at: places, into: rows)
      encoder.encode(UnsafeBufferPointer(rows), into: update.input("observations"))
    }
    examples.copy(.action, at: places, into: update.input("examples"))
    optimizer.learningRate = Float(learningRate.value(at: steps))
    update.run()
    updates += 1
    let loss = update.output("loss")[0]
    guard loss.isFinite else {
      throw Failure(
        .numerical, "the loss became \(loss)", at: "update \(updates)",
        remedy: "lower learningRate")
    }
    metrics.record(Self.loss, Double(loss))
    metrics.record(Self.gradientNorm, Double(update.output("gradientNorm")[0]))
    if case .choice = lesson { metrics.record(Self.agreement, agreement) }
  }

  /// The share of the last batch in which the learner would have done as the teacher.
  private var agreement: Double {
    let (outputs, examples) = (update.output("outputs"), update.input("examples"))
    let agreeing = places.indices.count { place in
      examples[place * lesson.width + ActionChoice.greedy(own(place, of: outputs))] > 0
    }
    return Double(agreeing) / Double(places.count)
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store(network.parameters, for: "network")
    archive.store(optimizer.state, for: "optimizer")
    archive.store(part: examples, for: "replay")
    archive.store(sampling, for: "sampling")
    archive.store([steps, updates], for: "counters")
  }

  public func load(from archive: Archive) throws {
    try archive.load(network.parameters, for: "network")
    try archive.load(optimizer.state, for: "optimizer")
    try archive.load(part: examples, for: "replay")
    sampling = try archive.value(RandomSource.self, for: "sampling")
    let counters = try archive.value([Int].self, for: "counters")
    (steps, updates) = (counters.first ?? 0, counters.last ?? 0)
  }
}
