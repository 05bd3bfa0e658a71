import Diagnostics
import ReinforcementLearning
import Testing

@Suite struct `Probes` {
  /// What each state is worth at best.
  @Test(arguments: [
    (Probe.Kind.constant, [1.0]), (.observation, [-1, 1]), (.discount, [0.99, 1]), (.action, [1]),
    (.policy, [1, 1]), (.delay, [0.9801, -0.99, -1, 0.99, 1]),
  ])
  func `are worth what they are for`(_ kind: Probe.Kind, _ values: [Double]) throws {
    let solution = try Solution(of: Probe(kind, length: 3))
    #expect(solution.values.count == values.count)
    for (mine, known) in zip(solution.values, values) { #expect(abs(mine - known) < 1e-12) }
  }

  /// The rewards and the observations of an episode.
  private func episode(_ kind: Probe.Kind, always action: Int, seed: UInt64) -> (
    [Double], [[Float]]
  ) {
    var (world, random) = (Probe(kind, length: 3), RandomSource(seed: seed))
    world.reset(using: &random)
    var (rewards, observations) = ([Double](), [world.observation])
    while true {
      let outcome = world.step(action, using: &random)
      rewards.append(outcome.reward)
      if outcome.ending != nil { return (rewards, observations) }
      observations.append(world.observation)
    }
  }

  @Test func `pay what they say and show what they need`() {
    for seed: UInt64 in 0..<20 {
      #expect(episode(.constant, always: 0, seed: seed) == ([1], [[0]]))
      let (paid, shown) = episode(.observation, always: 0, seed: seed)
      #expect(shown == [[Float(paid[0])]])
      #expect(episode(.discount, always: 0, seed: seed) == ([0, 1], [[0], [1]]))
      #expect(episode(.action, always: 0, seed: seed).0 == [-1])
      #expect(episode(.action, always: 1, seed: seed).0 == [1])
      let (fit, sign) = episode(.policy, always: 1, seed: seed)
      #expect(fit == [Double(sign[0][0])])
      #expect(
        episode(.delay, always: 1, seed: seed)
          == ([0, 0, 1], [[0, 0], [1.0 / 3, 1], [2.0 / 3, 1]]))
      #expect(episode(.delay, always: 0, seed: seed).0 == [0, 0, -1])
    }
    let starts = Set((0..<20).map { episode(.policy, always: 1, seed: $0).1[0] })
    #expect(starts == [[-1], [1]])
  }

  @Test func `show the number of a state where that is asked for`() throws {
    let entry = try Probe.delay.configured(with: [
      "observation": .text("index"), "length": .integer(4),
    ])
    #expect(entry.setting.observationSpace == .discrete(7))
    #expect(Probe.delay.setting.observationSpace.rowWidth == 2)
  }
}

@Suite struct `What must be remembered` {
  /// Plays an episode as the oracle says, or against it; the observations and the rewards.
  private func play(
    length: Int, bits: Int, seed: UInt64, rightly: Bool
  ) -> (observations: [[Float]], rewards: [Double]) {
    var (world, random) = (MemoryLength(length: length, bits: bits), RandomSource(seed: seed))
    world.reset(using: &random)
    var (observations, rewards) = ([world.observation], [Double]())
    while true {
      let best = Int(world.optimum().actions[0][0])
      let outcome = world.step(rightly ? best : 1 - best, using: &random)
      rewards.append(outcome.reward)
      if outcome.ending == .terminated { return (observations, rewards) }
      observations.append(world.observation)
    }
  }

  @Test func `is shown in the beginning, and paid for at the end`() {
    for seed: UInt64 in 0..<10 {
      let (observations, rewards) = play(length: 4, bits: 1, seed: seed, rightly: true)
      #expect(rewards == [0, 0, 0, 0, 1])
      #expect(play(length: 4, bits: 1, seed: seed, rightly: false).rewards == [0, 0, 0, 0, -1])
      let bit = observations[0][2]
      #expect(abs(bit) == 1)
      #expect(observations.map { $0[2] } == [bit, bit, 0, 0, 0])
      #expect(observations.map { $0[0] } == [1, 1, 0.75, 0.5, 0.25])
    }
  }

  @Test func `is asked for among several bits just before the end`() {
    var asked: Set<Float> = []
    for seed: UInt64 in 0..<30 {
      let (observations, rewards) = play(length: 3, bits: 3, seed: seed, rightly: true)
      #expect(rewards == [0, 0, 0, 1])
      #expect(observations[..<3].allSatisfy { $0[1] == 0 })
      asked.insert(observations[3][1])
    }
    #expect(asked == [0, 1, 2])
  }
}

@Suite struct `An umbrella` {
  @Test func `is taken at once and needed at the end`() {
    var (needs, totals): (Set<Float>, [Double]) = ([], [])
    for seed: UInt64 in 0..<40 {
      var (world, random) = (UmbrellaChain(length: 5, distractors: 3), RandomSource(seed: seed))
      world.reset(using: &random)
      #expect(world.observation.count == 6)
      let need = world.observation[0]
      needs.insert(need)
      let takes = seed.isMultiple(of: 2)
      #expect(world.optimum().value == 1)
      var outcomes = [world.step(takes ? 1 : 0, using: &random)]
      #expect(world.observation[1] == (takes ? 1 : 0))
      let isRight = (need == 1) == takes
      #expect(world.optimum().value == (isRight ? 1 : -1))
      for _ in 0..<4 { outcomes.append(world.step(takes ? 0 : 1, using: &random)) }
      #expect(outcomes.map(\.ending) == [nil, nil, nil, nil, .terminated])
      #expect(outcomes[4].reward == (isRight ? 1 : -1))
      #expect(outcomes.allSatisfy { abs($0.reward) == 1 })
      totals.append(outcomes[..<4].reduce(0) { $0 + $1.reward })
      #expect(world.observation[0] == need)
    }
    #expect(needs == [0, 1])
    #expect(Set(totals).count > 2)
  }
}
