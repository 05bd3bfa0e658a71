internal import AgentCommons
internal import TensorCore

/// The computation of an update.
///
/// Shapes: `B` transitions, `O` observed numbers, `A` actions.
struct UpdatePass {
  /// The noise of its passes through the networks: each has a sample of its own, as in Fortunato
  /// et al., so that the target is not chosen by the sample that it is compared with.
  let noise: [NoiseInputs]

  private let configuration: DQNConfiguration
  private let online: QNetwork
  private let target: QNetwork
  private let features: Int

  init(_ configuration: DQNConfiguration, online: QNetwork, target: QNetwork, features: Int) {
    self.configuration = configuration
    self.online = online
    self.target = target
    self.features = features
    let passes = ["online", "target"] + (configuration.isDouble ? ["selection"] : [])
    noise = configuration.noise == .none ? [] : passes.map { NoiseInputs("noise/\($0)") }
  }

  /// Traces the update: the loss, its gradient and a step of the optimizer.
  func trace(_ trace: Trace, _ optimizer: Adam) {
    let batch = configuration.batchSize
    let observations = trace.input("observations", shape: [batch, features])  // [B, O]
    let transitions = DQNLoss.Transitions(
      actions: trace.indices("actions", shape: [batch]),
      rewards: trace.input("rewards", shape: [batch]),
      continuations: trace.input("continuations", shape: [batch]))
    let nextObservations = trace.input("nextObservations", shape: [batch, features])  // [B, O]
    let (own, targets) = (noise.first, noise.dropFirst().first)
    let outputs = DQNLoss.Outputs(
      present: online(observations, own),
      next: target(nextObservations, targets),
      nextOfOnline: configuration.isDouble ? online(nextObservations, noise.last) : nil,
      presentOfTarget: configuration.isMunchausen ? target(observations, targets) : nil)
    let result = DQNLoss(configuration: configuration)(outputs, transitions)
    let losses =
      configuration.isPrioritized
      ? result.losses * trace.input("weights", shape: [batch]) : result.losses
    let loss = losses.mean()
    let norm = trace.minimize(
      loss, over: online.parameters, with: optimizer, clippingNorm: configuration.clippingNorm)
    trace.output("loss", loss)
    trace.output("value", result.values.mean())
    trace.output("gradientNorm", norm)
    if configuration.isPrioritized { trace.output("errors", result.errors) }
    if let deviation = meanDeviation(in: trace) { trace.output("deviation", deviation) }
  }

  /// The mean `|σ|` of all noisy weights, `[]`.
  private func meanDeviation(in trace: Trace) -> Tensor? {
    let deviations = online.deviations
    guard let first = deviations.first else { return nil }
    let sum = deviations.dropFirst().reduce(trace.parameter(first).abs().sum()) {
      $0 + trace.parameter($1).abs().sum()
    }
    return sum / Float(deviations.reduce(0) { $0 + $1.count })
  }
}

/// The memory of an update's inputs and outputs, which stays where it is.
struct UpdateBatch {
  let observations: UnsafeMutableBufferPointer<Float>  // [B, O]
  let actions: UnsafeMutableBufferPointer<Int32>  // [B]
  let rewards: UnsafeMutableBufferPointer<Float>  // [B]
  let continuations: UnsafeMutableBufferPointer<Float>  // [B]
  let nextObservations: UnsafeMutableBufferPointer<Float>  // [B, O]
  let weights: UnsafeMutableBufferPointer<Float>?  // [B], of a prioritized replay
  let loss: UnsafeBufferPointer<Float>  // []
  let value: UnsafeBufferPointer<Float>  // []
  let gradientNorm: UnsafeBufferPointer<Float>  // []
  let errors: UnsafeBufferPointer<Float>?  // [B], for a prioritized replay
  let deviation: UnsafeBufferPointer<Float>?  // [], of noisy layers

  init(of update: Program, _ configuration: DQNConfiguration) {
    observations = update.input("observations")
    actions = update.indices("actions")
    rewards = update.input("rewards")
    continuations = update.input("continuations")
    nextObservations = update.input("nextObservations")
    weights = configuration.isPrioritized ? update.input("weights") : nil
    loss = update.output("loss")
    value = update.output("value")
    gradientNorm = update.output("gradientNorm")
    errors = configuration.isPrioritized ? update.output("errors") : nil
    deviation = configuration.noise == .none ? nil : update.output("deviation")
  }
}
