import MarkovDecisionProcesses
import ReinforcementLearning
import Testing

/// Values known from elsewhere, to the digits to which they are published.
private func agree(_ mine: Double, _ known: Double, within tolerance: Double) -> Bool {
  abs(mine - known) <= tolerance
}

@Suite struct `The river` {
  /// Strehl and Littman's river with unit rewards, paid for every try: what the oracles are for.
  private var scaled: RiverSwim {
    var river = RiverSwim.strehlLittman
    river.smallReward = 0.0005
    river.largeReward = 1
    river.paysForTrying = true
    return river
  }

  @Test func `pays in the long run what always swimming is known to earn`() {
    #expect(agree(averageReward(of: scaled.process(), always: 1), 0.2229, within: 5e-5))
    let published = averageReward(of: RiverSwim.strehlLittman.process(), always: 1)
    #expect(agree(5_000 * published, 3.34e6, within: 5e3))
    #expect(agree(averageReward(of: RiverSwim.osband.process(), always: 1), 0.4286, within: 5e-5))
  }

  /// No play earns more a step than always swimming.
  @Test func `is best swum in the long run`() throws {
    for (river, gain) in [(scaled, 0.2229), (RiverSwim.osband, 0.4286)] {
      let model = try FiniteModel(of: river.process())
      let solution = try AverageSolution(of: model)
      #expect(agree(solution.gain, gain, within: 5e-5))
      #expect(solution.actions == [1, 1, 1, 1, 1, 1])
      #expect(agree(solution.gain, averageReward(of: river.process(), always: 1), within: 1e-9))
      let swimming = try PolicyChain(model, under: solution.policy(of: model))
      #expect(agree(swimming.longRun().gains[3], solution.gain, within: 1e-12))
    }
  }

  @Test func `is worth what is known over 20 steps`() throws {
    let short = try Solution(of: scaled.process(horizon: 20, discount: 1))
    #expect(agree(short.values[0], 1.217, within: 5e-4))
    let osband = try Solution(of: RiverSwim.osband.process(horizon: 20, discount: 1))
    #expect(agree(osband.values[0], 3.064, within: 5e-4))
  }

  @Test func `is worth what is known for ever`() throws {
    #expect(agree(try Solution(of: scaled.process()).values[0], 18.90, within: 5e-3))
    #expect(agree(try Solution(of: RiverSwim.osband.process()).values[0], 37.49, within: 5e-3))
  }
}

@Suite struct `Chains` {
  @Test(arguments: [(1.0, 0.208), (0.99, 0.1853), (0.95, 0.1182), (0.9, 0.0689)])
  func `of six states with a delayed reward are worth what is known`(
    _ discount: Double, _ value: Double
  ) throws {
    let solution = try Solution(of: DelayedChain.process(discount: discount))
    #expect(agree(solution.values[1], value, within: 5e-5))
  }

  @Test func `of six states pay random actions what is known`() {
    #expect(agree(randomValues(of: DelayedChain.process())[1], 0.0182, within: 5e-5))
  }

  @Test func `of six states show the visit only where it is asked for`() {
    #expect(DelayedChain.process().observationSpace == .discrete(6))
    #expect(DelayedChain.process(showsVisit: true).observationSpace == .discrete(12))
    var random = RandomSource(seed: 0)
    for showsVisit in [false, true] {
      var chain = DelayedChain.process(showsVisit: showsVisit)
      chain.reset(using: &random)
      var seen: Set<Float> = []
      for _ in 0..<10_000 where chain.step(1, using: &random).ending == nil {
        seen.insert(chain.observation[0])
        if chain.state == 0 || chain.state == 6 { chain.reset(using: &random) }
      }
      #expect(seen.contains(7) == showsVisit)
    }
  }

  @Test(arguments: [5, 10, 50])
  func `of any length pay eleven to who walks straight on`(_ length: Int) throws {
    let process = NoisyChain.process(length: length)
    #expect(agree(try Solution(of: process).values[1], 11, within: 1e-9))
    var random = RandomSource(seed: 3)
    var world = process
    world.reset(using: &random)
    let row = (0..<length).map { Float($0 <= 1 ? 1 : 0) }
    #expect(world.observation == row)
    var outcomes: [Outcome] = []
    while outcomes.last?.ending == nil { outcomes.append(world.step(1, using: &random)) }
    #expect(outcomes.count == length + 9)
    #expect(outcomes.reduce(0) { $0 + $1.reward } == 11)
  }

