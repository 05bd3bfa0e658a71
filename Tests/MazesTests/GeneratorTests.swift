import ReinforcementLearning
import Testing

@testable import Mazes

/// A generator and a size.
struct Making: CustomTestStringConvertible, Sendable {
  let generator: MazeGenerator
  let size: Int
  var testDescription: String { "\(generator), size \(size)" }

  static let all = MazeGenerator.allCases.flatMap { generator in
    [5, 11, 21, 51, 101].map { Making(generator: generator, size: $0) }
  }

  func maze(_ seed: Int, braid: Double = 0, loops: Int = 0) -> Maze {
    var random = RandomSource(seed: UInt64(seed))
    return Maze(generator, size: size, braid: braid, loops: loops, using: &random)
  }
}

@Suite struct `Mazes as they are made` {
  @Test(arguments: Making.all)
  func `are connected and perfect`(_ making: Making) {
    var random = RandomSource(seed: 1)
    var maze = Maze(size: making.size)
    var unsound = 0
    for _ in 0..<1_000 {
      maze.regenerate(making.generator, braid: 0, loops: 0, using: &random)
      if !MazeCensus(maze).isSound() { unsound += 1 }
    }
    #expect(unsound == 0)
  }

  @Test(arguments: MazeGenerator.allCases)
  func `are connected and perfect at their largest`(_ generator: MazeGenerator) {
    for seed in 0..<5 {
      #expect(MazeCensus(Making(generator: generator, size: 201).maze(seed)).isSound())
    }
  }

  @Test(arguments: Making.all)
  func `have as many loops as are asked for`(_ making: Making) {
    let walls = Maze.wallCount(size: making.size)
    for (seed, loops) in [1, walls / 2, walls].enumerated() {
      #expect(MazeCensus(making.maze(seed, loops: loops)).isSound(loops: loops))
    }
  }

  @Test(arguments: Making.all)
  func `lose the share of their dead ends that is braided`(_ making: Making) {
    for seed in 0..<20 {
      let before = MazeCensus(making.maze(seed)).deadEnds
      let half = MazeCensus(making.maze(seed, braid: 0.5))
      // Each opened wall ends one dead end or two.
      let opened = Int((Double(before) / 2).rounded())
      #expect(half.fault == nil && half.isConnected)
      #expect(half.loops >= opened - opened / 2 && half.loops <= opened)
      #expect(half.deadEnds <= before - opened)
      let whole = MazeCensus(making.maze(seed, braid: 1))
      #expect(whole.fault == nil && whole.isConnected && whole.deadEnds == 0)
    }
  }

  @Test(arguments: Making.all)
  func `are the same bytes from the same seed, and others from another`(_ making: Making) {
    let mazes = (0..<20).map { making.maze($0) }
    #expect(mazes == (0..<20).map { making.maze($0) })
    let least = making.size == 5 ? 2 : 20  // 2×2 rooms have four perfect mazes
    #expect(Set(mazes).count >= least)
  }

  /// Made anew in the memory of another, nothing of which is left.
  @Test(arguments: MazeGenerator.allCases)
  func `do not depend on what was there before`(_ generator: MazeGenerator) {
    let making = Making(generator: generator, size: 21)
    var maze = making.maze(1, braid: 1)
    var random = RandomSource(seed: 2)
    maze.regenerate(generator, braid: 0, loops: 0, using: &random)
    #expect(maze == making.maze(2))
  }

  /// Shares of dead ends at 10×10 rooms, of 1,000 mazes each, found by an independent program.
  @Test(arguments: [
    (MazeGenerator.backtracker, 0.120), (.prim, 0.329), (.kruskal, 0.304), (.eller, 0.289),
    (.wilson, 0.292),
  ])
  func `have as many dead ends as is known`(generator: MazeGenerator, share: Double) {
    let making = Making(generator: generator, size: 21)
    let ends = (0..<1_000).reduce(0) { $0 + MazeCensus(making.maze($1)).deadEnds }
    #expect(abs(Double(ends) / 100_000 - share) < 0.004)
  }

  /// χ² over the 192 spanning trees of 3×3 rooms; 191 degrees of freedom have a deviation of 19.5.
  @Test func `are any perfect maze alike, by Wilson's way`() {
    var random = RandomSource(seed: 3)
    var maze = Maze(size: 7)
    var counts: [Maze: Int] = [:]
    let draws = 100_000
    for _ in 0..<draws {
      maze.regenerate(.wilson, braid: 0, loops: 0, using: &random)
      counts[maze, default: 0] += 1
    }
    #expect(counts.count == 192)
    #expect(Self.chiSquared(counts.values, draws: draws) < 191 + 4 * 19.5)
  }

  /// The same statistic tells that Kruskal's way prefers some.
  @Test func `are not alike by another way`() {
    var random = RandomSource(seed: 3)
    var maze = Maze(size: 7)
    var counts: [Maze: Int] = [:]
    for _ in 0..<100_000 {
      maze.regenerate(.kruskal, braid: 0, loops: 0, using: &random)
      counts[maze, default: 0] += 1
    }
    #expect(Self.chiSquared(counts.values, draws: 100_000) > 191 + 8 * 19.5)
  }

  private static func chiSquared(_ counts: some Collection<Int>, draws: Int) -> Double {
    let expected = Double(draws) / 192
    let seen = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) }
    return (seen + Double(192 - counts.count) * expected * expected) / expected
  }
}

@Suite struct `The census of mazes` {
  private func broken(_ change: (inout Maze) -> Void) -> MazeCensus {
    var maze = Making(generator: .kruskal, size: 11).maze(0)
    change(&maze)
    return MazeCensus(maze)
  }

  @Test func `notices what is no maze`() {
    #expect(broken { _ in }.isSound())
    #expect(broken { $0.cells[2 * 11 + 2] = Maze.open }.fault != nil)
    #expect(broken { $0.cells[1] = Maze.open }.fault != nil)
    #expect(broken { $0.cells[12] = Maze.wall }.fault != nil)
  }

  @Test func `notices a passage too many or too few`() throws {
    let maze = Making(generator: .kruskal, size: 11).maze(0)
    let ways = stride(from: 13, to: 20, by: 2)  // between the rooms of the first row
    let wall = try #require(ways.first { maze.cells[$0] == Maze.wall })
    let passage = try #require(ways.first { maze.cells[$0] == Maze.open })
    #expect(broken { $0.cells[wall] = Maze.open }.loops == 1)
    let cut = broken { $0.cells[passage] = Maze.wall }
    #expect(!cut.isConnected && !cut.isSound())
    // A passage moved keeps their number, and is noticed all the same.
    let moved = broken {
      $0.cells[passage] = Maze.wall
      $0.cells[wall] = Maze.open
    }
    #expect(moved.loops == 0 && moved.isSound() == moved.isConnected)
  }
}
