import ReinforcementLearning
import Testing

@testable import Mazes

@Suite struct `What is seen of a maze from above` {
  private func world(_ task: MazeTask) -> MazeWorld {
    MazeWorld(MazeRecipe(size: 7, task: task), supply: MazeSupply(first: 2, count: 1))
  }

  @Test func `is in full planes the whole maze`() {
    var world = world(.goals)
    world.standing.progress = 0b001
    let (level, cells) = (world.level, world.level.maze.cells)
    let row = MazeWalk(world, seenBy: MazePlanesObserver(window: 0)).observation
    #expect(row.count == 3 * 49)
    #expect(Array(row[..<49]) == cells.map { $0 == Maze.wall ? 1 : 0 })
    #expect((0..<49).filter { row[49 + $0] == 1 } == [level.start])
    #expect((0..<49).filter { row[98 + $0] == 1 } == level.goals[1...].sorted())
  }

  /// The window at the start in 5×5 cells is a cutout of the planes, walls around.
  @Test func `is in a window what is around the walker`() {
    let world = world(.indicator)
    let full = MazeWalk(world, seenBy: MazePlanesObserver(window: 0)).observation
    let part = MazeWalk(world, seenBy: MazePlanesObserver(window: 5)).observation
    #expect(full.count == 6 * 49 && part.count == 5 * 25)
    let (row, column) = (world.standing.cell / 7 - 2, world.standing.cell % 7 - 2)
    for plane in 0..<5 {
      for place in 0..<25 {
        let (down, right) = (row + place / 5, column + place % 5)
        let isInside = (0..<7).contains(down) && (0..<7).contains(right)
        let other = plane == 0 ? 0 : plane + 1  // the walker's own plane is left out
        let expected = isInside ? full[other * 49 + down * 7 + right] : plane == 0 ? 1 : 0
        #expect(part[plane * 25 + place] == expected)
      }
    }
  }

  @Test func `tells what is indicated at the start only`() {
    var world = world(.indicator)
    for (progress, sign) in [(0, Float(-1)), (1, 1)] {
      world.standing = Standing(cell: world.level.start, progress: progress)
      #expect(MazeWalk(world, seenBy: MazeCoordinatesObserver()).observation.last == sign)
      let window = MazeWalk(world, seenBy: MazePlanesObserver(window: 3)).observation
      #expect(window[(3 + progress) * 9 + 4] == 1 && window[(4 - progress) * 9 + 4] == 0)
      world.standing.cell = world.level.goals[0]
      #expect(MazeWalk(world, seenBy: MazeCoordinatesObserver()).observation.last == 0)
    }
  }

  @Test func `is in coordinates where everything lies`() {
    let world = world(.goal)
    let row = MazeWalk(world, seenBy: MazeCoordinatesObserver()).observation
    let (start, goal) = (world.level.start, world.level.goals[0])
    #expect(row[0] == Float(start / 7) / 6 && row[1] == Float(start % 7) / 6)
    let around = [start - 7, start + 1, start + 7, start - 1]
    #expect(row[2..<6] == around.map { world.level.maze.cells[$0] == Maze.wall ? 1 : 0 }[...])
    #expect(row[6...] == [Float(goal / 7) / 6, Float(goal % 7) / 6, 1])
  }

  @Test func `is an index that names every state once`() {
    for task in MazeTask.allCases {
      let walk = MazeWalk(world(task), seenBy: MazeIndexObserver(world(task).level))
      let open = walk.world.level.maze.cells.filter { $0 != Maze.wall }.count
      #expect(walk.stateCount == open * task.progressCount)
      for state in 0..<walk.stateCount {
        let standing = walk.observer.standing(in: state)
        #expect(walk.observer.state(of: standing) == state)
      }
    }
  }
}

/// An entry with options.
struct Chosen: CustomTestStringConvertible, Sendable {
  let entry: EnvironmentEntry
  let options: [String: ConfigurationValue]
  var testDescription: String { "\(entry.id) \(options.keys.sorted()) \(options.values)" }

  static let all =
    [Mazes.goal, Mazes.goals, Mazes.indicator].flatMap { entry in
      ["index", "coordinates", "planes", "window"].map {
        Chosen(entry: entry, options: ["observation": .text($0), "size": .integer(7)])
      } + [
        Chosen(
          entry: entry,
          options: [
            "mazes": .integer(0), "size": .integer(7), "braid": .number(0.5),
            "observation": .text("window"),
          ])
      ]
    }
    + ["goal", "goals", "indicator"].map {
      Chosen(
        entry: Mazes.view,
        options: [
          "task": .text($0), "size": .integer(5), "mazes": .integer(10), "colors": .text("gray"),
        ])
    }
}

@Suite struct `Every kind of maze` {
  @Test(arguments: Chosen.all)
  func `keeps the promises of an environment`(_ chosen: Chosen) throws {
    let entry = try chosen.entry.configured(with: chosen.options)
    for (rule, verdict) in EnvironmentConformance(entry, seeds: [0, 1], steps: 400).verdicts() {
      #expect(verdict == .passed, "\(rule)")
    }
  }

  @Test(arguments: [
    ("mazes", ConfigurationValue.integer(2)), ("size", .integer(12)), ("window", .integer(4)),
  ])
  func `refuses what does not fit`(key: String, value: ConfigurationValue) {
    #expect(throws: Failure.self) { try Mazes.goal.configured(with: [key: value]) }
  }
}
