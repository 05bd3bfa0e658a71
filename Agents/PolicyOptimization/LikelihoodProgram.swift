internal import TensorCore

/// What says how likely actions were, so many rows at a time.
struct LikelihoodProgram {
  private let program: Program
  private let inputs: ExperienceInputs
  private let sequences: Int

  /// Traces the policy for batches of sequences.
  ///
  /// - Parameters:
  ///   - networks: Whose policy it is.
  ///   - rows: How many rows a batch has.
  ///   - steps: How many of them are one sequence.
  /// - Throws: `TraceError` if the networks do not fit together.
  init(of networks: PolicyNetworks, rows: Int, steps: Int) throws {
    program = try Program("log-probabilities") { trace in
      let actions = trace.input("actions", shape: [rows, networks.head.outputs])
      let policy = networks.read(in: trace, rows: rows, steps: steps).policy
      trace.output("logProbabilities", policy.logProbability(of: actions))
    }
    inputs = ExperienceInputs(of: program, networks, steps: steps)
    sequences = rows / steps
  }

  /// The logarithms of the probabilities of what was done, by place.
  ///
  /// - Precondition: the batches have no rest.
  func logProbabilities(of experience: PolicyActor.Experience) -> [Float] {
    var result = [Float](repeating: 0, count: experience.count)
    var places = [Int](repeating: 0, count: sequences * experience.sequenceSteps)
    let likelihoods = program.output("logProbabilities")
    for start in stride(from: 0, to: experience.sequences, by: sequences) {
      inputs.fill(with: start..<start + sequences, of: experience) { places[$0] = $1 }
      program.run()
      for (row, place) in places.enumerated() { result[place] = likelihoods[row] }
    }
    return result
  }
}
