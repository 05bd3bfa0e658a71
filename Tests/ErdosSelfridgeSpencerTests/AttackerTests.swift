import ErdosSelfridgeSpencer
import ReinforcementLearning
import Testing

@Suite struct `The attacker` {
  @Test(arguments: settings([5, 10, 15, 20], [1, 1.1]))
  func `wins every one of 1,000 games that begin at one or above`(_ setting: Setting) {
    let defenders: [Defender] = [.optimal, .careless(probability: 0.5)]
    let beginnings: [Beginning] = [.geometric, .uniform]
    for game in 0..<1_000 {
      var random = RandomSource(seed: UInt64(game))
      var world = AttackerGame(
        top: setting.top, potential: setting.potential, beginning: beginnings[game % 2],
        defender: defenders[game / 2 % 2])
      let (reward, turns) = play(&world, using: &random) { world, _ in best(world) }
      #expect(reward == 1)
      #expect(turns <= setting.top)
    }
  }

  @Test(arguments: settings([5, 10, 15, 20], [1, 1.1]))
  func `wins as often when scripted, against the best defence`(_ setting: Setting) {
    let world = DefenderGame(
      top: setting.top, potential: setting.potential, attacker: .optimal)
    #expect(meanReward(of: 1_000, world, seed: 1) { world, _ in best(world) } == -1)
  }

  @Test(arguments: [5, 10, 15])
  func `loses every game that begins below one against the best defence`(_ top: Int) {
    let world = AttackerGame(top: top, potential: 0.95)
    #expect(meanReward(of: 500, world, seed: 2) { world, _ in best(world) } == -1)
  }

  @Test(arguments: [5, 10, 15])
  func `wins more often than not against a careless defence`(_ top: Int) {
    let world = AttackerGame(
      top: top, potential: 0.95, defender: .careless(probability: 0.5))
    let mean = meanReward(of: 2_000, world, seed: 3) { world, _ in best(world) }
    #expect((0.3...0.45).contains(mean))
  }

  @Test(arguments: [5, 10, 15])
  func `loses by dividing anywhere`(_ top: Int) {
    let world = AttackerGame(top: top, potential: 1.1)
    let mean = meanReward(of: 1_000, world, seed: 4) { $1.integer(below: top) }
    #expect((-1 ... -0.8).contains(mean))
  }

  @Test func `leaves both sets one half whenever there is one to begin with`() {
    var random = RandomSource(seed: 5)
    for _ in 0..<2_000 {
      let pieces = Beginning.uniform.pieces(top: 12, target: 4_096, using: &random)
      let split = Attacker.optimal.split(pieces, target: 4_096, using: &random)
      #expect(split.survivingPotential == 2_048)
    }
  }

  @Test func `divides all pieces, however it divides them`() {
    var random = RandomSource(seed: 6)
    let attackers: [Attacker] = [.optimal, .disjoint(probability: 1), .random(probability: 1)]
    for game in 0..<600 {
      let pieces = Beginning.uniform.pieces(top: 14, target: 15_000, using: &random)
      let split = attackers[game % 3].split(pieces, target: 15_000, using: &random)
      let prefix = Attacker.prefixSplit(pieces, at: random.integer(below: 14))
      for split in [split, prefix] {
        #expect(zip(split.first.counts, split.second.counts).map(+) == pieces.counts)
        #expect((split.first.counts + split.second.counts).allSatisfy { $0 >= 0 })
      }
    }
  }

  @Test func `shares hardly a level between disjoint sets`() {
    var random = RandomSource(seed: 7)
    for _ in 0..<300 {
      let pieces = Beginning.uniform.pieces(top: 14, target: 15_000, using: &random)
      let split = Attacker.disjoint(probability: 1).split(
        pieces, target: 15_000, using: &random)
      let shared = split.first.counts.indices.filter {
        split.first.counts[$0] > 0 && split.second.counts[$0] > 0
      }
      #expect(shared.allSatisfy { 2 * UInt128(pieces.counts[$0]) << $0 >= 15_000 })
    }
  }
}

@Suite struct `The pieces` {
  @Test func `have potentials that are never rounded`() {
    var pieces = Pieces(top: 50)
    pieces.counts[0] = 1
    pieces.counts[49] = 1
    #expect(pieces.potential == 562_949_953_421_313)
    #expect(pieces.unit == 1_125_899_906_842_624)
    pieces.counts[0] = 1 << 50
    #expect(pieces.potential == pieces.unit + pieces.unit / 2)
    #expect(Double(pieces.unit - 1) < Double(pieces.unit))
  }

  @Test(arguments: [5, 10, 20, 50])
  func `begin with exactly the potential asked for`(_ top: Int) {
    var random = RandomSource(seed: 8)
    let target = UInt128(0.95 * Double(1 << top))
    for _ in 0..<50 {
      for beginning in [Beginning.geometric, .uniform] {
        let pieces = beginning.pieces(top: top, target: target, using: &random)
        #expect(pieces.potential == target)
        #expect(!pieces.hasArrived)
      }
      let diverse = Beginning.diverse.pieces(top: top, target: target, using: &random)
      #expect(diverse.potential <= target)
      #expect(diverse.counts.filter { $0 > 0 }.count <= max(top - 2, 1))
    }
  }

  @Test func `are won and lost exactly on the tallest ladder`() {
    var random = RandomSource(seed: 9)
    for _ in 0..<20 {
      var defence = DefenderGame(top: 50, potential: 1 - 0x1p-50, attacker: .optimal)
      #expect(play(&defence, using: &random) { world, _ in best(world) }.reward == 1)
      var attack = AttackerGame(top: 50, potential: 1)
      #expect(play(&attack, using: &random) { world, _ in best(world) }.reward == 1)
    }
  }
}
