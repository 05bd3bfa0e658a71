internal import AgentCommons
internal import ReinforcementLearning

extension PolicyActor {
  /// Judges what was gathered, forgets it, and takes what was seen into account from now on.
  func takeExperience(discount: Double, decay: Double) -> Experience {
    let features = normalized(rollout.features)
    let judgement = judge(features)
    let places = rollout.following.keys.sorted()
    let bootstraps = values(
      of: normalized(places.flatMap { rollout.following[$0] ?? [] }),
      after: places.flatMap { judgement.statesAfter[$0] ?? [] })
    let advantages = rollout.advantages(
      values: judgement.values,
      followingValues: Dictionary(uniqueKeysWithValues: zip(places, bootstraps)),
      discount: discount, decay: decay)
    let beginnings = networks.stateWidth > 0 ? rollout.beginnings : []
    defer {
      normalizer.absorb(rollout.features)
      rollout.removeAll()
    }
    return Experience(
      features: features, actions: encoded(rollout.actions), values: judgement.values,
      advantages: advantages, returns: zip(advantages, judgement.values).map { $0 + $1 },
      states: judgement.states, beginnings: beginnings, copies: rollout.copies,
      sequenceSteps: sequenceSteps)
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
      advantages: zip(returns, values).map { $0 - $1 }, returns: returns, copies: values.count)
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

  /// What the networks say of a rollout, gone through as it was acted in.
  private struct Judgement {
    /// `V(s)`, `[T · n]`.
    var values: [Float] = []
    /// The states where sequences begin, `[T / L, n, S]`.
    var states: [Float] = []
    /// The states after the places that something follows, `[S]` each.
    var statesAfter: [Int: [Float]] = [:]
  }

  private func judge(_ features: [Float]) -> Judgement {
    let (copies, width, seen) = (rollout.copies, networks.stateWidth, encoder.width)
    let evaluation = networks.evaluation(of: copies, isNoisy: true)
    var judgement = Judgement()
    var states = rollout.states
    for step in 0..<rollout.count / copies {
      if step.isMultiple(of: sequenceSteps) { judgement.states += states }
      for place in 0..<copies * seen {
        evaluation.features[place] = features[step * copies * seen + place]
      }
      _ = evaluation.states.update(fromContentsOf: states)
      evaluation.run()
      judgement.values.append(contentsOf: evaluation.values)
      states = Array(evaluation.nextStates)
      for copy in 0..<copies {
        let (place, numbers) = (step * copies + copy, copy * width..<(copy + 1) * width)
        if rollout.following[place] != nil {
          judgement.statesAfter[place] = Array(states[numbers])
        }
        if rollout.endings[place] != nil { for number in numbers { states[number] = 0 } }
      }
    }
    return judgement
  }

  /// `V(s)` of normalized features and states, as many rows at a time as there are copies.
  private func values(of features: [Float], after states: [Float] = []) -> [Float] {
    let (width, stateWidth) = (encoder.width, networks.stateWidth)
    let count = features.count / width
    let evaluation = networks.evaluation(of: rollout.copies, isNoisy: true)
    var values: [Float] = []
    values.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: rollout.copies) {
      let rows = min(rollout.copies, count - start)
      for place in 0..<rows * width { evaluation.features[place] = features[start * width + place] }
      for place in 0..<rows * stateWidth {
        evaluation.states[place] = states[start * stateWidth + place]
      }
      evaluation.run()
      values.append(contentsOf: evaluation.values[..<rows])
    }
    return values
  }
}
