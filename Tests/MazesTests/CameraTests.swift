import ReinforcementLearning
import Testing

@testable import Mazes

@Suite struct `The camera` {
  /// A maze of 2×2 rooms in which a passage leads to the right from the start in the upper left.
  private func corridor(_ task: MazeTask) throws -> MazeWorld {
    let recipe = MazeRecipe(size: 5, ends: .corners, task: task)
    return try #require(
      (0..<50).lazy.map { MazeWorld(recipe, supply: MazeSupply(first: $0, count: 1)) }
        .first { $0.level.maze[1, 2] == Maze.open })
  }

  private let start = MazePose(cell: 6, heading: 1)

  /// Two cells ahead of a corridor's first comes its end, at 2.5; a ray of slope 17/32 meets the
  /// wall beside at 0.5 × 32/17, one of 1/32 would at 16.
  @Test func `measures a corridor`() throws {
    let camera = MazeCamera(width: 32, height: 24, isGray: false)
    let world = try corridor(.goal)
    #expect(camera.slopes[16] == 1 / 32 && camera.slopes[31] == 31 / 32)
    let ahead = camera.cast(camera.slopes[16], from: start, in: world)
    #expect(ahead == .init(distance: 2.5, place: 0.5 + 2.5 / 32, isBeside: false, cell: 9))
    let beside = camera.cast(camera.slopes[24], from: start, in: world)
    #expect(abs(beside.distance - 16 / 17.0) < 1e-6 && beside.isBeside && beside.cell == 12)
    #expect(abs(beside.place - (0.5 + 16 / 17.0 - 1)) < 1e-6)
    let other = camera.cast(camera.slopes[7], from: start, in: world)
    #expect(other.distance == beside.distance && other.cell == 2)
  }

  @Test func `sees nothing but the wall in front of it`() throws {
    let camera = MazeCamera(width: 32, height: 24, isGray: false)
    let world = try corridor(.goal)
    for slope in camera.slopes {
      let hit = camera.cast(slope, from: MazePose(cell: 6, heading: 0), in: world)
      #expect(hit == .init(distance: 0.5, place: 0.5 + slope / 2, isBeside: false, cell: 1))
    }
  }

  /// A pillar of radius 0.3 in the second cell ahead; a goal that was reached has none.
  @Test func `sees goals that are left as pillars`() throws {
    let camera = MazeCamera(width: 33, height: 24, isGray: false)
    var world = try corridor(.goals)
    let hit = camera.cast(camera.slopes[16], from: start, in: world)
    #expect(camera.slopes[16] == 0)
    #expect(abs(hit.distance - 1.7) < 1e-6 && hit.goal == 1 && hit.cell == 8 && hit.place == 0.5)
    // A ray that passes at 2 sin(arctan 0.2) = 0.39 misses.
    #expect(camera.cast(0.2, from: start, in: world).goal == nil)
    let edge = camera.cast(0.14, from: start, in: world)
    #expect(edge.goal == 1 && edge.place > 0.03 && edge.place < 0.05 || edge.place > 0.95)
    world.standing.progress = 0b010
    #expect(camera.cast(0, from: start, in: world).distance == 2.5)
  }

  /// A wall at 2.5 is 16 / 2.5 = 6.4 pixels high: rows 9 to 14 of 24.
  @Test func `paints ceiling, wall and floor`() throws {
    let camera = MazeCamera(width: 32, height: 24, isGray: false)
    let world = try corridor(.goal)
    var picture = [Float](repeating: -1, count: 3 * 24 * 32)
    var span = picture.mutableSpan
    camera.paint(world, from: start, into: &span)
    func tone(_ row: Int, _ column: Int) -> MazePalette.Tone {
      let place = row * 32 + column
      return .init(picture[place], picture[place + 768], picture[place + 1536], 0)
    }
    for row in 0..<9 { #expect(tone(row, 16) == camera.palette.ceiling) }
    for row in 15..<24 { #expect(tone(row, 16) == camera.palette.floors[row]) }
    let brightness = MazePalette.brightness(at: 2.5)
    for row in 9..<15 {
      // Looking to the right, a wall ahead faces left or right of the map, and is darker.
      let full = camera.palette.wall(9) * (0.75 * brightness)
      let share = tone(row, 16).x / full.x
      #expect([0.62, 0.92, 1].contains { abs($0 - share) < 1e-5 })
    }
    #expect(picture.allSatisfy { (0...1).contains($0) })
  }

  /// What is beside a straight corridor is the same on both sides, but for the colour of bricks.
  @Test func `sees a symmetric place symmetrically`() throws {
    let camera = MazeCamera(width: 32, height: 24, isGray: false)
    let world = try corridor(.goal)
    var compared = 0
    for column in 0..<16 {
      let left = camera.cast(camera.slopes[column], from: start, in: world)
      let right = camera.cast(camera.slopes[31 - column], from: start, in: world)
      // Beyond the corridor's end the way turns off to one side.
      guard left.cell != right.cell || !left.isBeside, left.distance < 1.5 || !left.isBeside else {
        continue
      }
      compared += 1
      #expect(left.distance == right.distance && left.isBeside == right.isBeside)
      let mirrored = left.isBeside ? left.place : 1 - left.place
      #expect(abs(mirrored - right.place) < 1e-6)
      let tone = MazePalette.Tone(repeating: 0.5)
      #expect(painted(left, tone, by: camera) == painted(right, tone, by: camera))
    }
    #expect(compared >= 12)
  }

  private func painted(
    _ hit: MazeCamera.Hit, _ tone: MazePalette.Tone, by camera: MazeCamera
  ) -> [Float] {
    var picture = [Float](repeating: -1, count: 3 * 24 * 32)
    var span = picture.mutableSpan
    camera.paint(0, hit, tone, ceiling: .zero, into: &span)
    return picture
  }

  /// Small steps along a ray, until they are in a wall.
  @Test func `agrees with walking along the rays`() {
    let camera = MazeCamera(width: 37, height: 24, isGray: true)
    var random = RandomSource(seed: 4)
    for number in 0..<20 {
      let recipe = MazeRecipe(generator: .wilson, size: 21, braid: 0.5, task: .goals)
      var world = MazeWorld(recipe, supply: MazeSupply(first: number, count: 1))
      world.standing.progress = 7
      let open = world.level.maze.cells.indices.filter { world.level.maze.cells[$0] != Maze.wall }
      let pose = MazePose(
        cell: open[random.integer(below: open.count)], heading: random.integer(below: 4))
      for slope in camera.slopes {
        let hit = camera.cast(slope, from: pose, in: world)
        #expect(abs(hit.distance - walked(slope, pose, world.level.maze)) < 2e-3)
      }
    }
  }

  private func walked(_ slope: Float, _ pose: MazePose, _ maze: Maze) -> Float {
    let ahead: [(Float, Float)] = [(-1, 0), (0, 1), (1, 0), (0, -1)]
    let (forward, right) = (ahead[pose.heading], ahead[(pose.heading + 1) % 4])
    let row = Float(pose.cell / maze.size) + 0.5
    let column = Float(pose.cell % maze.size) + 0.5
    var distance: Float = 0
    while true {
      let down = row + distance * (forward.0 + slope * right.0)
      let across = column + distance * (forward.1 + slope * right.1)
      if maze[Int(down), Int(across)] == Maze.wall { return distance }
      distance += 1e-3
    }
  }

  @Test func `shows the indicator at the start alone, in colour and in grey`() throws {
    for isGray in [false, true] {
      let camera = MazeCamera(width: 32, height: 24, isGray: isGray)
      let level = MazeLevel(MazeRecipe(size: 11, task: .indicator), number: 0)
      var corners: [Float] = []
      for progress in 0..<2 {
        var world = MazeWorld(level.recipe)
        for isAtStart in [true, false] {
          let next = level.maze.offsets[
            (0..<4).first { level.maze.cells[level.start + level.maze.offsets[$0]] == Maze.open }
              ?? 0]
          world.standing = Standing(
            cell: level.start + (isAtStart ? 0 : 2 * next), progress: progress)
          let heading = (0..<4).first { level.maze.offsets[$0] == next } ?? 0
          var picture = [Float](repeating: 0, count: camera.channelCount * 768)
          var span = picture.mutableSpan
          camera.paint(
            world, from: MazePose(cell: world.standing.cell, heading: heading), into: &span)
          corners.append(picture[15])
        }
      }
      #expect(abs(corners[0] - corners[2]) > 0.3)
      #expect(corners[1] == corners[3])
    }
  }
}

@Suite struct `A view of a maze` {
  @Test func `turns in place and steps ahead`() {
    var view = MazeView(
      MazeWorld(MazeRecipe(size: 5)), through: MazeCamera(width: 32, height: 24, isGray: false))
    var random = RandomSource(seed: 0)
    view.reset(using: &random)
    let start = view.pose
    _ = view.act(0)
    #expect(view.pose.cell == start.cell && view.pose.heading == (start.heading + 3) % 4)
    _ = view.act(1)
    #expect(view.pose.heading == start.heading)
    _ = view.act(2)
    let offset = view.world.level.maze.offsets[start.heading]
    #expect(view.pose.cell == start.cell + offset && view.pose.heading == start.heading)
  }

  /// As many steps as a search over all ways to act finds, one action at a time.
  @Test func `is solved by as few actions as brute force`() {
    for number in 0..<10 {
      let world = MazeWorld(
        MazeRecipe(generator: .kruskal, size: 5, ends: .random),
        supply: MazeSupply(first: number, count: 1))
      var view = MazeView(world, through: MazeCamera(width: 32, height: 24, isGray: false))
      var random = RandomSource(seed: 0)
      view.reset(using: &random)
      let optimum = view.optimum()
      let length = Self.shortest(from: view, within: 14)
      #expect(optimum.expectedLength == length.map(Double.init))
      #expect(abs(optimum.value - (1 - (optimum.expectedLength ?? 0) / 25)) < 1e-12)
    }
  }

  /// The first depth at which some sequence of actions ends the episode.
  private static func shortest(from view: MazeView, within depth: Int) -> Int? {
    (1...depth).first { reaches(view, $0) }
  }

  private static func reaches(_ view: MazeView, _ depth: Int) -> Bool {
    (0..<3).contains { action in
      var next = view
      if next.act(action).ending != nil { return true }
      return depth > 1 && reaches(next, depth - 1)
    }
  }
}
