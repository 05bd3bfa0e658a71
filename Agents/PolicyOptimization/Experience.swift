internal import ReinforcementLearning
internal import TensorCore

extension PolicyActor {
  /// What was gathered, ready to be learned from.
  ///
  /// Shapes: `T` steps of `n` copies, whose place is `t · n + copy`; `F` features, `P` outputs of the
  /// policy, `S` numbers of state.  A sequence is `L` steps of a copy: `n` of them after one another
  /// begin at the same step.
  struct Experience {
    /// `[T · n, F]`, normalized.
    var features: [Float]
    /// The actions as programs read them, `[T · n, P]`.
    var actions: [Float]
    /// `V(s)`, `[T · n]`.
    var values: [Float]
    /// `Â`, `[T · n]`.
    var advantages: [Float]
    /// What the value should be, `Â + V(s)`, `[T · n]`.
    var returns: [Float]
    /// The states where sequences begin, `[T / L, n, S]`.
    var states: [Float] = []
    /// One where an episode begins, otherwise zero, `[T · n]`; empty without a memory.
    var beginnings: [Float] = []
    /// `n`; as many as there are transitions where each is by itself.
    var copies: Int
    /// `L`.
    var sequenceSteps = 1

    /// How many transitions there are.
    var count: Int { values.count }
    /// How many sequences there are.
    var sequences: Int { count / sequenceSteps }

    /// The place of a step of a sequence.
    func place(of sequence: Int, step: Int) -> Int {
      let (block, copy) = sequence.quotientAndRemainder(dividingBy: copies)
      return (block * sequenceSteps + step) * copies + copy
    }

    /// `1 − Var(R − V) / Var(R)`.
    var explainedVariance: Double {
      func variance(_ numbers: [Double]) -> Double {
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
      }
      let whole = variance(returns.map { Double($0) })
      let rest = variance(zip(returns, values).map { Double($0) - Double($1) })
      return whole > 0 ? 1 - rest / whole : 0
    }
  }
}

/// Where a program reads what was seen and done in some sequences, as ``PolicyNetworks`` traces it.
///
/// Shapes: `T` steps of `m` sequences, whose row is `t · m + sequence`; `F` features, `P` outputs of
/// the policy, `S` numbers of state.
struct ExperienceInputs {
  private let features: UnsafeMutableBufferPointer<Float>  // [T · m, F]
  private let actions: UnsafeMutableBufferPointer<Float>?  // [T · m, P]
  private let state: UnsafeMutableBufferPointer<Float>?  // [m, S]
  private let beginnings: UnsafeMutableBufferPointer<Float>?  // [T, m]
  private let widths: (features: Int, actions: Int, state: Int)

  /// Finds the inputs `features`, and `actions` unless they are not read.
  init(
    of program: Program, _ networks: PolicyNetworks, steps: Int, readsActions: Bool = true
  ) {
    features = program.input("features")
    actions = readsActions ? program.input("actions") : nil
    let isRecurrent = networks.stateWidth > 0
    state = isRecurrent ? program.input("state") : nil
    beginnings = isRecurrent && steps > 1 ? program.input("beginnings") : nil
    widths = (networks.features, networks.head.outputs, networks.stateWidth)
  }

  /// Copies sequences into the program.
  ///
  /// - Parameters:
  ///   - sequences: Which, `[m]`.
  ///   - experience: Of what.
  ///   - body: Is called for every row with its place in the experience.
  func fill(
    with sequences: some RandomAccessCollection<Int>, of experience: PolicyActor.Experience,
    _ body: (_ row: Int, _ place: Int) -> Void = { _, _ in }
  ) {
    let count = sequences.count
    for (index, sequence) in sequences.enumerated() {
      if let state { Self.copy(experience.states, sequence, into: state, index, widths.state) }
      for step in 0..<experience.sequenceSteps {
        let (row, place) = (step * count + index, experience.place(of: sequence, step: step))
        Self.copy(experience.features, place, into: features, row, widths.features)
        if let actions { Self.copy(experience.actions, place, into: actions, row, widths.actions) }
        beginnings?[row] = step == 0 ? 0 : experience.beginnings[place]
        body(row, place)
      }
    }
  }

  private static func copy(
    _ source: [Float], _ place: Int, into target: UnsafeMutableBufferPointer<Float>, _ row: Int,
    _ width: Int
  ) {
    for index in 0..<width { target[row * width + index] = source[place * width + index] }
  }
}
