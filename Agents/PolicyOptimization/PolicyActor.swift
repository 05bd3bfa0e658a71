internal import AgentCommons
internal import Networks
internal import ReinforcementLearning

/// What the on-policy agents share: how they act, what they see, and what they gather.
///
/// An action is remembered as it was drawn, before it is clipped to its space: that is the one whose
/// probability the policy states.
final class PolicyActor {
  let networks: PolicyNetworks
  let head: PolicyHead
  let encoder: FeatureEncoder
  var normalizer: Normalizer
  /// What was gathered since the last update.
  var rollout: Rollout
  /// Through how many steps a gradient passes: 1 without a memory.
  let sequenceSteps: Int

  /// What may be chosen about it.
  struct Choices {
    var architecture: PolicyArchitecture
    var rolloutSteps: Int
    /// Through how many steps a gradient passes, of recurrent networks.
    var sequenceSteps = 1
    var discount: Double
    var normalizesObservations: Bool
    var normalizesRewards: Bool
  }

  init(_ choices: Choices, _ context: AgentContext, named name: String) {
    guard let head = PolicyHead(context.actionSpace) else {
      preconditionFailure("the registry lets \(name) act in spaces with a head only")
    }
    self.head = head
    encoder = FeatureEncoder(context.observationSpace)
    networks = PolicyNetworks(
      choices.architecture, head, seeing: encoder, seed: context.seed, named: name)
    sequenceSteps = choices.architecture.recurrence == .none ? 1 : choices.sequenceSteps
    normalizer = Normalizer(
      features: choices.normalizesObservations ? encoder.width : nil,
      copies: choices.normalizesRewards ? context.copies : nil, discount: choices.discount)
    rollout = Rollout(steps: choices.rolloutSteps, copies: context.copies)
  }

  // MARK: - Acting

  /// How many floats are remembered of a step: the action as it was drawn, and the states before and
  /// after it.
  var memoryWidth: Int { head.width + 2 * networks.stateWidth }

  func act(on observations: Observations, state: inout ActingState, into actions: inout Rows) {
    let evaluation = evaluate(observations.rows, state, isNoisy: state.mode == .explore)
    let (deviations, width) = (networks.logDeviations, networks.stateWidth)
    var drawn: [Float] = []
    for copy in 0..<actions.count {
      drawn.removeAll(keepingCapacity: true)
      head.choose(
        by: evaluation.outputs[copy * head.outputs..<(copy + 1) * head.outputs], deviations,
        using: &state.random, isGreedy: state.mode == .greedy, into: &drawn)
      head.fit(drawn, into: &actions[copy])
      let numbers = copy * width..<(copy + 1) * width
      state.memory[copy] =
        (drawn + evaluation.states[numbers] + evaluation.nextStates[numbers])[...]
    }
  }

  private func evaluate(_ rows: Rows, _ state: ActingState, isNoisy: Bool) -> PolicyEvaluation {
    let evaluation = networks.evaluation(of: rows.count, isNoisy: isNoisy)
    rows.storage.withUnsafeBufferPointer { encoder.encode($0, into: evaluation.features) }
    normalizer.normalize(evaluation.features)
    let width = networks.stateWidth
    for place in evaluation.states.indices {
      let (copy, number) = place.quotientAndRemainder(dividingBy: width)
      evaluation.states[place] =
        state.isFirst[copy] ? 0 : state.memory[copy, head.width + width + number]
    }
    evaluation.run()
    return evaluation
  }

  func introspect(_ observations: Observations, _ state: ActingState) -> [Introspection] {
    let evaluation = evaluate(observations.rows, state, isNoisy: false)
    return (0..<observations.rows.count).map { copy in
      let outputs = evaluation.outputs[copy * head.outputs..<(copy + 1) * head.outputs]
      let policy: [Float]? =
        if case .categorical(let counts) = head, counts.count == 1 {
          PolicyHead.softmax(outputs).map { Float($0) }
        } else { nil }
      return Introspection(policy: policy, value: evaluation.values[copy])
    }
  }

  // MARK: - Gathering

  func observe(_ transitions: Transitions) {
    for copy in 0..<transitions.count {
      let ending = transitions.endings[copy]
      let memory = transitions.memory[copy]
      rollout.append(
        features: features(of: transitions.observations[copy]), action: memory.prefix(head.width),
        state: memory.dropFirst(head.width).prefix(networks.stateWidth),
        reward: normalizer.scaled(
          transitions.rewards[copy], copy: copy, isLast: ending != nil),
        ending: ending
      ) { features(of: transitions.following(copy)) }
    }
  }

  /// What is seen in a row of the observation space, not normalized.
  func features(of row: ArraySlice<Float>) -> [Float] {
    var features = [Float](repeating: 0, count: encoder.width)
    features.withUnsafeMutableBufferPointer { features in
      Array(row).withUnsafeBufferPointer { encoder.encode($0, into: features) }
    }
    return features
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    networks.save(to: &archive)
    archive.store(normalizer, for: "normalizer")
    archive.store(rollout, for: "rollout")
  }

  func load(from archive: Archive) throws {
    try networks.load(from: archive)
    normalizer = try archive.value(Normalizer.self, for: "normalizer")
    let kept = try archive.value(Rollout.self, for: "rollout")
    guard kept.steps == rollout.steps, kept.copies == rollout.copies else {
      throw Failure(
        .damagedData, "the checkpoint gathers \(kept.steps) steps of \(kept.copies) environments",
        remedy: "resume with the configuration that the run was started with")
    }
    rollout = kept
  }
}
