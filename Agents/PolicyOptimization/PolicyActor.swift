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
  private let encoder: FeatureEncoder
  private var normalizer: Normalizer
  /// What was gathered since the last update.
  private(set) var rollout: Rollout

  /// What may be chosen about it.
  struct Choices {
    var hiddenWidths: [Int]
    var activation: Activation
    var initialLogDeviation: Float
    var rolloutSteps: Int
    var discount: Double
    var normalizesObservations: Bool
    var normalizesRewards: Bool
  }

  init(_ choices: Choices, _ context: AgentContext, named name: String) {
    guard let head = PolicyHead(context.actionSpace) else {
      preconditionFailure("the registry lets \(name) act in spaces with a head only")
    }
    var random = RandomSource(seed: context.seed, stream: "\(name)/initialization")
    self.head = head
    encoder = FeatureEncoder(context.observationSpace)
    networks = PolicyNetworks(
      head, features: encoder.width, hidden: choices.hiddenWidths, activation: choices.activation,
      logDeviation: choices.initialLogDeviation, using: &random)
    normalizer = Normalizer(
      features: choices.normalizesObservations ? encoder.width : nil,
      copies: choices.normalizesRewards ? context.copies : nil, discount: choices.discount)
    rollout = Rollout(steps: choices.rolloutSteps, copies: context.copies)
  }

  // MARK: - Acting

  func act(on observations: Observations, state: inout ActingState, into actions: inout Rows) {
    let evaluation = evaluate(observations.rows)
    let deviations = networks.logDeviations
    var drawn: [Float] = []
    for copy in 0..<actions.count {
      drawn.removeAll(keepingCapacity: true)
      head.choose(
        by: evaluation.outputs[copy * head.outputs..<(copy + 1) * head.outputs], deviations,
        using: &state.random, isGreedy: state.mode == .greedy, into: &drawn)
      head.fit(drawn, into: &actions[copy])
      state.memory[copy] = drawn[...]
    }
  }

  private func evaluate(_ rows: Rows) -> PolicyNetworks.Evaluation {
    let evaluation = networks.evaluation(of: rows.count)
    rows.storage.withUnsafeBufferPointer { encoder.encode($0, into: evaluation.features) }
    normalizer.normalize(evaluation.features)
    networks.run(evaluation)
    return evaluation
  }

  func introspect(_ observations: Observations) -> [Introspection] {
    let evaluation = evaluate(observations.rows)
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
      rollout.append(
        features: features(of: transitions.observations[copy]), action: transitions.memory[copy],
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

  // MARK: - Judging

  /// What was gathered, ready to be learned from.
  struct Experience {
    /// `[count, F]`, normalized.
    var features: [Float]
    /// The actions as programs read them, `[count, P]`.
    var actions: [Float]
    /// `V(s)`, `[count]`.
    var values: [Float]
    /// `Â`, `[count]`.
    var advantages: [Float]
    /// What the value should be, `Â + V(s)`, `[count]`.
    var returns: [Float]

    /// How many transitions there are.
    var count: Int { values.count }

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

  /// Judges what was gathered, forgets it, and takes what was seen into account from now on.
  func takeExperience(discount: Double, decay: Double) -> Experience {
    let features = normalized(rollout.features)
    let values = values(of: features)
    let places = rollout.following.keys.sorted()
    let bootstraps = self.values(of: normalized(places.flatMap { rollout.following[$0] ?? [] }))
    let advantages = rollout.advantages(
      values: values, followingValues: Dictionary(uniqueKeysWithValues: zip(places, bootstraps)),
      discount: discount, decay: decay)
    defer {
      normalizer.absorb(rollout.features)
      rollout.removeAll()
    }
    return Experience(
      features: features, actions: encoded(rollout.actions), values: values,
      advantages: advantages, returns: zip(advantages, values).map { $0 + $1 })
  }

  /// Judges whole episodes by their returns, and takes what was seen in them into account from now
  /// on.
  func experience(of episodes: [Episode], discount: Double) -> Experience {
    let seen = episodes.flatMap(\.features)
    let features = normalized(seen)
    let values = values(of: features)
    let returns = episodes.flatMap { $0.returns(discount: discount) }
    normalizer.absorb(seen)
    return Experience(
      features: features, actions: encoded(episodes.flatMap(\.actions)), values: values,
      advantages: zip(returns, values).map { $0 - $1 }, returns: returns)
  }

  private func encoded(_ drawn: [Float]) -> [Float] {
    let count = drawn.count / head.width
    var actions = [Float](repeating: 0, count: count * head.outputs)
    for place in 0..<count {
      head.encode(
        drawn[place * head.width..<(place + 1) * head.width],
        into: &actions[place * head.outputs..<(place + 1) * head.outputs])
    }
    return actions
  }

  private func normalized(_ features: [Float]) -> [Float] {
    var features = features
    features.withUnsafeMutableBufferPointer { normalizer.normalize($0) }
    return features
  }

  /// `V(s)` of normalized features, as many rows at a time as there are copies.
  private func values(of features: [Float]) -> [Float] {
    let width = encoder.width
    let count = features.count / width
    let evaluation = networks.evaluation(of: rollout.copies)
    var values: [Float] = []
    values.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: rollout.copies) {
      let rows = min(rollout.copies, count - start)
      for place in 0..<rows * width { evaluation.features[place] = features[start * width + place] }
      networks.run(evaluation)
      values.append(contentsOf: evaluation.values[..<rows])
    }
    return values
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