  @Test func `of Boyan's have values that are twice the distance, and exact weights`() throws {
    let solution = try Solution(of: BoyanChain.process())
    let weights = [-24.0, -16, -8, 0]
    for state in 1...12 {
      #expect(agree(solution.values[state], -2 * Double(state), within: 1e-9))
      let linear = zip(weights, BoyanChain.features[state]).reduce(0) { $0 + $1.0 * Double($1.1) }
      #expect(agree(linear, -2 * Double(state), within: 1e-9))
    }
  }
}

@Suite struct `Baird's counterexample` {
  /// Sweeps of the expected semi-gradient update, `w += α/7 Σ δ x`, towards always solid.
  private func weights(after sweeps: Int) -> [Double] {
    let features = Baird.features.map { $0.map { Double($0) } }
    let process = Baird.process()
    var weights = [1.0, 1, 1, 1, 1, 1, 10, 1]
    func value(_ state: Int) -> Double {
      zip(weights, features[state]).reduce(0) { $0 + $1.0 * $1.1 }
    }
    for _ in 0..<sweeps {
      var change = [Double](repeating: 0, count: 8)
      for state in 0..<7 {
        let error = process.transitions(from: state, action: 1).reduce(-value(state)) {
          $0 + $1.probability * ($1.reward + process.discount * value($1.next))
        }
        for place in 0..<8 { change[place] += 0.01 / 7 * error * features[state][place] }
      }
      for place in 0..<8 { weights[place] += change[place] }
    }
    return weights
  }

  @Test(arguments: [
    (100, [3.895, 9.971, 9.627]), (500, [26.62, 9.485, 76.83]), (1_000, [114.4, 6.850, 335.0]),
  ])
  func `diverges as it is known to`(_ sweeps: Int, _ known: [Double]) {
    let weights = weights(after: sweeps)
    for (mine, known) in zip([weights[0], weights[6], weights[7]], known) {
      #expect(abs(mine / known - 1) < 5e-4)
    }
    #expect(Set(weights[..<6]).count == 1)
  }
}

@Suite struct `Bandits` {
  @Test func `pay what their best arm does to who knows it`() throws {
    let means = Bandit.uniformMeans(arms: 10)
    #expect(try Solution(of: Bandit.bernoulli(means: means)).values[0] == means.max())
    #expect(means.allSatisfy { (0..<1).contains($0) })
  }

  @Test func `pay normal numbers with the deviation asked for`() {
    var random = RandomSource(seed: 5)
    var world = Bandit.gaussian(means: [2], deviation: 3)
    let count = 20_000
    let rewards = (0..<count).map { _ in
      world.reset(using: &random)
      return world.step(0, using: &random).reward
    }
    let mean = rewards.reduce(0, +) / Double(count)
    let variance = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(abs(mean - 2) < 5 * 3 / Double(count).squareRoot())
    #expect(abs(variance / 9 - 1) < 0.05)
  }

  /// δ² 1.2 + (1 − δ²) 50 for the best play, known for random play.
  @Test(arguments: [
    (0.5, 37.8, 8.38), (0.7, 26.09, 6.03), (0.9, 10.47, 2.90), (0.99, 2.171, 1.235),
  ])
  func `on a wheel are worth what is known`(_ rim: Double, _ best: Double, _ uniform: Double) {
    var random = RandomSource(seed: 6)
    var world = WheelBandit(rim: rim)
    let count = 40_000
    var (values, means) = (0.0, 0.0)
    for _ in 0..<count {
      world.reset(using: &random)
      let optimum = world.optimum()
      values += optimum.value
      means += optimum.actionValues.reduce(0, +) / 5
    }
    let share = rim * rim
    let error = (share * (1 - share) / Double(count)).squareRoot()
    #expect(abs(values / Double(count) - best) < 5 * 48.8 * error + 0.005)
    #expect(abs(means / Double(count) - uniform) < 5 * 9.8 * error + 0.005)
  }

  @Test(arguments: [
    (SIMD2<Float>(0.6, 0.6), 0), (SIMD2(0.6, -0.6), 1), (SIMD2(-0.6, 0.6), 2),
    (SIMD2(-0.6, -0.6), 3), (SIMD2(0.2, 0.2), 4),
  ])
  func `on a wheel pay hugely in the right quarter of the rim alone`(
    _ near: SIMD2<Float>, _ arm: Int
  ) {
    var random = RandomSource(seed: 7)
    var world = WheelBandit()
    var shown: [Float]
    repeat {
      world.reset(using: &random)
      shown = world.observation
    } while abs(shown[0] - near.x) > 0.1 || abs(shown[1] - near.y) > 0.1
    #expect(world.optimum().actions == [[Float(arm)]])
    for choice in 0..<5 {
      var copy = world
      let reward = copy.step(choice, using: &random).reward
      #expect((reward > 49) == (choice == arm && arm < 4))
    }
  }
}
