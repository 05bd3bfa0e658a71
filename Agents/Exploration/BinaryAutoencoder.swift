internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// Learns to write situations down in bits.
///
/// A layer of sigmoids lies between an encoder and a decoder.  Noise on them and a term that presses them
/// towards 0 or 1 make them bits: `‖x̂ - x‖² / O + λ / C · Σ min(b², (1 - b)²)`.
///
/// Shapes: `B` situations, `O` numbers of each, `C` bits.
///
/// Follows Tang and others, 2017, whose situations are pictures, except that numbers are learned by the
/// square of their errors, and that layers are dense.
final class BinaryAutoencoder: Checkpointable {
  private let configuration: SimHashConfiguration
  private let inputs: Int
  private let networks: [MultilayerPerceptron]
  private let optimizer: Adam
  private let update: Program
  private let encoding: Program
  private var memory: [Float] = []  // the newest situations, row after row
  private var cursor = 0  // where the next goes
  private var random: RandomSource
  private var steps = 0

  init(_ configuration: SimHashConfiguration, inputs: Int, seed: UInt64) throws {
    self.configuration = configuration
    self.inputs = inputs
    var random = RandomSource(seed: seed, stream: "simhash/autoencoder")
    func network(_ name: String, _ inputs: Int, _ outputs: Int) -> MultilayerPerceptron {
      MultilayerPerceptron(
        inputs: inputs, hidden: [configuration.hiddenWidth], outputs: outputs, activation: .relu,
        name: name, using: &random)
    }
    let encoder = network("encoder", inputs, configuration.codeWidth)
    let decoder = network("decoder", configuration.codeWidth, inputs)
    let optimizer = Adam(learningRate: configuration.learningRate)
    update = try Program("simhash autoencoder") { trace in
      let situations = trace.input("situations", shape: [configuration.batchSize, inputs])
      let bits = encoder(situations).sigmoid()  // [B, C]
      let noise = trace.input("noise", shape: bits.shape)
      let errors = decoder(bits + noise) - situations
      let vagueness = bits.squared().minimum((1 - bits).squared())
      let loss = errors.squared().mean() + configuration.codePressure * vagueness.mean()
      trace.minimize(loss, over: encoder.parameters + decoder.parameters, with: optimizer)
      trace.output("loss", loss)
    }
    encoding = try Program("simhash code") { trace in
      trace.output("bits", encoder(trace.input("situations", shape: [1, inputs])).sigmoid())
    }
    networks = [encoder, decoder]
    self.optimizer = optimizer
    self.random = random
  }

  /// The bits of a situation, each 0 or 1, `[C]`.
  func code(of situation: [Float]) -> [Float] {
    _ = encoding.input("situations").update(fromContentsOf: situation)
    encoding.run()
    return encoding.output("bits").map { $0.rounded() }
  }

  // MARK: - Learning

  /// The loss of a batch.
  static let loss = Metric("autoencoder_loss", "mean loss of situations written in bits")

  /// Keeps a situation to learn from.
  func remember(_ situation: [Float]) {
    let start = cursor * inputs
    if start == memory.count {
      memory += situation
    } else {
      memory.replaceSubrange(start..<start + inputs, with: situation)
    }
    cursor = (cursor + 1) % configuration.memory
    steps += 1
  }

  /// Makes an update if it is time to.
  func learn(recording metrics: inout MetricRecorder) throws {
    let count = memory.count / inputs
    guard count >= configuration.batchSize, steps >= configuration.trainInterval else { return }
    steps = 0
    let situations = update.input("situations")
    for row in 0..<configuration.batchSize {
      let start = random.integer(below: count) * inputs
      for place in 0..<inputs { situations[row * inputs + place] = memory[start + place] }
    }
    let noise = update.input("noise")
    let limit = Double(configuration.codeNoise)
    for place in noise.indices { noise[place] = Float((2 * random.uniform() - 1) * limit) }
    update.run()
    let loss = update.output("loss")[0]
    try Finite.require(loss, of: "the autoencoder")
    metrics.record(Self.loss, Double(loss))
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    archive.store(networks.flatMap(\.parameters), for: "networks")
    archive.store(optimizer.state, for: "optimizer")
    archive.store(memory, for: "memory")
    archive.store(random, for: "random")
    archive.store([cursor, steps], for: "counters")
  }

  func load(from archive: Archive) throws {
    try archive.load(networks.flatMap(\.parameters), for: "networks")
    try archive.load(optimizer.state, for: "optimizer")
    memory = try archive.floats(for: "memory")
    random = try archive.value(RandomSource.self, for: "random")
    let counters = try archive.value([Int].self, for: "counters")
    (cursor, steps) = (counters.first ?? 0, counters.last ?? 0)
  }
}

/// Losses that must be numbers.
enum Finite {
  /// - Throws: ``Failure`` of kind `numerical` if a loss is not finite.
  static func require(_ loss: Float, of learner: String) throws {
    guard !loss.isFinite else { return }
    throw Failure(
      .numerical, "the loss of \(learner) became \(loss)", remedy: "lower explore.learningRate")
  }
}
