import ReinforcementLearning
import Testing

@testable import GridWorlds

@Suite struct `Levels that are made` {
  private static let layouts: [GridLayout] = [
    .empty(size: 4), .keyDoor(size: 5), .keyDoor(size: 8), .rooms(count: 2, size: 4),
    .rooms(count: 4, size: 5), .rooms(count: 6, size: 10), .lavaGap(size: 5), .lavaGap(size: 9),
    .obstacles(size: 5, count: 2), .lightKey, .fruit(size: 3, count: 4), .fruit(size: 5, count: 5),
    .crates(size: 6, count: 1), .crates(size: 8, count: 1), .crates(size: 6, count: 2),
  ]

  /// Some way to an end that pays is among the states found from the start.
  @Test(arguments: layouts)
  func `can all be solved`(_ layout: GridLayout) throws {
    for number in 0..<25 {
      let states = GridStates.of(
        try GridRecipe(layout: layout, rules: GridRules()).level(number))
      let isSolvable = (0..<states.count).contains { state in
        (0..<4).contains { action in
          states.law(of: state, action).contains { $0.isTerminal && $0.reward > 0 }
        }
      }
      #expect(isSolvable, "level \(number)")
    }
  }

  @Test(arguments: layouts)
  func `are equal for equal numbers`(_ layout: GridLayout) throws {
    func plans() -> [GridPlan] {
      (0..<40).map { number in
        var random = RandomSource(seed: UInt64(number), stream: "grid")
        return layout.plan(using: &random)
      }
    }
    #expect(plans() == plans())
    if case .empty = layout { return }
    #expect(Set(plans()).count > 2)
  }

  @Test func `of rooms have a door less than rooms, and one goal`() throws {
    for number in 0..<40 {
      var random = RandomSource(seed: UInt64(number))
      let plan = GridLayout.rooms(count: 6, size: 6).plan(using: &random)
      #expect(plan.cells.count { $0.kind == .closedDoor } == 5)
      #expect(plan.cells.count { $0.kind == .goal } == 1)
    }
  }

  /// The best order is found by trying all; what lies on the way is another order.
  @Test(arguments: 0..<12)
  func `of fruit are worth what the best order pays`(number: Int) throws {
    let recipe = GridRecipe(layout: .fruit(size: 5, count: 5), rules: GridRules())
    let level = try recipe.level(number)
    let walk = GridWalk<GridIndex>(level)
    #expect(walk.stateCount <= 25 << 5)
    let value = try FiniteModel(of: walk).atStart(Solution(of: walk).values)
    let fruits = level.cells.indices.filter { level.cells[$0].kind == .fruit }
    let best = Self.best(from: level.starts[0].cell, fruits, after: 0, in: level)
    #expect(abs(value - best) < 1e-9)
  }

  private static func best(
    from cell: Int, _ fruits: [Int], after steps: Int, in level: GridLevel
  ) -> Double {
    fruits.map { fruit in
      let (here, there) = (level.place(of: cell), level.place(of: fruit))
      let length = steps + abs(here.row - there.row) + abs(here.column - there.column)
      var worth = 1.0
      for _ in 1..<length { worth *= level.rules.discount }
      return worth + best(from: fruit, fruits.filter { $0 != fruit }, after: length, in: level)
    }.max() ?? 0
  }

  @Test func `are met as it was asked for`() throws {
    func met(_ supply: GridSupply) throws -> Set<[GridCell]> {
      let recipe = GridRecipe(layout: .keyDoor(size: 8), rules: GridRules())
      var journey = try GridJourney<GridPlanes>(recipe, supply: supply)
      var random = RandomSource(seed: 2)
      return Set(
        (0..<60).map { _ in
          journey.reset(using: &random)
          return journey.walk.world.cells
        })
    }
    let recipe = GridRecipe(layout: .keyDoor(size: 8), rules: GridRules())
    let some = try (5..<9).map { try recipe.level($0).cells }
    #expect(try met(GridSupply(first: 5, count: 4)) == Set(some))
    #expect(try met(GridSupply(first: 5, count: 1)) == [some[0]])
    #expect(try met(GridSupply(first: 0, count: 0)).count > 40)
  }
}
