import ReinforcementLearning
import Testing

@testable import GridWorlds

@Suite struct `The toy tasks of Gymnasium` {
  @Test(arguments: [FrozenLakes.small, FrozenLakes.large, Cliffs.v1, Taxis.v4])
  func `play its episodes, seed for seed`(_ entry: EnvironmentEntry) throws {
    let golden = try ToyEpisodes(of: entry.id)
    #expect(golden.episodes.count == 3)
    #expect(try golden.differences(from: entry).isEmpty)
  }

  @Test func `are told apart from an episode that differs in a step`() throws {
    var golden = try ToyEpisodes(of: "Taxi-v4")
    golden.episodes[1].steps[300].observation.row[0] += 1
    golden.episodes[2].steps[17].reward += 1
    let differences = try golden.differences(from: Taxis.v4)
    #expect(differences == ["seed 1, observation of step 300", "seed 42, reward of step 17"])
  }
}

@Suite struct `Frozen lakes` {
  /// Found elsewhere by dynamic programming.
  @Test(arguments: [(FrozenLake.Map.small, 0.8235, 0.5420), (.large, 1, 0.4146)])
  func `are worth what dynamic programming found elsewhere`(
    map: FrozenLake.Map, sure: Double, discounted: Double
  ) throws {
    let model = try FiniteModel(of: ToyWorld(FrozenLake(map: map)))
    #expect(abs(try Solution(of: model, discount: 0.99).values[0] - discounted) < 5e-5)
    #expect(abs(try Solution(of: model, discount: 1).values[0] - sure) < 5e-5)
  }

  @Test(arguments: [(FrozenLake.Map.small, 100, 0.013940), (.large, 200, 0.001901)])
  func `pay random play what its chain says`(
    map: FrozenLake.Map, steps: Int, value: Double
  ) throws {
    for isSlippery in [true, false] {
      let model = try FiniteModel(of: ToyWorld(FrozenLake(map: map, isSlippery: isSlippery)))
      let policy = TabularPolicy(uniformOver: 4, in: model.stateCount)
      let chain = try PolicyChain(model, under: policy)
      #expect(abs(chain.values(steps: steps)[0] - value) < 5e-7)
    }
  }

  @Test func `lead over sure ice in six steps`() throws {
    let solution = try Solution(of: ToyWorld(FrozenLake(isSlippery: false)))
    #expect(solution.expectedLengths[0] == 6)
  }
}

@Suite struct `The cliff` {
  @Test func `is passed at its edge in thirteen steps`() throws {
    let solution = try Solution(of: ToyWorld(CliffWalking()))
    #expect(abs(solution.values[36] + 13) < 1e-9)
    #expect(solution.actions[36] == 0 && solution.actions[35] == 2)
  }

  @Test func `leads back to the start`() {
    let law = CliffWalking().law(of: 36, 1)
    #expect(law == [StateTransition(next: 36, reward: -100)])
    #expect(CliffWalking(isSlippery: true).law(of: 24, 2).map(\.next) == [25, 36, 24])
  }
}

@Suite struct `The taxi` {
  /// Found elsewhere by dynamic programming.
  @Test func `is worth 7.93 over its three hundred starts`() throws {
    let model = try FiniteModel(of: ToyWorld(Taxi()))
    let solution = try Solution(of: model)
    #expect(Taxi().starts.count == 300)
    #expect(abs(model.atStart(solution.values) - 7.93) < 0.005)
    let values = Taxi().starts.map { solution.values[$0.state] }
    #expect(abs((values.min() ?? 0) - 3) < 1e-9 && abs((values.max() ?? 0) - 15) < 1e-9)
    #expect(model.reachableStates().count == 400)
  }

  @Test func `may drop its passenger at another landmark`() {
    var scene = Taxi.Scene(0)
    scene.passenger = Taxi.inTaxi
    scene.destination = 2
    let law = Taxi().law(of: scene.state, 5)
    scene.passenger = 0
    #expect(law == [StateTransition(next: scene.state, reward: -1)])
    #expect(Taxi().law(of: scene.state, 5)[0].reward == -10)
  }

  /// In the second row a wall stands to the right of the second column.
  @Test func `drifts in the rain unless it is blocked`() {
    var scene = Taxi.Scene(0)
    scene.taxi = Taxi.Place(1, 1)
    let rainy = Taxi(isRainy: true)
    #expect(rainy.law(of: scene.state, 2).allSatisfy { $0.next == scene.state })
    let north = rainy.law(of: scene.state, 1).map { Taxi.Scene($0.next).taxi }
    #expect(north == [Taxi.Place(0, 1), Taxi.Place(1, 0), Taxi.Place(1, 1)])
    #expect(abs(rainy.law(of: scene.state, 1)[1].probability - 0.1) < 1e-12)
  }

  @Test func `has passengers who change their mind once`() throws {
    let fickle = Taxi(isFickle: true)
    var scene = Taxi.Scene(500)
    scene.passenger = Taxi.inTaxi
    let changes = fickle.law(of: scene.state, 0).map { Taxi.Scene($0.next) }
    #expect(Set(changes.map(\.destination)) == [1, 2, 3])
    #expect(changes.allSatisfy { !$0.isFickle && $0.taxi == Taxi.Place(1, 0) })
    #expect(fickle.law(of: scene.state, 1).map(\.next) == [scene.state])
    #expect(abs(fickle.starts.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
    #expect(try Solution(of: ToyWorld(fickle)).values[scene.state].isFinite)
  }
}

@Suite struct `The deep sea` {
  @Test(arguments: [2, 10, 30])
  func `is worth its treasure less what the dive costs`(size: Int) throws {
    let calm = DeepSea<SeaIndex>(
      SeaFloor(size: size, isMapped: true, mapping: 3), isStochastic: false)
    #expect(abs(try Solution(of: calm).values[0] - 0.99) < 1e-9)
  }

  /// The treasure is reached if none of the n − 1 steps before the last fails: its own may.
  @Test(arguments: [2, 10])
  func `keeps some from arriving when it is stochastic`(size: Int) throws {
    let rough = DeepSea<SeaIndex>(
      SeaFloor(size: size, isMapped: false, mapping: 0), isStochastic: true)
    var arrival = 1.0
    for _ in 1..<size { arrival *= 1 - 1 / Double(size) }
    // A diver who cannot arrive any more need not pay for going right.
    let value = try Solution(of: rough).values[0]
    #expect(value >= arrival - 0.01 - 1e-9 && value < arrival)
  }

  @Test func `is mapped differently by every seed`() {
    let maps = (0..<3).map { SeaFloor(size: 8, isMapped: true, mapping: $0).rightActions }
    #expect(Set(maps).count == 3)
    #expect(maps.allSatisfy { Set($0) == [0, 1] })
    #expect(Set(SeaFloor(size: 8, isMapped: false, mapping: 0).rightActions) == [1])
  }

  @Test func `shows nothing once the dive is over`() throws {
    let batch = try DeepSeas.v0.configured(with: [
      "observation": .text("planes"), "size": .integer(3),
    ]).makeBatch()
    try batch.reset(seed: 0)
    #expect(Array(batch.observations[0]) == [1, 0, 0, 0, 0, 0, 0, 0, 0])
    for _ in 0..<3 { try batch.step(Rows([0])) }
    #expect(batch.endings == [.terminated])
    #expect(Array(batch.finalObservations[0]) == Array(repeating: 0, count: 9))
  }
}
