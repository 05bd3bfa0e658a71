internal import AgentCommons
internal import ReinforcementLearning
internal import TensorCore

/// The steps that were taken, drawn as trajectories.
///
/// Steps of all copies are kept in turn, so that a copy's next step lies one round further.  What is
/// kept of an action are the numbers drawn, before the world clips them, and `log μ(a|s)`, both as
/// the acting state remembered them, and whether the episode ended there.
final class TrajectoryReplay: Checkpointable {
  /// How observations become what networks see.
  let encoder: FeatureEncoder
  /// How many rounds of steps are kept.
  var rounds: Int { replay.count / copies }

  private let replay: UniformReplay
  private let copies: Int
  private let discount: Float
  private let steps: Int  // T
  private let actionWidth: Int
  private var newest = -1  // the place of the last step
  private var sampling: RandomSource
  private var places: [Int]
  private var measuredPlaces: [Int]
  private var rows: [Float]

  /// Creates an empty memory.
  ///
  /// - Throws: ``Failure`` of kind `configuration` if it would not fit into memory when it is full.
  init(_ configuration: MPOConfiguration, _ context: AgentContext) throws {
    encoder = FeatureEncoder(context.observationSpace)
    copies = context.copies
    discount = Float(configuration.discount)
    steps = configuration.trajectorySteps
    actionWidth = context.actionSpace.rowWidth
    let width = actionWidth + 2
    try AvailableMemory.require(
      UniformReplay.bytes(
        of: min(configuration.replayCapacity, context.steps), observationWidth: encoder.rowWidth,
        actionWidth: width),
      for: "mpo's replay",
      remedy: "lower replayCapacity, which is \(configuration.replayCapacity)")
    replay = UniformReplay(
      capacity: max(configuration.replayCapacity / copies, steps) * copies,
      observationWidth: encoder.rowWidth, actionWidth: width)
    sampling = RandomSource(seed: context.seed, stream: "mpo/sampling")
    places = Array(repeating: 0, count: configuration.batchSize * steps)
    measuredPlaces = Array(repeating: 0, count: configuration.measuredStates)
    rows = Array(
      repeating: 0, count: max(places.count, measuredPlaces.count) * max(encoder.rowWidth, width))
  }

  /// Keeps a step of every copy.
  func add(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      let ending = transitions.endings[copy]
      let remembered = Array(transitions.memory[copy]) + [ending == nil ? 0 : 1]
      newest = replay.append(
        ReplayTransition(
          observation: transitions.observations[copy], action: remembered[...],
          reward: Float(transitions.rewards[copy]),
          continuation: ending == .terminated ? 0 : discount,
          nextObservation: transitions.following(copy)))
    }
  }

  // MARK: - Drawing

  /// Draws trajectories into the inputs of a program.
  func draw(into batch: TrajectoryBatch) {
    drawPlaces()
    fill(batch.observations, with: .observation, at: places)
    fill(batch.nextObservations, with: .nextObservation, at: places)
    replay.copy(.reward, at: places, into: batch.rewards)
    replay.copy(.continuation, at: places, into: batch.continuations)
    rows.withUnsafeMutableBufferPointer { rows in
      let width = actionWidth + 2
      let part = UnsafeMutableBufferPointer(rebasing: rows[..<(places.count * width)])
      replay.copy(.action, at: places, into: part)
      for row in places.indices {
        let start = row * width
        switch batch.actions {
        case .numbers(let numbers):
          for place in 0..<actionWidth { numbers[row * actionWidth + place] = part[start + place] }
        case .indices(let indices): indices[row] = Int32(part[start])
        }
        batch.traces?.logProbabilities[row] = part[start + actionWidth]
        batch.traces?.cuts[row] = part[start + actionWidth + 1]
      }
    }
  }

  /// Draws situations, each alone, `[S, O]`.
  func drawStates(into states: UnsafeMutableBufferPointer<Float>) {
    for index in measuredPlaces.indices {
      measuredPlaces[index] = sampling.integer(below: replay.count)
    }
    fill(states, with: .nextObservation, at: measuredPlaces)
  }

  /// Starts of which every further step is kept, each as likely as any other.
  private func drawPlaces() {
    let oldest = replay.count < replay.capacity ? 0 : (newest + 1) % replay.capacity
    let starts = replay.count - (steps - 1) * copies
    for trajectory in 0..<places.count / steps {
      let start = oldest + sampling.integer(below: starts)
      for step in 0..<steps {
        places[trajectory * steps + step] = (start + step * copies) % replay.capacity
      }
    }
  }

  private func fill(
    _ features: UnsafeMutableBufferPointer<Float>, with field: UniformReplay.Field,
    at places: [Int]
  ) {
    rows.withUnsafeMutableBufferPointer { rows in
      let part = UnsafeMutableBufferPointer(rebasing: rows[..<(places.count * encoder.rowWidth)])
      replay.copy(field, at: places, into: part)
      encoder.encode(UnsafeBufferPointer(part), into: features)
    }
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    archive.store(part: replay, for: "steps")
    archive.store(newest, for: "newest")
    archive.store(sampling, for: "sampling")
  }

  func load(from archive: Archive) throws {
    try archive.load(part: replay, for: "steps")
    newest = try archive.value(Int.self, for: "newest")
    sampling = try archive.value(RandomSource.self, for: "sampling")
  }
}

/// The memory of an update's inputs, which stays where it is.
///
/// Shapes: `R = B T` steps, trajectory after trajectory, `O` observed numbers, `D` numbers of an
/// action.
struct TrajectoryBatch {
  let observations: UnsafeMutableBufferPointer<Float>  // [R, O]
  let actions: Actions
  let rewards: UnsafeMutableBufferPointer<Float>  // [R]
  let continuations: UnsafeMutableBufferPointer<Float>  // [R]
  let nextObservations: UnsafeMutableBufferPointer<Float>  // [R, O]
  /// What Retrace needs; nothing where targets are of one step.
  let traces:
    (
      logProbabilities: UnsafeMutableBufferPointer<Float>, cuts: UnsafeMutableBufferPointer<Float>
    )?

  /// What was done.
  enum Actions {
    /// As drawn, `[R, D]`.
    case numbers(UnsafeMutableBufferPointer<Float>)
    /// Discrete, `[R]`.
    case indices(UnsafeMutableBufferPointer<Int32>)
  }

  /// Finds the inputs that ``MPOLosses`` declared.
  init(of program: Program, isDiscrete: Bool, isTraced: Bool) {
    observations = program.input("observations")
    actions = isDiscrete ? .indices(program.indices("actions")) : .numbers(program.input("actions"))
    rewards = program.input("rewards")
    continuations = program.input("continuations")
    nextObservations = program.input("nextObservations")
    traces =
      isTraced ? (program.input("behaviorLogProbabilities"), program.input("cuts")) : nil
  }
}
