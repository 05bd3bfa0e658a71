internal import ReinforcementLearning

/// What a DQN remembers: transitions of several steps, drawn evenly or by their error, and those of
/// ended episodes once more with other goals.
final class TransitionMemory: Checkpointable {
  /// What is kept, by place.
  let transitions: UniformReplay
  private let prioritized: PrioritizedReplay?
  private var accumulator: StepAccumulator
  private var hindsight: Hindsight?

  var count: Int { transitions.count }

  init(_ configuration: DQNConfiguration, _ context: AgentContext) throws {
    let (capacity, width) = (configuration.replayCapacity, context.observationSpace.rowWidth)
    let bytes =
      configuration.isPrioritized ? PrioritizedReplay.bytes : UniformReplay.bytes
    let kept = min(capacity, context.steps * (1 + configuration.hindsightGoals))
    try AvailableMemory.require(
      bytes(kept, width, 1), for: "the replay",
      remedy: "lower replayCapacity, which is \(capacity)")
    prioritized =
      configuration.isPrioritized
      ? PrioritizedReplay(
        capacity: capacity, observationWidth: width, actionWidth: 1,
        exponent: configuration.priorityExponent) : nil
    transitions =
      prioritized?.transitions
      ?? UniformReplay(capacity: capacity, observationWidth: width, actionWidth: 1)
    accumulator = StepAccumulator(
      steps: configuration.rewardSteps, discount: configuration.discount, copies: context.copies)
    guard configuration.hindsightGoals > 0 else { return }
    guard let layout = Hindsight.Layout(context.observationSpace) else {
      throw Failure(
        .configuration, "hindsight needs observations with achieved_goal and desired_goal",
        remedy: "set hindsightGoals=0, or choose an environment with goals, as BitFlip-v0")
    }
    hindsight = Hindsight(configuration, layout, copies: context.copies, seed: context.seed)
  }

  func add(_ steps: Transitions) {
    let keep = { [transitions, prioritized] (transition: ReplayTransition) -> Void in
      if let prioritized {
        prioritized.append(transition)
      } else {
        transitions.append(transition)
      }
    }
    accumulator.add(steps, completed: keep)
    hindsight?.add(steps, completed: keep)
  }

  /// Draws the places of a batch, and the weight of each if they are not drawn evenly.
  func sample(
    into places: inout [Int], weights: UnsafeMutableBufferPointer<Float>?, correction: Double,
    using random: inout RandomSource
  ) {
    guard let prioritized, let weights else {
      return transitions.sample(into: &places, using: &random)
    }
    prioritized.sample(into: &places, weights: weights, correction: correction, using: &random)
  }

  /// Notes the errors that were made on some transitions.
  func setErrors(_ errors: UnsafeBufferPointer<Float>, at places: [Int]) {
    prioritized?.setErrors(errors, at: places)
  }

  func save(to archive: inout Archive) {
    if let prioritized {
      archive.store(part: prioritized, for: "replay")
    } else {
      archive.store(part: transitions, for: "replay")
    }
    archive.store(accumulator, for: "accumulator")
    if let hindsight { archive.store(hindsight, for: "hindsight") }
  }

  func load(from archive: Archive) throws {
    if let prioritized {
      try archive.load(part: prioritized, for: "replay")
    } else {
      try archive.load(part: transitions, for: "replay")
    }
    accumulator = try archive.value(StepAccumulator.self, for: "accumulator")
    if hindsight != nil { hindsight = try archive.value(Hindsight.self, for: "hindsight") }
  }
}
