import Foundation
import GridWorlds
import ReinforcementLearning
import Testing

/// What Gymnasium's own environment showed and paid, seed after seed.
private struct GymnasiumEpisodes: Decodable {
  var episodes: [Episode]

  struct Episode: Decodable {
    var seed: UInt64
    var first: Float
    var steps: [Step]
  }

  struct Step: Decodable {
    var action: Float
    var observation: Float
    var reward: Double
    var terminated: Bool
    var truncated: Bool
    var reset: Float?

    var ending: Ending? { terminated ? .terminated : truncated ? .truncated : nil }
  }

  init(of id: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Golden")
    self = try JSONDecoder().decode(
      Self.self, from: Data(contentsOf: folder.appending(path: "\(id).json")))
  }

  /// How many steps differ from those of an environment.
  func differences(from entry: EnvironmentEntry) throws -> Int {
    var differences = 0
    for episode in episodes {
      let batch = entry.makeBatch()
      try batch.reset(using: [RandomSource(seed: episode.seed)])
      if batch.observations[0, 0] != episode.first { differences += 1 }
      for step in episode.steps {
        try batch.step(Rows([step.action]))
        let isEqual =
          batch.rewards == [step.reward] && batch.endings == [step.ending]
          && batch.following(0) == [step.observation]
          && (step.reset.map { batch.observations[0, 0] == $0 } ?? true)
        if !isEqual { differences += 1 }
      }
    }
    return differences
  }
}

@Suite struct `The text worlds of Gymnasium` {
  @Test(arguments: [FrozenLake.v1, FrozenLake.large, CliffWalking.v1, Taxi.v4])
  func `play its episodes, seed for seed`(_ entry: EnvironmentEntry) throws {
    let golden = try GymnasiumEpisodes(of: entry.id)
    #expect(golden.episodes.count > 1)
    #expect(try golden.differences(from: entry) == 0)
  }

  @Test(arguments: [
    ("Taxi-rain", ["is_rainy": ConfigurationValue.boolean(true)]),
    ("Taxi-fickle", ["fickle_passenger": .boolean(true)]),
    (
      "Taxi-both",
      [
        "is_rainy": .boolean(true), "fickle_passenger": .boolean(true),
        "rainy_probability": .number(0.6), "fickle_probability": .number(0.9),
      ]
    ),
  ])
  func `play its taxi in rain and with fickle passengers`(
    _ name: String, _ options: [String: ConfigurationValue]
  ) throws {
    let golden = try GymnasiumEpisodes(of: name)
    #expect(try golden.differences(from: try Taxi.v4.configured(with: options)) == 0)
    #expect(try golden.differences(from: Taxi.v4) > 100)
  }

  @Test func `are told apart from others`() throws {
    let golden = try GymnasiumEpisodes(of: "FrozenLake-v1")
    let firm = try FrozenLake.v1.configured(with: ["isSlippery": .boolean(false)])
    #expect(try golden.differences(from: firm) > 100)
  }
}

@Suite struct `The optimum of a grid` {
  private func optimum(_ entry: EnvironmentEntry) throws -> Double {
    let batch = entry.makeBatch(count: 1, isSolving: true)
    try batch.reset(seed: 0)
    return try #require(batch.optimum(of: 0)).value
  }

  private func lakeValue(_ lake: FrozenLake) throws -> Double {
    try Solution(of: FiniteModel(of: lake), discount: 0.99).values[0]
  }

  /// By dynamic programming elsewhere, for a discount of 0.99.
  @Test func `of a frozen lake is known`() throws {
    #expect(abs(try lakeValue(FrozenLake(.small)) - 0.5420) < 5e-5)
    #expect(abs(try lakeValue(FrozenLake(.large)) - 0.4146) < 5e-5)
  }

  /// Thirteen steps along the cliff; fifteen in the wind, seven for a king (Sutton and Barto).
  @Test func `of the cliff and of the wind is known`() throws {
    #expect(try optimum(CliffWalking.v1) == -13)
    #expect(try optimum(WindyGrid.v0) == -15)
    for (moves, isStochastic, length) in [
      (8, false, 7), (9, false, 7), (4, true, 20.6283), (8, true, 10.9646), (9, true, 10.9646),
    ] {
      let entry = try WindyGrid.v0.configured(
        with: ["moves": .integer(moves), "isStochastic": .boolean(isStochastic)])
      #expect(abs(try optimum(entry) + length) < 5e-5, "\(moves) moves")
    }
  }

  /// 7.93 on average over the 300 beginnings.
  @Test func `of the taxi is known`() throws {
    let solution = try Solution(of: Taxi())
    let mean = Taxi().startDistribution().reduce(0) {
      $0 + $1.probability * solution.values[$1.state]
    }
    #expect(abs(mean - 7.93) < 5e-3)
  }

  /// 1 − 0.01; and where steps may fail (1 − 1/N)ᴺ⁻¹, less 0.01/N for each step up to the first that
  /// does, after which going right is not worth its cost.
  @Test(arguments: [2, 10, 20])
  func `of the deep sea is known`(size: Int) throws {
    let sea = try DeepSea.v0.configured(with: ["size": .integer(size)])
    #expect(abs(try optimum(sea) - 0.99) < 1e-9)
    let stochastic = try sea.configured(
      with: ["size": .integer(size), "isStochastic": .boolean(true)])
    let certainty = 1 - 1 / Double(size)
    let cost = 0.01 * (1 - pow(certainty, Double(size)))
    #expect(abs(try optimum(stochastic) - (pow(certainty, Double(size - 1)) - cost)) < 1e-9)
  }

  @Test func `of the deep sea is reached by one way only`() throws {
    let sea = DeepSea()
    let ways = (0..<1024).count { way in
      var sea = sea
      var random = RandomSource(seed: 0)
      sea.reset(using: &random)
      let rewards = (0..<10).map { sea.step(way >> $0 & 1, using: &random).reward }
      return rewards.reduce(0, +) > 0.5
    }
    #expect(ways == 1)
  }
}

@Suite struct `The deep sea` {
  /// A row a step, and one of the columns beside, or the edge's.
  @Test(arguments: [2, 3, 7, 10, 100, 999, 1_000])
  func `leads a row down with every step`(size: Int) throws {
    let sea = try #require(
      DeepSea.v0.configured(with: ["size": .integer(size)]).makeBatch().environment(of: 0)
        as? DeepSea)
    let bottom = size * size
    let misses = (0..<bottom).count { cell in
      let (row, column) = cell.quotientAndRemainder(dividingBy: size)
      let nexts = Set((0..<2).flatMap { sea.transitions(from: cell, action: $0).map(\.next) })
      guard row + 1 < size else { return nexts != [bottom] }
      return nexts
        != Set([max(column - 1, 0), min(column + 1, size - 1)].map { (row + 1) * size + $0 })
    }
    #expect(misses == 0)
  }

  @Test func `is the same to copies alone and together`() throws {
    let entry = try DeepSea.v0.configured(with: ["isStochastic": .boolean(true)])
    var one = try #require(entry.makeBatch().environment(of: 0) as? DeepSea)
    var other = one
    var random = RandomSource(seed: 1)
    for _ in 0..<100 {
      one.reset(using: &random)
      other.reset(using: &random)
      for _ in 0..<10 {
        let action = random.integer(below: 2)
        var another = random
        let outcome = one.step(action, using: &random)
        #expect(other.stepAlone(action, using: &another) == outcome)
        #expect(one.observation == other.observation && random == another)
      }
    }
  }
}
