internal import AgentCommons
internal import ReinforcementLearning
internal import TensorCore

/// What an agent has seen: transitions of up to `n` steps, drawn evenly or by their error.
final class Experience: Checkpointable {
  /// How observations become what networks see.
  let encoder: FeatureEncoder
  /// How many transitions are kept.
  var count: Int { replay.count }

  private let scaling: ActionScaling?  // none where actions are discrete
  private let replay: UniformReplay
  private let prioritized: PrioritizedReplay?
  private let correction: Double
  private var accumulator: StepAccumulator
  private var sampling: RandomSource
  private var places: [Int]
  private var rows: [Float]  // observations of a batch before they are encoded

  /// Creates an empty memory.
  ///
  /// - Throws: ``Failure`` of kind `configuration` if it would not fit into memory when it is full.
  init(
    _ configuration: any ActorCriticConfiguration, _ context: AgentContext, agent: String
  ) throws {
    encoder = FeatureEncoder(context.observationSpace)
    scaling = context.actionSpace.box.map { ActionScaling($0) }
    let actionWidth = context.actionSpace.rowWidth
    let bytes =
      configuration.prioritization == nil ? UniformReplay.bytes : PrioritizedReplay.bytes
    try AvailableMemory.require(
      bytes(min(configuration.replayCapacity, context.steps), encoder.rowWidth, actionWidth),
      for: "\(agent)'s replay",
      remedy: "lower replayCapacity, which is \(configuration.replayCapacity)")
    prioritized = configuration.prioritization.map { [encoder] in
      PrioritizedReplay(
        capacity: configuration.replayCapacity, observationWidth: encoder.rowWidth,
        actionWidth: actionWidth, exponent: $0.exponent)
    }
    correction = configuration.prioritization?.correction ?? 0
    replay =
      prioritized?.transitions
      ?? UniformReplay(
        capacity: configuration.replayCapacity, observationWidth: encoder.rowWidth,
        actionWidth: actionWidth)
    accumulator = StepAccumulator(
      steps: configuration.rewardSteps, discount: configuration.discount, copies: context.copies)
    sampling = RandomSource(seed: context.seed, stream: "\(agent)/sampling")
    places = Array(repeating: 0, count: configuration.batchSize)
    rows = Array(
      repeating: 0, count: configuration.batchSize * max(encoder.rowWidth, actionWidth))
  }

  /// Keeps what a step of every copy completes.
  func add(_ transitions: Transitions) {
    accumulator.add(transitions) { completed in
      var inner = completed
      if let scaling { inner.action = scaling.shrink(completed.action)[...] }
      if let prioritized {
        prioritized.append(inner)
      } else {
        replay.append(inner)
      }
    }
  }

  /// Notes the errors that were made on the batch drawn last.
  func setErrors(_ errors: UnsafeBufferPointer<Float>) {
    prioritized?.setErrors(errors, at: places)
  }

  /// Draws a batch into the inputs of a program.
  func draw(into batch: TransitionBatch) {
    if let prioritized, let weights = batch.weights {
      prioritized.sample(
        into: &places, weights: weights, correction: correction, using: &sampling)
    } else {
      replay.sample(into: &places, using: &sampling)
    }
    fill(batch.observations, with: .observation)
    fill(batch.nextObservations, with: .nextObservation)
    replay.copy(.reward, at: places, into: batch.rewards)
    replay.copy(.continuation, at: places, into: batch.continuations)
    switch batch.actions {
    case .numbers(let numbers): replay.copy(.action, at: places, into: numbers)
    case .indices(let indices):
      rows.withUnsafeMutableBufferPointer { rows in
        let column = UnsafeMutableBufferPointer(rebasing: rows[..<places.count])
        replay.copy(.action, at: places, into: column)
        for place in places.indices { indices[place] = Int32(column[place]) }
      }
    }
  }

  private func fill(
    _ features: UnsafeMutableBufferPointer<Float>, with field: UniformReplay.Field
  ) {
    guard !encoder.isIdentity else {
      replay.copy(field, at: places, into: features)
      return
    }
    rows.withUnsafeMutableBufferPointer { rows in
      let part = UnsafeMutableBufferPointer(rebasing: rows[..<(places.count * encoder.rowWidth)])
      replay.copy(field, at: places, into: part)
      encoder.encode(UnsafeBufferPointer(part), into: features)
    }
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    if let prioritized {
      archive.store(part: prioritized, for: "replay")
    } else {
      archive.store(part: replay, for: "replay")
    }
    archive.store(accumulator, for: "accumulator")
    archive.store(sampling, for: "sampling")
  }

  func load(from archive: Archive) throws {
    if let prioritized {
      try archive.load(part: prioritized, for: "replay")
    } else {
      try archive.load(part: replay, for: "replay")
    }
    accumulator = try archive.value(StepAccumulator.self, for: "accumulator")
    sampling = try archive.value(RandomSource.self, for: "sampling")
  }
}

/// The memory of an update's inputs, which stays where it is.
///
/// Shapes: `B` transitions, `O` observed numbers, `D` numbers of an action.
struct TransitionBatch {
  let observations: UnsafeMutableBufferPointer<Float>  // [B, O]
  let actions: Actions
  let rewards: UnsafeMutableBufferPointer<Float>  // [B]
  let continuations: UnsafeMutableBufferPointer<Float>  // [B]
  let nextObservations: UnsafeMutableBufferPointer<Float>  // [B, O]
  let weights: UnsafeMutableBufferPointer<Float>?  // [B], of transitions drawn by their error

  /// What was done.
  enum Actions {
    /// Within ±1, `[B, D]`.
    case numbers(UnsafeMutableBufferPointer<Float>)
    /// Discrete, `[B]`.
    case indices(UnsafeMutableBufferPointer<Int32>)
  }

  /// Finds the inputs that ``TransitionTensors`` declared.
  init(of program: Program, isDiscrete: Bool, isPrioritized: Bool = false) {
    observations = program.input("observations")
    actions = isDiscrete ? .indices(program.indices("actions")) : .numbers(program.input("actions"))
    rewards = program.input("rewards")
    continuations = program.input("continuations")
    nextObservations = program.input("nextObservations")
    weights = isPrioritized ? program.input("weights") : nil
  }
}

/// A batch of transitions in a trace.
struct TransitionTensors {
  let observations: Tensor  // [B, O]
  let actions: Tensor  // [B, D] within ±1, or indices [B]
  let rewards: Tensor  // [B]
  let continuations: Tensor  // [B], γᵏ, or zero where nothing follows
  let nextObservations: Tensor  // [B, O]

  /// Declares the inputs.
  init(_ trace: Trace, count: Int, features: Int, actionWidth: Int?) {
    observations = trace.input("observations", shape: [count, features])
    actions =
      actionWidth.map { trace.input("actions", shape: [count, $0]) }
      ?? trace.indices("actions", shape: [count])
    rewards = trace.input("rewards", shape: [count])
    continuations = trace.input("continuations", shape: [count])
    nextObservations = trace.input("nextObservations", shape: [count, features])
  }
}
