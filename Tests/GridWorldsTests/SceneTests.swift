import ReinforcementLearning
import Testing

@testable import GridWorlds

/// A world of its own rules, and how many states play can lead to.
struct SeenWorld: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let scene: any GridScene
  let reachable: Int

  /// Of the cliff only its top; of the sea the lower left half and the bottom; of the taxi 25 cells,
  /// with the passenger at one of four places or in it and three or four others to go to, and four
  /// deliveries; of the windy grid all but seven cells from which the wind blows away.
  static let all = [
    SeenWorld("small lake", FrozenLake(.small), 16),
    SeenWorld("large lake", FrozenLake(.large), 64),
    SeenWorld("cliff", CliffWalking(), 38), SeenWorld("sea", DeepSea(), 56),
    SeenWorld("taxi", Taxi(), 25 * (4 * 3 + 4) + 4), SeenWorld("wind", WindyGrid(), 63),
  ]

  private init(_ name: String, _ scene: any GridScene, _ reachable: Int) {
    (testDescription, self.scene, self.reachable) = (name, scene, reachable)
  }
}

extension SeenScene {
  /// One world for each state that play can lead to, by its number.
  static func reached(from scene: Base) throws -> [Int: Self] {
    var random = RandomSource(seed: 0)
    var reached: [Int: Self] = [:]
    var queue: [Self] = []
    func add(_ world: Self, isOver: Bool) {
      guard reached[world.state] == nil else { return }
      reached[world.state] = world
      if !isOver { queue.append(world) }
    }
    for _ in 0..<200 {
      var world = try Self(scene)
      world.reset(using: &random)
      add(world, isOver: false)
    }
    while let world = queue.popLast() {
      for action in 0..<world.actionCount {
        for _ in 0..<20 {
          var next = world
          let outcome = next.step(action, using: &random)
          add(next, isOver: outcome.ending != nil)
        }
      }
    }
    return reached
  }

  /// What is seen in a state.
  static func observation(of scene: Base, in state: Int) throws -> [Float] {
    try #require(try reached(from: scene)[state]).observation
  }
}

@Suite struct `A world of its own rules` {
  @Test(arguments: SeenWorld.all)
  func `looks different in every state`(_ world: SeenWorld) throws {
    func expectDifferent<Base: GridScene, Observer: GridObserver>(
      _ scene: Base, _ observer: Observer.Type
    ) throws {
      let reached = try SeenScene<Base, Observer>.reached(from: scene)
      #expect(reached.count == world.reachable)
      #expect(Set(reached.values.map(\.observation)).count == reached.count, "\(observer)")
    }
    func check(_ scene: some GridScene) throws {
      try expectDifferent(scene, GridCoordinates.self)
      try expectDifferent(scene, GridPlanes.self)
      try expectDifferent(scene, GridPixels.self)
    }
    try check(world.scene)
  }

  /// Six rows and columns, walls included, so that the upper left is at a fifth of both.
  @Test func `tells where walker and goal of a lake are`() throws {
    typealias Seen = SeenScene<FrozenLake, GridCoordinates>
    #expect(
      try Seen.observation(of: FrozenLake(), in: 0) == [0.2, 0.2, 0, 0, 0, 0, 0.8, 0.8, 0, 1])
    #expect(
      try Seen.observation(of: FrozenLake(), in: 13) == [0.8, 0.4, 0, 0, 0, 0, 0.8, 0.8, 0, 1])
  }

  /// The walker looks along the cliff: there is floor to its left and a wall to its right.
  @Test func `shows the cliff ahead, and once it has turned up no more`() throws {
    var world = try SeenScene<CliffWalking, GridView>(CliffWalking())
    func cell(_ line: Int, _ column: Int) -> [Float] {
      Array(world.observation[(line * 7 + column) * 3..<(line * 7 + column) * 3 + 3])
    }
    #expect(cell(6, 3) == [1, 0, 0] && cell(6, 2) == [1, 0, 0] && cell(6, 4) == [2, 5, 0])
    #expect(cell(5, 3) == [9, 0, 0] && cell(0, 3) == [9, 0, 0])
    var random = RandomSource(seed: 0)
    _ = world.step(0, using: &random)
    #expect(cell(5, 3) == [1, 0, 0] && cell(6, 3) == [1, 0, 0])
    world.reset(using: &random)
    #expect(cell(5, 3) == [9, 0, 0])
  }

  /// The planes are wall, goal and walker, on 9×12 cells, walls included.
  @Test func `shows walker and goal of a windy day`() throws {
    let row = try SeenScene<WindyGrid, GridPlanes>.observation(of: WindyGrid(), in: 30)
    let planes = (0..<3).map { plane in (0..<108).filter { row[$0 * 3 + plane] == 1 } }
    #expect(planes[0].count == 38)
    #expect(planes[1...] == [[4 * 12 + 8], [4 * 12 + 1]])
  }

  @Test func `shows who has dived to the bottom in the wall below`() throws {
    let sea = try DeepSea.v0.configured(
      with: ["size": .integer(2), "observation": .text("coordinates")])
    let batch = sea.makeBatch()
    try batch.reset(seed: 0)
    for _ in 0..<2 { try batch.step(Rows([0])) }
    let third: Float = 1 / 3
    let rest: [Float] = [0, 0, 0, 0, 2 * third, 2 * third, 0, 1]
    #expect(Array(batch.following(0)) == [1, third] + rest)
    #expect(Array(batch.observations[0]) == [third, third] + rest)
  }

  /// In the middle, to blue: rows are sixths and columns, which lie two apart, tenths.
  @Test func `shows the passenger in the taxi, and walls between columns`() throws {
    let state = ((2 * 5 + 2) * 5 + 4) * 4 + 3
    let coordinates = try SeenScene<Taxi, GridCoordinates>.observation(of: Taxi(), in: state)
    let expected: [Float] = [3 / 6, 0.5, 0, 1, 0, 2 / 5, 5 / 6, 0.7, 0, 1, 0, 0, 0, 0]
    #expect(coordinates == expected)
    let row = try SeenScene<Taxi, GridPlanes>.observation(of: Taxi(), in: state)
    let planes = (0..<5).map { plane in (0..<77).filter { row[$0 * 5 + plane] == 1 } }
    let inner = planes[0].filter { (1...5).contains($0 / 11) && (1...9).contains($0 % 11) }
    #expect(inner == [15, 26, 46, 50, 57, 61])
    #expect(planes[1...] == [[62], [], [38], Array(0..<77)])
  }
}
