import ErdosSelfridgeSpencer
import ReinforcementLearning
import Testing

@Suite struct `The game of two` {
  /// What the attacker gains where each side plays its best or, with some probability, anyhow.
  private func result(
    _ world: TwoPlayerGame, careless: [Double], using random: inout RandomSource
  ) -> Double {
    var world = world
    world.reset(using: &random)
    while true {
      let player = Int(world.observation[0])
      let isCareless = random.uniform() < careless[player]
      let actions = world.actionSpace.discreteCount ?? 0
      let action = isCareless ? random.integer(below: actions) : best(world)
      let outcome = world.step(action, using: &random)
      if outcome.ending != nil { return outcome.reward }
    }
  }

  @Test(arguments: settings([5, 10, 20, 50], [0.95, 1, 1.1]))
  func `is won by whom the potential says, whatever the other does`(_ setting: Setting) {
    var random = RandomSource(seed: 1)
    let canDefend = setting.potential < 1
    for game in 0..<(setting.top > 20 ? 40 : 300) {
      let world = TwoPlayerGame(
        top: setting.top, potential: setting.potential,
        beginning: game.isMultiple(of: 2) ? .geometric : .uniform)
      let other = game % 3 == 0 ? 0 : 0.5
      let gain = result(world, careless: canDefend ? [other, 0] : [0, other], using: &random)
      #expect(gain == (canDefend ? -1 : 1))
    }
  }

  @Test func `shows the player to move and both sets`() {
    var random = RandomSource(seed: 2)
    var world = TwoPlayerGame(top: 5, potential: 0.9)
    world.reset(using: &random)
    guard case .dividing(let pieces) = world.position else {
      Issue.record("the attacker is not first")
      return
    }
    let none = [Float](repeating: 0, count: 6)
    #expect(world.observation == [0] + pieces.counts.map { Float($0) } + none)
    _ = world.step(2, using: &random)
    let split = Attacker.prefixSplit(pieces, at: 2)
    #expect(
      world.observation == [1] + (split.first.counts + split.second.counts).map { Float($0) })
    var other = world
    _ = world.step(2, using: &random)
    _ = other.step(3, using: &random)
    #expect(world.position == .dividing(split.survivors(destroying: 0)))
    #expect(other.position == .dividing(split.survivors(destroying: 1)))
  }
}

@Suite struct `The options of the games` {
  private func world<World>(_ entry: EnvironmentEntry, as type: World.Type) throws -> World {
    let batch = entry.makeBatch()
    try batch.reset(seed: 0)
    return try #require(batch.environment(of: 0) as? World)
  }

  @Test func `put so many pieces on the lowest level`() throws {
    let entry = try AttackerGame.v0.configured(
      with: ["levels": .integer(6), "pieces": .integer(40)])
    #expect(try world(entry, as: AttackerGame.self).pieces.counts == [40, 0, 0, 0, 0, 0, 0])
    #expect(entry.actionNames.count == 6)
  }

  @Test func `say how high the ladder is and with what potential it begins`() throws {
    let entry = try DefenderGame.v0.configured(
      with: [
        "levels": .integer(50), "potential": .number(0.75), "beginning": .text("uniform"),
      ])
    let split = try world(entry, as: DefenderGame.self).split
    #expect(split.first.potential + split.second.potential == 3 << 48)
  }

  @Test func `say who the opponent is`() throws {
    func gain(_ options: [String: ConfigurationValue]) throws -> Double {
      let entry = try AttackerGame.v0.configured(
        with: options.merging(["potential": .number(0.95)]) { $1 })
      return meanReward(of: 500, try world(entry, as: AttackerGame.self), seed: 3) { game, _ in
        best(game)
      }
    }
    let careless = try gain(["opponent": .text("random"), "opponentShare": .number(0.5)])
    let blind = try gain(["opponent": .text("random")])
    #expect(try gain([:]) == -1)
    #expect((0.2...0.6).contains(careless))
    #expect(blind > careless)
  }

  @Test(arguments: [
    ["levels": ConfigurationValue.integer(51)], ["levels": .integer(2)],
    ["potential": .number(4.5)], ["potential": .integer(0)], ["opponent": .text("nobody")],
    ["levels": .integer(3), "pieces": .integer(33)], ["opponentShare": .number(1.5)],
  ])
  func `are refused where they cannot be played`(_ options: [String: ConfigurationValue]) {
    #expect(throws: Failure.self) { try DefenderGame.v0.configured(with: options) }
  }
}
