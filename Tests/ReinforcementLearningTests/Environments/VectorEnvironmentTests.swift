import ReinforcementLearning
import Testing

@Suite struct `Vector environments` {
  private func batch(_ script: Script, count: Int = 1) throws -> VectorEnvironment<Script> {
    let batch = VectorEnvironment(script, count: count, name: "Script-v0")
    try batch.reset(seed: 0)
    return batch
  }

  @Test func `begin the next episode with the step that ends one`() throws {
    let batch = try batch(Script(rewards: [1, 2, 4], endings: [2: .terminated, 5: .truncated]))
    var finished: [FinishedEpisode] = []
    for step in 1...5 {
      try batch.advance()
      finished += batch.finishedEpisodes
      #expect(batch.endings == [step == 2 ? .terminated : step == 5 ? .truncated : nil])
      #expect(batch.following(0) == [Float(step)])
    }
    #expect(
      finished == [
        FinishedEpisode(
          copy: 0, record: EpisodeRecord(episodeReturn: 3, length: 2), ending: .terminated),
        FinishedEpisode(
          copy: 0, record: EpisodeRecord(episodeReturn: 7, length: 3), ending: .truncated),
      ])
  }

  /// Ends now and then, by chance.
  private struct Wanderer: Environment {
    var place = 0.0
    var observationSpace: Space { .box(Box([Box.unbounded, Box.unbounded])) }
    var actionSpace: Space { .discrete(3) }
    mutating func reset(using random: inout RandomSource) { place = random.uniform() }
    mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
      place += random.normal() * Double(action)
      return Outcome(reward: place, ending: random.uniform() < 0.1 ? .terminated : nil)
    }
    func observe(into row: inout MutableSpan<Float>) {
      row[0] = Float(place)
      row[1] = 1
    }
  }

  @Test(arguments: [(7, 2), (7, 3), (7, 16), (1, 4), (64, 4)])
  func `do the same, however many threads step them`(count: Int, threads: Int) throws {
    let batches = [1, threads].map {
      VectorEnvironment(Wanderer(), count: count, name: "Wanderer-v0", threads: $0)
    }
    for batch in batches { try batch.reset(seed: 3) }
    for step in 0..<200 {
      let actions = Rows((0..<count).map { Float(($0 + step) % 3) }, width: 1)
      for batch in batches { try batch.step(actions) }
      #expect(batches[0].observations == batches[1].observations)
      #expect(batches[0].rewards == batches[1].rewards)
      #expect(batches[0].endings == batches[1].endings)
      #expect(batches[0].finishedEpisodes == batches[1].finishedEpisodes)
    }
    var archives = [Archive(), Archive()]
    for (index, batch) in batches.enumerated() { batch.save(to: &archives[index]) }
    #expect(archives[0] == archives[1])
  }

  @Test func `name what is not finite, whichever thread met it`() throws {
    let batch = VectorEnvironment(
      Script(rewards: [1, .nan]), count: 5, name: "Script-v0", threads: 2)
    try batch.reset(seed: 0)
    try batch.advance()
    let failure = #expect(throws: Failure.self) { try batch.advance() }
    #expect(failure?.location == "copy 0, episode 0, step 2")
  }

  @Test func `keep the last observation of an episode beside the first of the next`() throws {
    let batch = VectorEnvironment(Recounting(), name: "Recounting-v0")
    try batch.reset(seed: 0)
    for _ in 0..<3 { try batch.advance() }
    #expect(batch.finalObservations[0] == [3])
    #expect(batch.observations[0] == [0])
  }

  /// Shows the steps of the episode, three at most.
  private struct Recounting: Environment {
    var step = 0
    var observationSpace: Space { .discrete(4) }
    var actionSpace: Space { .discrete(3) }
    mutating func reset(using random: inout RandomSource) { step = 0 }
    mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
      step += 1
      return Outcome(reward: 0, ending: step == 3 ? .terminated : nil)
    }
    func observe(into row: inout MutableSpan<Float>) { row[0] = Float(step) }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `name the copy, the episode and the step of a reward that is no number`(
    _ reward: Double
  ) throws {
    let rewards: [Double] = [1, 1, 1, reward, 1]
    let running = try batch(Script(rewards: rewards, endings: [2: .terminated]))
    for _ in 0..<3 { try running.advance() }
    let failure = #expect(throws: Failure.self) { try running.advance() }
    #expect(failure?.kind == .numerical)
    #expect(failure?.what == "Script-v0 returned \(reward) as reward")
    #expect(failure?.location == "copy 0, episode 1, step 2")
  }

  @Test func `tell a fault at the end of an episode of that episode`() throws {
    let paying = try batch(Script(rewards: [1, 1, .nan], endings: [3: .terminated]))
    for _ in 0..<2 { try paying.advance() }
    let failure = #expect(throws: Failure.self) { try paying.advance() }
    #expect(failure?.location == "copy 0, episode 0, step 3")
  }

  @Test func `name the field of an observation that is no number`() throws {
    let showing = try batch(Script(shown: [4: .infinity]))
    for _ in 0..<3 { try showing.advance() }
    let failure = #expect(throws: Failure.self) { try showing.advance() }
    #expect(failure?.what == "Script-v0 returned inf as observation[0]")
    #expect(failure?.location == "copy 0, episode 0, step 4")
    #expect(throws: Failure.self) { try batch(Script(shown: [0: .nan])) }
  }

  @Test func `notice a last observation that is no number, though it is not shown`() throws {
    let batch = VectorEnvironment(FaultyEnd(), count: 2, name: "FaultyEnd-v0")
    try batch.reset(seed: 0)
    try batch.advance()
    let failure = #expect(throws: Failure.self) { try batch.advance() }
    #expect(failure?.what == "FaultyEnd-v0 returned nan as observation[0]")
    #expect(failure?.location == "copy 0, episode 0, step 2")
  }

  /// Shows no number with the step that ends an episode.
  private struct FaultyEnd: Environment {
    var step = 0
    var observationSpace: Space { .box(Box([0...9])) }
    var actionSpace: Space { .discrete(3) }
    mutating func reset(using random: inout RandomSource) { step = 0 }
    mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
      step += 1
      return Outcome(reward: 0, ending: step == 2 ? .terminated : nil)
    }
    func observe(into row: inout MutableSpan<Float>) { row[0] = step == 2 ? .nan : 0 }
  }

  @Test(arguments: [Float.nan, 3, -1, 0.5, .infinity])
  func `refuse a wrong action before the environment sees it`(_ action: Float) throws {
    let batch = try batch(Script(), count: 3)
    let failure = #expect(throws: Failure.self) { try batch.step(Rows([0, action, 1], width: 1)) }
    #expect(failure?.kind == .internalFault)
    #expect(failure?.location == "Script-v0, copy 1, step 0")
    #expect(batch.observations.storage == [0, 0, 0])
  }

  @Test func `go back to a snapshot, and to what was archived`() throws {
    let batch = try batch(Script(endings: [3: .terminated, 7: .truncated]), count: 2)
    for _ in 0..<4 { try batch.advance() }
    let snapshot = batch.snapshot()
    var archive = Archive()
    batch.save(to: &archive)
    for _ in 0..<4 { try batch.advance() }
    #expect(batch.observations.storage == [8, 8])
    batch.restore(snapshot)
    #expect(batch.observations.storage == [4, 4])
    let other = VectorEnvironment(Script(), count: 2, name: "Script-v0")
    try other.load(from: archive)
    for _ in 0..<3 { try other.advance() }
    #expect(other.endings == [.truncated, .truncated])
    let narrower = VectorEnvironment(Script(), count: 1, name: "Script-v0")
    let failure = #expect(throws: Failure.self) { try narrower.load(from: archive) }
    #expect(failure?.kind == .damagedData)
  }
}
