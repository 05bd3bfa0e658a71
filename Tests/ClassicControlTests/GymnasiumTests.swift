import ClassicControl
import ReinforcementLearning
import Testing

@Suite struct `The tasks of Gymnasium` {
  @Test(arguments: [MountainCar.v0, MountainCarContinuous.v0, Pendulum.v1, Acrobot.v1])
  func `play its episodes, seed for seed`(_ entry: EnvironmentEntry) throws {
    let golden = try GymnasiumEpisodes(of: entry.id)
    #expect(golden.episodes.count == 3)
    // Observations agree to the last bit; rewards of Pendulum's need not, whose sines are others.
    try golden.compare(with: entry, tolerance: 1e-9) {
      Issue.record("\(entry.id): \($0) differs")
    }
  }

  @Test func `are told apart from an episode that differs by a millionth`() throws {
    var golden = try GymnasiumEpisodes(of: "Pendulum-v1")
    golden.episodes[2].steps[449].observation[2] *= 1 + 2e-6
    var differences: [String] = []
    try golden.compare(with: Pendulum.v1, tolerance: 1e-6) { differences.append($0) }
    #expect(differences == ["seed 42, observation of step 449"])
  }
}

@Suite struct `The mountain car` {
  /// Always pushing along with the motion takes 119.3 steps on average, with a deviation of 3.6.
  @Test func `leaves the valley when pushed along with its motion`() throws {
    let episodes = 200
    let batch = MountainCar.v0.makeBatch(count: episodes)
    try batch.reset(seed: 3)
    var first: [Int: EpisodeRecord] = [:]
    for _ in 0..<200 {
      try batch.step(
        Rows((0..<episodes).map { batch.observations[$0, 1] >= 0 ? 2 : 0 }, width: 1))
      for episode in batch.finishedEpisodes where first[episode.copy] == nil {
        first[episode.copy] = episode.record
      }
    }
    #expect(first.count == episodes)
    let mean = first.values.map(\.episodeReturn).reduce(0, +) / Double(episodes)
    #expect(abs(mean + 119.3) < 4 * 3.6 / Double(episodes).squareRoot())
  }

  @Test func `never leaves it in a valley without an engine`() {
    var random = RandomSource(seed: 4)
    var car = MountainCar(in: Hillside(push: 0, goal: 0.5))
    car.reset(using: &random)
    for _ in 0..<1_000 { #expect(car.step(2, using: &random).ending == nil) }
  }
}

@Suite struct `The pendulum` {
  /// Energy is kept but for the error of the integrator: `ω²/6 + 5 cos θ` for the published rod.
  @Test func `keeps its energy when left alone in short steps`() {
    var physics = Pendulum.Physics()
    physics.interval = 1e-4
    var random = RandomSource(seed: 5)
    var pendulum = Pendulum(physics: physics)
    pendulum.reset(using: &random)
    func energy(_ shown: [Float]) -> Double {
      Double(shown[2] * shown[2]) / 6 + 5 * Double(shown[0])
    }
    let before = energy(pendulum.observation)
    for _ in 0..<50_000 { _ = pendulum.step(0, using: &random) }
    #expect(abs(energy(pendulum.observation) - before) < 0.01)
  }
}

@Suite struct `The acrobot` {
  @Test func `hangs still when it begins at rest and is left alone`() {
    var random = RandomSource(seed: 6)
    var acrobot = Acrobot()
    for _ in 0..<50 { _ = acrobot.step(1, using: &random) }
    let strays = zip(acrobot.observation, [1, 0, 1, 0, 0, 0]).map { abs($0 - $1) }
    #expect(strays.allSatisfy { $0 < 1e-12 })
  }

  /// Torque along with the second joint's motion pumps energy into the links.
  @Test func `swings up when pushed along with its motion`() {
    var random = RandomSource(seed: 7)
    var acrobot = Acrobot()
    acrobot.reset(using: &random)
    var steps = 0
    var outcome = Outcome(reward: -1)
    while outcome.ending == nil, steps < 500 {
      outcome = acrobot.step(acrobot.observation[5] > 0 ? 2 : 0, using: &random)
      steps += 1
    }
    #expect(outcome == Outcome(reward: 0, ending: .terminated))
  }
}
