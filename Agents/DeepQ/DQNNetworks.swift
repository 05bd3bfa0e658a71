internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// The two networks of a DQN, and the programs that run over them.
///
/// Shapes: `B` transitions, `O` observed numbers, `A` actions.
final class DQNNetworks {
  /// The number of actions, `A`.
  let actions: Int
  /// One step of Adam on the loss of a batch.
  let update: Program
  /// Where that step reads and writes.
  let batch: Batch
  /// Moves the target network towards the online one.
  let updateTarget: Program

  /// Adam's step size in the next update.
  var learningRate: Float {
    get { optimizer.learningRate }
    set { optimizer.learningRate = newValue }
  }

  private let online: MultilayerPerceptron
  private let target: MultilayerPerceptron
  private let optimizer: Adam
  private var evaluations: [Int: Evaluation] = [:]  // by the number of rows
  private let features: Int

  /// The memory of an update's inputs and outputs, which stays where it is.
  struct Batch {
    let observations: UnsafeMutableBufferPointer<Float>  // [B, O]
    let actions: UnsafeMutableBufferPointer<Int32>  // [B]
    let rewards: UnsafeMutableBufferPointer<Float>  // [B]
    let continuations: UnsafeMutableBufferPointer<Float>  // [B]
    let nextObservations: UnsafeMutableBufferPointer<Float>  // [B, O]
    let loss: UnsafeBufferPointer<Float>  // []
    let value: UnsafeBufferPointer<Float>  // []
    let gradientNorm: UnsafeBufferPointer<Float>  // []

    init(of update: Program) {
      observations = update.input("observations")
      actions = update.indices("actions")
      rewards = update.input("rewards")
      continuations = update.input("continuations")
      nextObservations = update.input("nextObservations")
      loss = update.output("loss")
      value = update.output("value")
      gradientNorm = update.output("gradientNorm")
    }
  }

  /// The values of so many rows.
  private struct Evaluation {
    let program: Program
    let observations: UnsafeMutableBufferPointer<Float>  // [n, O]
    let values: UnsafeBufferPointer<Float>  // [n, A]
  }

  init(_ configuration: DQNConfiguration, features: Int, actions: Int, seed: UInt64) throws {
    var random = RandomSource(seed: seed, stream: "dqn/initialization")
    func network(_ name: String) -> MultilayerPerceptron {
      MultilayerPerceptron(
        inputs: features, hidden: configuration.hiddenWidths, outputs: actions, activation: .relu,
        name: name, using: &random)
    }
    let (online, target) = (network("online"), network("target"))
    let optimizer = Adam(learningRate: configuration.learningRate)
    self.actions = actions
    self.features = features
    self.online = online
    self.target = target
    self.optimizer = optimizer
    updateTarget = try Program("dqn target") { trace in
      trace.approach(
        target.parameters, to: online.parameters, by: configuration.targetFraction)
    }
    update = try Program("dqn update") { trace in
      Self.traceUpdate(
        trace, configuration, online: online, target: target, optimizer: optimizer,
        features: features)
    }
    batch = Batch(of: update)
    try Program("dqn copy") { $0.approach(target.parameters, to: online.parameters, by: 1) }.run()
  }

  /// `y = r + γᵏ max Q⁻(s′, ·)`, and the loss of `y − Q(s, a)` (Mnih et al., 2015, equation 2).
  private static func traceUpdate(
    _ trace: Trace, _ configuration: DQNConfiguration, online: MultilayerPerceptron,
    target: MultilayerPerceptron, optimizer: Adam, features: Int
  ) {
    let batch = configuration.batchSize
    let observations = trace.input("observations", shape: [batch, features])  // [B, O]
    let actions = trace.indices("actions", shape: [batch])  // [B]
    let rewards = trace.input("rewards", shape: [batch])  // [B]
    let continuations = trace.input("continuations", shape: [batch])  // [B]
    let nextObservations = trace.input("nextObservations", shape: [batch, features])  // [B, O]

    let nextValues = target(nextObservations)  // [B, A]
    let nextValue =
      configuration.isDouble
      ? nextValues.gathered(at: online(nextObservations).argmax(axis: 1))
      : nextValues.max(axis: 1)  // [B]
    let targets = (rewards + continuations * nextValue).detached
    let values = online(observations).gathered(at: actions)  // [B]
    let errors = targets - values
    let loss =
      switch configuration.loss {
      case .huber: errors.huber().mean()
      case .squared: (errors.squared() * 0.5).mean()
      }
    let norm = trace.minimize(
      loss, over: online.parameters, with: optimizer, clippingNorm: configuration.clippingNorm)
    trace.output("loss", loss)
    trace.output("value", values.mean())
    trace.output("gradientNorm", norm)
  }

  // MARK: - Acting

  /// `Q(s, ·)` of every row, `[n, A]`, valid until the next call.
  func values(of rows: Rows, encodedBy encoder: FeatureEncoder) -> UnsafeBufferPointer<Float> {
    let evaluation = evaluation(of: rows.count)
    rows.storage.withUnsafeBufferPointer {
      encoder.encode($0, into: evaluation.observations)
    }
    evaluation.program.run()
    return evaluation.values
  }

  private func evaluation(of count: Int) -> Evaluation {
    if let evaluation = evaluations[count] { return evaluation }
    do {
      let program = try Program("dqn values") { trace in
        trace.output("values", online(trace.input("observations", shape: [count, features])))
      }
      let evaluation = Evaluation(
        program: program, observations: program.input("observations"),
        values: program.output("values"))
      evaluations[count] = evaluation
      return evaluation
    } catch {
      preconditionFailure("the network that the update was traced with does not evaluate: \(error)")
    }
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    archive.store(online.parameters, for: "online")
    archive.store(target.parameters, for: "target")
    archive.store(optimizer.state, for: "optimizer")
  }

  func load(from archive: Archive) throws {
    try archive.load(online.parameters, for: "online")
    try archive.load(target.parameters, for: "target")
    try archive.load(optimizer.state, for: "optimizer")
  }
}
