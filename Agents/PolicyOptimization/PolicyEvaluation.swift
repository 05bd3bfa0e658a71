internal import AgentCommons
internal import ReinforcementLearning
internal import TensorCore

/// What the networks say of so many rows, valid until they are asked again.
///
/// Shapes: `n` rows, `F` features, `P` outputs of the policy, `S` numbers of state.
final class PolicyEvaluation {
  /// What tells one from another.
  struct Key: Hashable {
    let rows: Int
    let isNoisy: Bool
  }

  /// Where the features go, `[n, F]`.
  let features: UnsafeMutableBufferPointer<Float>
  /// Where the states before the step go, `[n, S]`; empty without a memory.
  let states: UnsafeMutableBufferPointer<Float>
  /// Logits or means, `[n, P]`.
  let outputs: UnsafeBufferPointer<Float>
  /// `V(s)`, `[n]`.
  let values: UnsafeBufferPointer<Float>
  /// The states after the step, `[n, S]`; empty without a memory.
  let nextStates: UnsafeBufferPointer<Float>

  private unowned let networks: PolicyNetworks  // which keeps this
  private let program: Program
  private let noise: NoiseBuffers?
  private var noiseRound: Int?

  private static func program(
    of networks: PolicyNetworks, _ key: Key
  ) -> (program: Program, noise: NoiseBuffers?) {
    let noise = key.isNoisy ? NoiseInputs("noise") : nil
    do {
      let program = try Program("policy and values") { trace in
        let reading = networks.read(in: trace, rows: key.rows, noise: noise)
        trace.output("outputs", reading.outputs)
        trace.output("values", reading.values)
        if let state = reading.state { trace.output("nextState", state) }
      }
      return (program, noise?.buffers(of: program))
    } catch {
      preconditionFailure("networks that an update was traced with do not evaluate: \(error)")
    }
  }

  init(of networks: PolicyNetworks, _ key: Key) {
    self.networks = networks
    (program, noise) = Self.program(of: networks, key)
    features = program.input("features")
    outputs = program.output("outputs")
    values = program.output("values")
    let isRecurrent = networks.stateWidth > 0
    states =
      isRecurrent ? program.input("state") : UnsafeMutableBufferPointer(start: nil, count: 0)
    nextStates =
      isRecurrent ? program.output("nextState") : UnsafeBufferPointer(start: nil, count: 0)
  }

  /// Evaluates what was written.
  func run() {
    if let noise, noiseRound != networks.noiseRound {
      networks.drawNoise(into: noise)
      noiseRound = networks.noiseRound
    }
    program.run()
  }
}
