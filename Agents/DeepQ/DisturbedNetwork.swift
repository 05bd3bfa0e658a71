internal import AgentCommons
internal import ReinforcementLearning
internal import TensorCore

/// The online network under noise, of one observation at a time: how an agent explores without
/// random actions.
///
/// The noise of an episode is a function of a seed that the actor keeps; so whoever looks on does
/// not disturb whoever trains.
final class DisturbedNetwork {
  private let program: Program
  private let observation: UnsafeMutableBufferPointer<Float>  // [1, O]
  private let values: UnsafeBufferPointer<Float>  // [1, A]
  private let scale: UnsafeMutableBufferPointer<Float>?  // [], of parameter noise
  private let noise: NoiseBuffers
  private var seed: UInt64?  // that the present noise was drawn of

  init(_ configuration: DQNConfiguration, _ network: QNetwork, features: Int) throws {
    var inputs: NoiseInputs?
    program = try Program("dqn disturbed") { trace in
      let scale = configuration.hasParameterNoise ? trace.input("scale", shape: []) : nil
      let noise = NoiseInputs("noise", scale: scale)
      inputs = noise
      let outputs = network(trace.input("observation", shape: [1, features]), noise)
      trace.output("values", configuration.returnLaw.values(of: outputs))
    }
    observation = program.input("observation")
    values = program.output("values")
    scale = configuration.hasParameterNoise ? program.input("scale") : nil
    noise = inputs?.buffers(of: program) ?? NoiseBuffers()
  }

  /// Draws noise anew.
  func disturb(using random: inout RandomSource) {
    noise.draw(using: &random)
    seed = nil
  }

  /// Draws the noise that belongs to a seed.
  func disturb(by seed: UInt64) {
    guard seed != self.seed else { return }
    var random = RandomSource(seed: seed, stream: "dqn/disturbance")
    noise.draw(using: &random)
    self.seed = seed
  }

  /// `Q̃(s, ·)` of a row, `[A]`, valid until the next call.
  func values(
    of row: ArraySlice<Float>, encodedBy encoder: FeatureEncoder, scale: Float
  ) -> UnsafeBufferPointer<Float> {
    row.withUnsafeBufferPointer { encoder.encode($0, into: observation) }
    self.scale?[0] = scale
    program.run()
    return values
  }
}
