import ErdosSelfridgeSpencer
import ReinforcementLearning
import Testing

@Suite struct `The defender` {
  @Test(arguments: settings([5, 10, 15, 20], [0.95, 0.99]))
  func `wins every one of 1,000 games that begin below one`(_ setting: Setting) {
    let attackers: [Attacker] = [
      .optimal, .disjoint(probability: 0.5), .random(probability: 1),
    ]
    let beginnings: [Beginning] = [.geometric, .uniform, .diverse]
    for game in 0..<1_000 {
      var random = RandomSource(seed: UInt64(game))
      var world = DefenderGame(
        top: setting.top, potential: setting.potential, beginning: beginnings[game % 3],
        attacker: attackers[game / 3 % 3])
      let (reward, turns) = play(&world, using: &random) { world, _ in best(world) }
      #expect(reward == 1)
      #expect(turns <= setting.top)
    }
  }

  @Test func `never lets the potential rise`() {
    var random = RandomSource(seed: 1)
    for game in 0..<500 {
      var world = DefenderGame(
        top: 12, potential: game.isMultiple(of: 2) ? 0.97 : 1.4,
        beginning: game.isMultiple(of: 3) ? .uniform : .diverse,
        attacker: .disjoint(probability: 0.5))
      world.reset(using: &random)
      var before = world.split.first.potential + world.split.second.potential
      var outcome = Outcome(reward: 0)
      while outcome.ending == nil {
        let after = world.split.survivors(destroying: best(world)).potential
        #expect(after <= before)
        before = after
        outcome = world.step(best(world), using: &random)
      }
    }
  }

  /// An optimal attacker keeps a careless defender's potential the same on average, so that it ends
  /// at one with a probability of φ: a return of 1 − 2 φ.
  @Test(arguments: settings([10, 15], [0.8, 0.95, 0.99]))
  func `earns one less twice the potential by chance`(_ setting: Setting) {
    let world = DefenderGame(
      top: setting.top, potential: setting.potential, attacker: .optimal)
    let mean = meanReward(of: 2_000, world, seed: 2) { $1.integer(below: 2) }
    let expected = 1 - 2 * setting.potential
    let error = ((1 - expected * expected) / 2_000).squareRoot()
    #expect(abs(mean - expected) < 4 * error + 0.01)
  }

  /// Geometric beginnings of ten levels hold three at most, with which the mixed attacker of the
  /// authors' example is optimal in every turn, so that the return is one less twice the potential.
  @Test func `earns by chance against a mixed attacker what it earns against an optimal one`() {
    let means = [Attacker.optimal, .disjoint(probability: 0.5)].map { attacker in
      meanReward(
        of: 10_000, DefenderGame(top: 10, potential: 0.95, attacker: attacker), seed: 6
      ) { $1.integer(below: 2) }
    }
    #expect(means[0] == means[1])
    #expect(abs(means[0] + 0.9) < 0.02)
  }

  /// Published to two digits, from some hundreds of games each.
  @Test(arguments: [
    (5, 0.78, -0.50), (5, 0.94, -0.92), (5, 0.97, -0.93),
    (10, 0.80, -0.55), (10, 0.95, -0.87), (10, 0.99, -0.97),
  ])
  func `earns what chance is known to earn against a mixed attacker`(
    _ top: Int, _ potential: Double, _ known: Double
  ) {
    let mean = meanReward(of: 2_000, DefenderGame(top: top, potential: potential), seed: 3) {
      $1.integer(below: 2)
    }
    #expect(abs(mean - known) < 0.07)
  }

  @Test func `loses every game by counting pieces where many levels hold some`() {
    let world = DefenderGame(
      top: 10, potential: 0.95, beginning: .uniform, attacker: .optimal)
    let mean = meanReward(of: 10_000, world, seed: 4) { world, _ in
      let (first, second) = (world.split.first.counts, world.split.second.counts)
      return first.reduce(0, +) >= second.reduce(0, +) ? 0 : 1
    }
    #expect(mean < -0.995)
  }

  @Test func `is shown both sets, and the last ones at the end`() {
    var random = RandomSource(seed: 5)
    var world = DefenderGame(top: 5, potential: 0.9)
    world.reset(using: &random)
    var shown: [Float] = []
    var outcome = Outcome(reward: 0)
    while outcome.ending == nil {
      shown = (world.split.first.counts + world.split.second.counts).map { Float($0) }
      #expect(world.observation == shown)
      outcome = world.step(0, using: &random)
    }
    #expect(world.observation == shown)
  }

  @Test func `is told that only the lighter set may be spared`() {
    let split = Attacker.prefixSplit(Pieces(counts: [3, 0, 2, 0, 0]), at: 0)
    #expect(split.first.counts == [3, 0, 0, 0, 0])
    #expect(split.second.counts == [0, 0, 2, 0, 0])
    #expect(split.bestToDestroy == [1])
    #expect(split.survivors(destroying: 1).counts == [0, 3, 0, 0, 0])
  }
}
