/// What is wrong, where and when.
extension VectorEnvironment {
  /// Throws for the first reward or observation that is not finite.
  func requireFinite() throws {
    for copy in 0..<count {
      let lane = state.lanes[copy]
      let present = (episode: lane.episode, step: lane.running.length)
      // Where an episode ended with this step, the next one has begun since.
      let last =
        state.finishedEpisodes.first { $0.copy == copy }
        .map { (episode: lane.episode - 1, step: $0.record.length) } ?? present
      try require(state.rewards[copy], "reward", copy: copy, last)
      if state.endings[copy] != nil { try require(finalObservations[copy], copy: copy, last) }
      try require(observations[copy], copy: copy, present)
    }
  }

  private func require(
    _ row: ArraySlice<Float>, copy: Int, _ moment: (episode: Int, step: Int)
  ) throws {
    for (place, number) in row.enumerated() {
      try require(Double(number), "observation[\(place)]", copy: copy, moment)
    }
  }

  private func require(
    _ number: Double, _ field: @autoclosure () -> String, copy: Int,
    _ moment: (episode: Int, step: Int)
  ) throws {
    guard number.isFinite else {
      throw Failure(
        .numerical, "\(name) returned \(number) as \(field())",
        at: "copy \(copy), episode \(moment.episode), step \(moment.step)",
        remedy: "mend the environment: every reward and observation must be finite")
    }
  }

  /// What to throw for an action outside its space.
  func refusal(of action: ArraySlice<Float>, copy: Int) -> Failure {
    Failure(
      .internalFault, "the agent chose action \(Array(action)), which is not in \(actionSpace)",
      at: "\(name), copy \(copy), step \(state.lanes[copy].running.length)",
      remedy: "mend the agent, or clip its actions")
  }
}
