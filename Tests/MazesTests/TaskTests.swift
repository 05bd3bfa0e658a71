import ReinforcementLearning
import Testing

@testable import Mazes

/// A task in a kind of maze.
struct Tasking: CustomTestStringConvertible, Sendable {
  let recipe: MazeRecipe
  let number: Int
  var testDescription: String { "\(recipe) \(number)" }
  var world: MazeWorld { MazeWorld(recipe, supply: MazeSupply(first: number, count: 1)) }

  static let all = MazeTask.allCases.flatMap { task in
    MazeEnds.allCases.flatMap { ends in
      [0, 0.5].flatMap { braid in
        (0..<4).compactMap { number in
          let recipe = MazeRecipe(
            generator: MazeGenerator.allCases[(number + ends.rawValue.count) % 6],
            size: [5, 7, 11, 9][number], braid: braid, ends: ends, task: task)
          return (try? recipe.validate()).map { Tasking(recipe: recipe, number: number) }
        }
      }
    }
  }
}

@Suite struct `Tasks in mazes` {
  /// Breadth-first search against dynamic programming, in every state that can occur.
  @Test(arguments: Tasking.all)
  func `are solved alike by search and by dynamic programming`(_ tasking: Tasking) throws {
    let world = tasking.world
    let walk = MazeWalk(world, seenBy: MazeIndexObserver(world.level))
    let solution = try Solution(of: walk)
    for start in 0..<world.level.recipe.task.progressCount {
      guard start == 0 || world.level.recipe.task == .indicator else { continue }
      var walker = walk.placed(inState: walk.searchState)
      walker = walk.placed(inState: start * world.level.maze.cells.count + world.level.start)
      var hasEnded = false
      while !hasEnded {
        let found = walker.shortestWay()
        let known = solution.optimum(in: walker.state)
        #expect(abs(found.value - known.value) < 1e-9)
        #expect(found.expectedLength == known.expectedLength?.rounded())
        #expect(Set(found.actions) == Set(known.actions))
        for (one, other) in zip(found.actionValues, known.actionValues) {
          #expect(abs(one - other) < 1e-9)
        }
        hasEnded = walker.act(Int(found.actions[0][0])).ending != nil
      }
    }
  }

  @Test func `begin with the goal as far away as can be`() {
    for number in 0..<50 {
      let level = MazeLevel(MazeRecipe(size: 11), number: number)
      let lengths = level.maze.rooms.map { room in
        level.maze.rooms.map { Tree.distance(from: room, to: $0, in: level.maze) }.max() ?? 0
      }
      let length = Tree.distance(from: level.start, to: level.goals[0], in: level.maze)
      #expect(length == lengths.max())
    }
  }

  @Test(arguments: MazeTask.allCases)
  func `place start and goals in different rooms`(_ task: MazeTask) throws {
    for ends in MazeEnds.allCases where task != .indicator || ends == .farthest {
      for number in 0..<200 {
        let level = MazeLevel(
          MazeRecipe(size: 5 + number % 3 * 2, braid: 0.5, ends: ends, task: task), number: number)
        #expect(Set(level.goals + [level.start]).count == task.goalCount + 1)
        #expect((level.goals + [level.start]).allSatisfy { level.maze.isRoom($0) })
        if ends == .corners { #expect(level.start == level.recipe.size + 1) }
      }
    }
  }

  /// Neither goal lies in the way to the other, in perfect mazes and others.
  @Test(arguments: [0, 0.3, 1])
  func `can be solved whatever is indicated`(braid: Double) {
    for number in 0..<300 {
      let recipe = MazeRecipe(
        generator: MazeGenerator.allCases[number % 6], size: [5, 7, 9][number % 3], braid: braid,
        task: .indicator)
      let world = MazeWorld(recipe, supply: MazeSupply(first: number, count: 1))
      var walk = MazeWalk(world, seenBy: MazeIndexObserver(world.level))
      for goal in 0..<2 {
        walk = walk.placed(
          inState: goal * world.level.maze.cells.count + world.level.start)
        #expect(walk.shortestWay().value > 0)
      }
    }
  }

  @Test func `pay for the goals and cost for the steps`() {
    let level = MazeLevel(MazeRecipe(size: 5, ends: .corners, task: .goals), number: 0)
    let cost = 1 / 25.0
    var standing = Standing(cell: level.goals[0] - 1, progress: 0)
    // Goals can be entered from any side here, walls or not: only the target cell counts.
    #expect(level.move(&standing, by: 1) == Outcome(reward: 1 - cost))
    #expect(standing == Standing(cell: level.goals[0], progress: 1))
    standing.cell -= 1
    #expect(level.move(&standing, by: 1) == Outcome(reward: -cost))
    standing = Standing(cell: level.goals[1] - 1, progress: 0b101)
    #expect(level.move(&standing, by: 1) == Outcome(reward: 1 - cost, ending: .terminated))
    let wall = Standing(cell: 6, progress: 0)
    standing = wall
    #expect(level.move(&standing, by: -5) == Outcome(reward: -cost))
    #expect(standing == wall)
    let indicated = MazeLevel(MazeRecipe(size: 5, task: .indicator), number: 0)
    for (progress, sign) in [(0, 1.0), (1, -1)] {
      standing = Standing(cell: indicated.goals[0] - 1, progress: progress)
      let outcome = indicated.move(&standing, by: 1)
      #expect(outcome == Outcome(reward: sign - cost, ending: .terminated))
    }
  }

  @Test(arguments: [
    MazeRecipe(size: 12), MazeRecipe(size: 3), MazeRecipe(size: 203),
    MazeRecipe(size: 5, loops: 2), MazeRecipe(braid: 0.5, loops: 1),
    MazeRecipe(ends: .corners, task: .indicator),
  ])
  func `refuse what cannot be made`(_ recipe: MazeRecipe) {
    #expect(throws: Failure.self) { try recipe.validate() }
  }
}

@Suite struct `The mazes that are met` {
  private func numbers(_ supply: MazeSupply) -> [Int] {
    var world = MazeWorld(MazeRecipe(size: 7), supply: supply)
    var random = RandomSource(seed: 5)
    return (0..<300).map { _ in
      world.begin(using: &random)
      #expect(world.level.maze == MazeLevel(world.level.recipe, number: world.level.number).maze)
      #expect(world.standing.cell == world.level.start)
      return world.level.number
    }
  }

  @Test func `are one, those of a range, or always another`() {
    #expect(Set(numbers(MazeSupply(first: 7, count: 1))) == [7])
    #expect(Set(numbers(MazeSupply(first: 20, count: 10))) == Set(20..<30))
    #expect(Set(numbers(MazeSupply(first: 0, count: 0))).count == 300)
  }

  @Test func `continue from what was written down`() throws {
    var archive = Archive()
    let world = MazeWorld(MazeRecipe(size: 11), supply: MazeSupply(first: 3, count: 5))
    archive.store(world, for: "world")
    let read = try archive.value(MazeWorld.self, for: "world")
    #expect(read.level.maze == world.level.maze && read.standing == world.standing)
  }
}

/// Distances in a maze, by the simplest search.
enum Tree {
  static func distance(from start: Int, to end: Int, in maze: Maze) -> Int {
    var seen: Set = [start]
    var (front, steps) = ([start], 0)
    while !front.contains(end), !front.isEmpty {
      steps += 1
      front = front.flatMap { [$0 - maze.size, $0 + 1, $0 + maze.size, $0 - 1] }
        .filter { maze.cells[$0] != Maze.wall && seen.insert($0).inserted }
    }
    return front.isEmpty ? .max : steps
  }
}
