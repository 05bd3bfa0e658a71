internal import AgentCommons
internal import Foundation
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// The size of the disturbance of parameters, so adapted that it changes the policy as much as
/// random actions would.
///
/// The distance is `KL(softmax Q ‖ softmax Q̃)`, its target `-log(1 - ε + ε / A)`, that of an
/// ε-greedy policy.  Follows Plappert et al., *Parameter space noise for exploration*, 2018,
/// appendix C.
final class ParameterNoise: Checkpointable {
  /// `σ`.
  private(set) var scale: Float
  /// Where the observations of ``adapt(toward:using:)`` are written, `[B, O]`.
  let observations: UnsafeMutableBufferPointer<Float>

  /// The mean of the distances measured, the later ones counting more.
  ///
  /// A single one says little: most lie far below the mean, and a few far above it.
  private var average: Double?

  /// The part of a measurement in the mean.
  private static let newShare = 0.05

  private let factor: Float
  private let actions: Int
  private let program: Program
  private let noise: NoiseBuffers

  init(
    _ configuration: DQNConfiguration, _ network: QNetwork, features: Int, actions: Int
  ) throws {
    scale = configuration.parameterNoiseScale
    factor = configuration.parameterNoiseFactor
    self.actions = actions
    var inputs: NoiseInputs?
    program = try Program("dqn distance") { trace in
      let observations = trace.input("observations", shape: [configuration.batchSize, features])
      let noise = NoiseInputs("noise", scale: trace.input("scale", shape: []))
      inputs = noise
      let law = configuration.returnLaw
      let values = law.values(of: network(observations))
      let disturbed = law.values(of: network(observations, noise))
      trace.output("distance", values.divergence(toLogits: disturbed).mean())
    }
    observations = program.input("observations")
    noise = inputs?.buffers(of: program) ?? NoiseBuffers()
  }

  /// The distance of an ε-greedy policy from the greedy one.
  func target(for exploration: Double) -> Double {
    -log(1 - exploration + exploration / Double(actions))
  }

  /// Measures the distance with a fresh disturbance, and adapts `σ` by the mean.
  ///
  /// - Returns: The distance that was measured.
  func adapt(toward target: Double, using random: inout RandomSource) -> Double {
    noise.draw(using: &random)
    program.input("scale")[0] = scale
    program.run()
    let distance = Double(program.output("distance")[0])
    let mean = average.map { $0 + Self.newShare * (distance - $0) } ?? distance
    average = mean
    scale = mean < target ? scale * factor : scale / factor
    return distance
  }

  func save(to archive: inout Archive) {
    archive.store([scale], for: "scale")
    archive.store(average, for: "average")
  }

  func load(from archive: Archive) throws {
    scale = try archive.floats(for: "scale", shape: [1])[0]
    average = try archive.value(Double?.self, for: "average")
  }
}
