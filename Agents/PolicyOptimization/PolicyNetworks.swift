internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// What may be chosen about a policy and a value network.
struct PolicyArchitecture {
  var hiddenWidths: [Int]
  var activation: Activation
  /// `log σ` of a Gaussian head at first.
  var logDeviation: Float
  var recurrence = Recurrence.none
  /// How many units a recurrent layer has.
  var recurrentWidth = 64
  /// Whether dense layers have noise of learned size.
  var isNoisy = false
  /// The size of that noise at first.
  var noiseDeviation: Float = 0
}

/// A policy and a value network, side by side or on a common layer with a memory, and what evaluates
/// them.
///
/// Shapes: `B` rows, `T` steps of `n` sequences, `F` features, `P` outputs of the policy, `S` numbers
/// of state.
final class PolicyNetworks {
  let head: PolicyHead
  /// How many numbers are seen, `F`.
  let features: Int
  /// Whether dense layers have noise.
  let isNoisy: Bool
  private let body: RecurrentBody?
  private let policy: BranchNetwork
  private let value: BranchNetwork
  private let logDeviation: Parameter?
  private let seed: UInt64
  private let noiseStream: String
  private var evaluations: [PolicyEvaluation.Key: PolicyEvaluation] = [:]

  /// How often noise was drawn anew; what noise there is depends on it and on the seed alone.
  var noiseRound = 0

  /// Creates networks with orthogonal weights: the policy's last layer a hundredth as large, so that
  /// every action is about as likely at first.
  init(
    _ architecture: PolicyArchitecture, _ head: PolicyHead, seeing encoder: FeatureEncoder,
    seed: UInt64, named name: String
  ) {
    var random = RandomSource(seed: seed, stream: "\(name)/initialization")
    self.head = head
    features = encoder.width
    isNoisy = architecture.isNoisy
    (self.seed, noiseStream) = (seed, "\(name)/noise")
    let body = RecurrentBody(
      architecture.recurrence, features: encoder.width, image: encoder.image,
      width: architecture.recurrentWidth, using: &random)
    self.body = body
    func network(_ name: String, outputs: Int, last gain: Float) -> BranchNetwork {
      BranchNetwork(
        architecture, features: body?.width ?? encoder.width,
        image: body == nil ? encoder.image : nil, outputs: outputs, last: gain, name: name,
        using: &random)
    }
    policy = network("policy", outputs: head.outputs, last: 0.01)
    value = network("value", outputs: 1, last: 1)
    let initial = architecture.logDeviation
    logDeviation =
      if case .gaussian(let box) = head {
        Parameter(
          "logDeviation", shape: [box.count], values: Array(repeating: initial, count: box.count))
      } else { nil }
  }

  /// What the policy learns, with what it has in common with the value network.
  var policyParameters: [Parameter] {
    (body?.parameters ?? []) + policy.parameters + [logDeviation].compactMap { $0 }
  }
  /// What the value network alone learns.
  var valueParameters: [Parameter] { value.parameters }
  /// The sizes of noise, `σ`.
  var deviations: [Parameter] { policy.deviations + value.deviations }
  /// How many numbers are carried from step to step, `S`.
  var stateWidth: Int { body?.stateWidth ?? 0 }
  /// `log σ` of a Gaussian head as it is now.
  var logDeviations: [Float] { logDeviation?.values ?? [] }

  // MARK: - In programs

  /// What the networks say in a program.
  struct Reading {
    /// Logits or means, `[B, P]`.
    let outputs: Tensor
    /// What they say of actions.
    let policy: PolicyDistribution
    /// `V(s)`, `[B]`.
    let values: Tensor
    /// The state after the last step, `[n, S]`, if there is one.
    let state: Tensor?
  }

  /// Reads the inputs that an ``ExperienceInputs`` writes: `features`, `[B, F]`, and of recurrent
  /// networks `state`, `[B / T, S]`, and with more than one step `beginnings`, `[T, B / T]`.
  ///
  /// - Parameters:
  ///   - trace: The program.
  ///   - rows: `B`.
  ///   - steps: How many steps a sequence has, `T`; rows are ordered by step.
  ///   - noise: The noise of noisy layers; nil is none.
  /// - Returns: What the networks make of them.
  func read(
    in trace: Trace, rows: Int, steps: Int = 1, noise: NoiseInputs? = nil
  ) -> Reading {
    let features = trace.input("features", shape: [rows, features])
    var seen = features
    var state: Tensor?
    if let body {
      let sequences = rows / steps
      let past = Past(
        state: trace.input("state", shape: [sequences, body.stateWidth]),
        beginnings: steps > 1 ? trace.input("beginnings", shape: [steps, sequences]) : nil)
      let remembered = body(features, after: past)
      (seen, state) = (remembered.outputs, remembered.state)
    }
    let outputs = policy(seen, noise)
    return Reading(
      outputs: outputs,
      policy: PolicyDistribution(outputs, logDeviation.map { trace.parameter($0) }, of: head),
      values: value(seen, noise).reshaped([rows]), state: state)
  }

  // MARK: - Evaluating

  /// What evaluates so many rows, with this round's noise or by the means.
  func evaluation(of rows: Int, isNoisy: Bool) -> PolicyEvaluation {
    let key = PolicyEvaluation.Key(rows: rows, isNoisy: isNoisy && self.isNoisy)
    if let evaluation = evaluations[key] { return evaluation }
    let evaluation = PolicyEvaluation(of: self, key)
    evaluations[key] = evaluation
    return evaluation
  }

  /// Draws this round's noise into a program, the same into all.
  func drawNoise(into buffers: NoiseBuffers) {
    var random = RandomSource(seed: seed, stream: noiseStream, index: noiseRound)
    buffers.draw(using: &random)
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    archive.store(policyParameters, for: "policy")
    archive.store(valueParameters, for: "value")
    if isNoisy { archive.store(noiseRound, for: "noiseRound") }
  }

  func load(from archive: Archive) throws {
    try archive.load(policyParameters, for: "policy")
    try archive.load(valueParameters, for: "value")
    if isNoisy { noiseRound = try archive.value(Int.self, for: "noiseRound") }
  }
}
