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
  let batch: UpdateBatch
  /// The noise of an update, drawn anew for each.
  let updateNoise: [NoiseBuffers]
  /// Moves the target network towards the online one.
  let updateTarget: Program
  /// What learns.
  let online: QNetwork

  /// Adam's step size in the next update.
  var learningRate: Float {
    get { optimizer.learningRate }
    set { optimizer.learningRate = newValue }
  }

  private let configuration: DQNConfiguration
  private let target: QNetwork
  private let optimizer: Adam
  private var evaluations: [Int: Evaluation] = [:]  // by the number of rows
  private let features: Int

  /// The values of so many rows.
  private struct Evaluation {
    let program: Program
    let observations: UnsafeMutableBufferPointer<Float>  // [n, O]
    let values: UnsafeBufferPointer<Float>  // [n, A]
  }

  init(
    _ configuration: DQNConfiguration, features: Int, image: ImageShape? = nil, actions: Int,
    seed: UInt64
  ) throws {
    var random = RandomSource(seed: seed, stream: "dqn/initialization")
    func network(_ name: String) -> QNetwork {
      QNetwork(
        configuration, features: features, image: image, actions: actions, name: name,
        using: &random)
    }
    let (online, target) = (network("online"), network("target"))
    let optimizer = Adam(
      learningRate: configuration.learningRate, epsilon: configuration.adamEpsilon)
    self.configuration = configuration
    self.actions = actions
    self.features = features
    self.online = online
    self.target = target
    self.optimizer = optimizer
    updateTarget = try Program("dqn target") { trace in
      trace.approach(
        target.parameters, to: online.parameters, by: configuration.targetFraction)
    }
    let pass = UpdatePass(configuration, online: online, target: target, features: features)
    let update = try Program("dqn update") { pass.trace($0, optimizer) }
    self.update = update
    batch = UpdateBatch(of: update, configuration)
    updateNoise = pass.noise.map { $0.buffers(of: update) }
    try Program("dqn copy") { $0.approach(target.parameters, to: online.parameters, by: 1) }.run()
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
        let outputs = online(trace.input("observations", shape: [count, features]))
        trace.output("values", configuration.returnLaw.values(of: outputs))
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
