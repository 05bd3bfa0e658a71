/// What is shown and paid, and how it ends.
extension EnvironmentConformance {
  func checkSpaces() throws -> ConformanceVerdict {
    for seed in seeds {
      var play = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      for step in 0...steps {
        for copy in 0..<play.batch.count {
          if let wrong = violation(play.batch.observations[copy], in: play.batch) {
            return .violated("copy \(copy) showed \(wrong) after \(step) steps of seed \(seed)")
          }
        }
        try play.advance()
      }
    }
    return .passed
  }

  /// What is wrong with an observation, in words.
  private func violation(_ row: ArraySlice<Float>, in batch: any BatchEnvironment) -> String? {
    batch.observationSpace.firstViolation(in: row).map { place in
      let number = place < row.count ? "\(row[row.startIndex + place])" : "nothing"
      return "\(number) as observation[\(place)], outside \(batch.observationSpace),"
    }
  }

  func checkRewards() throws -> ConformanceVerdict {
    for seed in seeds {
      var play = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      for step in 1...steps {
        try play.advance()
        if let wrong = play.batch.rewards.first(where: { !$0.isFinite }) {
          return .violated("step \(step) of seed \(seed) paid \(wrong)")
        }
      }
    }
    return .passed
  }

  func checkEndings() throws -> ConformanceVerdict {
    for seed in seeds {
      var play = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      for _ in 0..<steps {
        try play.advance()
        if !play.batch.finishedEpisodes.isEmpty { return .passed }
      }
    }
    return .violated(
      "no episode ended in \(steps) random steps of each of \(seeds.count) seeds")
  }

  func checkBeginnings() throws -> ConformanceVerdict {
    var ends = 0
    for seed in seeds {
      if let wrong = try leftovers(seed) { return .violated(wrong) }
      var play = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      var lengths = [Int](repeating: 0, count: play.batch.count)
      for _ in 0..<steps {
        try play.advance()
        for copy in lengths.indices { lengths[copy] += 1 }
        if let wrong = faultOfEnds(in: play.batch, lengths) {
          return .violated("\(wrong), seed \(seed)")
        }
        for episode in play.batch.finishedEpisodes { lengths[episode.copy] = 0 }
        ends += play.batch.finishedEpisodes.count
      }
    }
    return ends > 0 ? .passed : .violated("no episode ended, so that none began after another")
  }

  /// What a used batch does otherwise than a fresh one, both having begun with one seed.
  private func leftovers(_ seed: UInt64) throws -> String? {
    var used = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed + 100)
    for _ in 0..<137 { try used.advance() }
    used = try ConformancePlay(in: used.batch, seed: seed)
    var fresh = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
    for step in 0...steps {
      guard ConformanceMoment(of: used.batch) == ConformanceMoment(of: fresh.batch) else {
        return "a used copy differs from a fresh one \(step) steps after its reset, seed \(seed)"
      }
      try used.advance()
      try fresh.advance()
    }
    return nil
  }

  /// What is wrong about the episodes that a step ended.
  private func faultOfEnds(in batch: any BatchEnvironment, _ lengths: [Int]) -> String? {
    let ended = Set(batch.finishedEpisodes.map(\.copy))
    guard ended == Set(lengths.indices.filter { batch.endings[$0] != nil }) else {
      return "copies \(ended.sorted()) finished an episode, but the endings are \(batch.endings)"
    }
    for episode in batch.finishedEpisodes {
      let copy = episode.copy
      guard episode.record.length == lengths[copy] else {
        return "an episode of \(lengths[copy]) steps is said to have \(episode.record.length)"
      }
      if let wrong = violation(batch.finalObservations[copy], in: batch) {
        return "the last observation of an episode was \(wrong) in copy \(copy)"
      }
    }
    return nil
  }
}
