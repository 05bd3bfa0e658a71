/// Whether the same happens again.
extension EnvironmentConformance {
  func checkResets() throws -> ConformanceVerdict {
    for seed in seeds {
      let first = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      let second = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      guard ConformanceMoment(of: first.batch) == ConformanceMoment(of: second.batch) else {
        return .violated("two copies begin differently with seed \(seed)")
      }
    }
    return .passed
  }

  func checkSteps() throws -> ConformanceVerdict {
    for seed in seeds {
      var first = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      var second = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      for step in 1...steps {
        try first.advance()
        try second.advance()
        guard ConformanceMoment(of: first.batch) == ConformanceMoment(of: second.batch) else {
          return .violated("two copies part at step \(step) of seed \(seed)")
        }
      }
    }
    return .passed
  }

  func checkSnapshots() throws -> ConformanceVerdict {
    try checkReturning { play in
      let snapshot = play.batch.snapshot()
      return {
        $0.batch.restore(snapshot)
        return $0.batch
      }
    }
  }

  func checkArchives() throws -> ConformanceVerdict {
    try checkReturning { play in
      var archive = Archive()
      play.batch.save(to: &archive)
      return { [archive] _ in
        let batch = makeBatch(Self.copies, false)
        try batch.load(from: archive)
        return batch
      }
    }
  }

  /// Keeps a state amid an episode, plays on, goes back, and expects the same once more.
  private func checkReturning(
    keep: (ConformancePlay) throws -> (ConformancePlay) throws -> any BatchEnvironment
  ) throws -> ConformanceVerdict {
    for seed in seeds {
      var play = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      for _ in 0..<(50 + Int(seed)) { try play.advance() }
      let kept = ConformanceMoment(of: play.batch)
      let goBack = try keep(play)
      var course: [(actions: Rows, moment: ConformanceMoment)] = []
      for _ in 0..<steps / 2 {
        try play.advance()
        course.append((play.actions, ConformanceMoment(of: play.batch)))
      }
      let batch = try goBack(play)
      guard ConformanceMoment(of: batch) == kept else {
        return .violated("the state of seed \(seed) came back as another")
      }
      for (step, expected) in course.enumerated() {
        try batch.step(expected.actions)
        guard ConformanceMoment(of: batch) == expected.moment else {
          return .violated("step \(step + 1) after the return differs, seed \(seed)")
        }
      }
    }
    return .passed
  }

  func checkCopies() throws -> ConformanceVerdict {
    for seed in seeds {
      var together = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      let alone = (0..<Self.copies).map { _ in makeBatch(1, false) }
      for (copy, batch) in alone.enumerated() {
        try batch.reset(using: [RandomSource(seed: seed, stream: "environment", index: copy)])
      }
      for step in 1...steps / 2 {
        try together.advance()
        for (copy, batch) in alone.enumerated() {
          try batch.step(Rows(together.actions[copy]))
          let moment = ConformanceMoment(of: together.batch, copy: copy)
          guard moment == ConformanceMoment(of: batch) else {
            return .violated("copy \(copy) differs from one alone at step \(step), seed \(seed)")
          }
        }
      }
    }
    return .passed
  }
}
