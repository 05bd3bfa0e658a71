internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// A policy and a value network, side by side, and what evaluates them.
///
/// Shapes: `n` rows, `F` features, `P` outputs of the policy.
final class PolicyNetworks {
  let head: PolicyHead
  /// How many numbers are seen, `F`.
  let features: Int
  private let policy: MultilayerPerceptron
  private let value: MultilayerPerceptron
  private let logDeviation: Parameter?
  private var evaluations: [Int: Evaluation] = [:]  // by the number of rows
  private var judging: Judging?

  /// What the networks say of some rows, valid until they are asked again.
  struct Evaluation {
    fileprivate let program: Program
    /// Where the features go, `[n, F]`.
    let features: UnsafeMutableBufferPointer<Float>
    /// Logits or means, `[n, P]`.
    let outputs: UnsafeBufferPointer<Float>
    /// `V(s)`, `[n]`.
    let values: UnsafeBufferPointer<Float>
  }

  /// Creates networks with orthogonal weights: the policy's last layer a hundredth as large, so that
  /// every action is about as likely at first.
  init(
    _ head: PolicyHead, features: Int, hidden: [Int], activation: Activation,
    logDeviation initial: Float, using random: inout RandomSource
  ) {
    self.head = head
    self.features = features
    func network(_ name: String, outputs: Int, last gain: Float) -> MultilayerPerceptron {
      MultilayerPerceptron(
        inputs: features, hidden: hidden, outputs: outputs, activation: activation, name: name,
        weights: .orthogonal(gain: Float(2).squareRoot()), last: .orthogonal(gain: gain),
        biases: .constant(0), using: &random)
    }
    policy = network("policy", outputs: head.outputs, last: 0.01)
    value = network("value", outputs: 1, last: 1)
    logDeviation =
      if case .gaussian(let box) = head {
        Parameter(
          "logDeviation", shape: [box.count], values: Array(repeating: initial, count: box.count))
      } else { nil }
  }

  /// What the policy learns.
  var policyParameters: [Parameter] { policy.parameters + [logDeviation].compactMap { $0 } }
  /// What the value network learns.
  var valueParameters: [Parameter] { value.parameters }

  // MARK: - In programs

  /// The policy in situations of features `[B, F]`.
  func distribution(_ features: Tensor) -> PolicyDistribution {
    PolicyDistribution(
      policy(features), logDeviation.map { features.trace.parameter($0) }, of: head)
  }

  /// The values of situations of features `[B, F]`: `[B]`.
  func values(_ features: Tensor) -> Tensor { value(features).reshaped([features.shape[0]]) }

  // MARK: - Evaluating

  /// `log σ` of a Gaussian head as it is now.
  var logDeviations: [Float] { logDeviation?.values ?? [] }

  /// Where to write so many rows of features, and to read what the networks say of them.
  func evaluation(of count: Int) -> Evaluation {
    if let evaluation = evaluations[count] { return evaluation }
    do {
      let program = try Program("policy and values") { trace in
        let seen = trace.input("features", shape: [count, features])
        trace.output("outputs", policy(seen))
        trace.output("values", values(seen))
      }
      let evaluation = Evaluation(
        program: program, features: program.input("features"),
        outputs: program.output("outputs"), values: program.output("values"))
      evaluations[count] = evaluation
      return evaluation
    } catch {
      preconditionFailure("networks that an update was traced with do not evaluate: \(error)")
    }
  }

  /// Evaluates the features that were written.
  func run(_ evaluation: Evaluation) { evaluation.program.run() }

  /// The logarithms of the probabilities of what was done, `[count]`, a batch at a time.
  ///
  /// - Precondition: the batches have no rest.
  func logProbabilities(of experience: PolicyActor.Experience, batchSize: Int) -> [Float] {
    let judging = judging ?? Judging(of: self, rows: batchSize)
    self.judging = judging
    var result: [Float] = []
    result.reserveCapacity(experience.count)
    for start in stride(from: 0, to: experience.count, by: batchSize) {
      for place in 0..<batchSize * features {
        judging.features[place] = experience.features[start * features + place]
      }
      for place in 0..<batchSize * head.outputs {
        judging.actions[place] = experience.actions[start * head.outputs + place]
      }
      judging.program.run()
      result.append(contentsOf: judging.logProbabilities)
    }
    return result
  }

  /// What says how likely actions were.
  private struct Judging {
    let program: Program
    let features: UnsafeMutableBufferPointer<Float>  // [B, F]
    let actions: UnsafeMutableBufferPointer<Float>  // [B, P]
    let logProbabilities: UnsafeBufferPointer<Float>  // [B]

    init(of networks: PolicyNetworks, rows: Int) {
      do {
        program = try Program("log-probabilities") { trace in
          let seen = trace.input("features", shape: [rows, networks.features])
          let done = trace.input("actions", shape: [rows, networks.head.outputs])
          trace.output(
            "logProbabilities", networks.distribution(seen).logProbability(of: done))
        }
      } catch {
        preconditionFailure("networks that an update was traced with do not evaluate: \(error)")
      }
      features = program.input("features")
      actions = program.input("actions")
      logProbabilities = program.output("logProbabilities")
    }
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    archive.store(policyParameters, for: "policy")
    archive.store(valueParameters, for: "value")
  }

  func load(from archive: Archive) throws {
    try archive.load(policyParameters, for: "policy")
    try archive.load(valueParameters, for: "value")
  }
}
