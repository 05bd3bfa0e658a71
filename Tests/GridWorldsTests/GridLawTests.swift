import Foundation
import ReinforcementLearning
import Testing

@testable import GridWorlds

@Suite struct `The laws of a level` {
  /// The engine runs its step through every course of chance; the four rooms state their laws.
  @Test(arguments: [0, 1 / 3.0, 1])
  func `are those of the four rooms, drawn as a level`(slip: Double) throws {
    let walk = GridWalk<GridIndex>(try FourRooms.recipe(.moves, slip: slip).level(0))
    let rooms = FourRooms(slip: slip)
    #expect(walk.stateCount == rooms.stateCount && walk.discount == rooms.discount)
    #expect(walk.startDistribution().map(\.state) == rooms.startDistribution().map(\.state))
    for state in 0..<rooms.stateCount {
      for action in 0..<4 {
        let one = Self.law(walk.transitions(from: state, action: action))
        let other = Self.law(rooms.transitions(from: state, action: action))
        #expect(Set(one.keys) == Set(other.keys))
        #expect(one.allSatisfy { abs($0.value - (other[$0.key] ?? 0)) < 1e-12 })
      }
    }
  }

  /// Probabilities by where a step leads, what it pays and whether it ends, impossible ones left out.
  private static func law(_ transitions: [StateTransition]) -> [[Double]: Double] {
    transitions.reduce(into: [:]) { law, transition in
      guard transition.probability > 0 else { return }
      let arrival = [Double(transition.next), transition.reward, transition.isTerminal ? 1 : 0]
      law[arrival, default: 0] += transition.probability
    }
  }

  private static let windy = """
    step: -1
    goal: 0
    discount: 1
    wind: 0 0 0 1 1 1 2 2 1 0
    gusts: GUSTS

    ..........
    ..........
    ..........
    A......*..
    ..........
    ..........
    ..........
    """

  /// Fifteen steps, and as many as dynamic programming found elsewhere.
  @Test(arguments: [(false, 15), (true, 20.6283)])
  func `blow walkers as far as in Sutton and Barto`(gusts: Bool, length: Double) throws {
    let text = Self.windy.replacing("GUSTS", with: "\(gusts)")
    let walk = GridWalk<GridIndex>(try DrawnWorld.level(text))
    let solution = try Solution(of: walk)
    #expect(abs(try FiniteModel(of: walk).atStart(solution.values) + length) < 5e-5)
  }

  @Test func `use hands where no wind blows`() throws {
    var drawn = try DrawnWorld("wind: 0 0 1 0 0\n\n.....\n.....\nAy..*")
    // The key is taken in the calm; from the column of the wind the next step blows up by one.
    _ = drawn.play("r")
    #expect(drawn.held == "y")
    _ = drawn.play("rr")
    #expect(drawn.drawing.split(separator: "\n")[2] == "#...>.#")
  }

  /// Four of the cells around it are floor, and neither the goal nor a wall.
  @Test func `let an obstacle step onto each free cell around it as likely as another`() throws {
    let drawn = try DrawnWorld("#####\n#A..#\n#..O#\n#..*#\n#####")
    var places: [Int: Double] = [:]
    EveryChance.forEach { (chance: inout EveryChance) -> Int in
      var world = drawn.world
      _ = world.step(0, chance: &chance)
      return world.cells.firstIndex { $0.kind == .obstacle } ?? -1
    } then: { probability, place in
      places[place, default: 0] += probability
    }
    #expect(places == [7: 0.25, 8: 0.25, 12: 0.25, 17: 0.25])
  }

  @Test func `number every state once`() throws {
    for layout in [GridLayout.keyDoor(size: 5), .lightKey, .crates(size: 6, count: 1)] {
      for actions in GridActions.allCases {
        let recipe = GridRecipe(layout: layout, rules: GridRules(actions: actions))
        let states = GridStates.of(try recipe.level(3))
        let numbers = (0..<states.count).map { states.number(of: states.world($0)) }
        #expect(numbers == Array(0..<states.count))
      }
    }
  }
}

@Suite struct `Every course of chance` {
  @Test func `is taken once, with its probability`() {
    var courses: [[Int]: Double] = [:]
    EveryChance.forEach { (chance: inout EveryChance) -> [Int] in
      guard chance.happens(0.25) else { return [] }
      let first = chance.choice(among: 2)
      return first == 0 ? [first] : [first, chance.choice(among: 3)]
    } then: { probability, course in
      #expect(courses.updateValue(probability, forKey: course) == nil)
    }
    #expect(courses.keys.count == 5)
    #expect(courses[[]] == 0.75 && courses[[0]] == 0.125)
    #expect((0..<3).allSatisfy { abs((courses[[1, $0]] ?? 0) - 0.125 / 3) < 1e-15 })
  }
}

@Suite struct `A walk that is read` {
  private func walk() throws -> GridWalk<GridIndex> {
    GridWalk(try DrawnWorld.level("######\n#AyY*#\n######"))
  }

  private func read(_ world: GridWorld) throws -> GridWalk<GridIndex> {
    try JSONDecoder().decode(GridWalk<GridIndex>.self, from: JSONEncoder().encode(world))
  }

  @Test func `goes on where it was`() throws {
    var walk = try walk()
    var random = RandomSource(seed: 0)
    _ = walk.step(1, using: &random)
    let other = try read(walk.world)
    #expect(other.state == walk.state && other.world.carried == walk.world.carried)
  }

  @Test func `is refused where no walk comes to`() throws {
    var world = try walk().world
    world.cells[9] = .floor
    #expect(throws: DecodingError.self) { try read(world) }
    world.cells[9] = world.level.cells[9]
    world.walker = 0
    #expect(throws: DecodingError.self) { try read(world) }
  }
}
