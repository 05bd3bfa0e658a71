import ReinforcementLearning
import Testing

@testable import GridWorlds

extension GridObserver {
  /// What it shows of a world.
  static func row(of world: GridWorld) -> [Float] {
    let observer = Self(world.level)
    var row = [Float](repeating: -9, count: observer.space.rowWidth)
    var span = row.mutableSpan
    observer.observe(world, into: &span)
    #expect(observer.space.contains(row[...]))
    return row
  }
}

@Suite struct `What is seen of a grid world` {
  /// Facing right, so that the left of the picture is up on the map.
  @Test func `is in a view what lies ahead, turned upwards`() throws {
    let drawn = try DrawnWorld("######\n#....#\n#.~y.#\n#A...#\n#...+#\n#..*.#\n######")
    let row = GridView.row(of: drawn.world)
    func cell(_ line: Int, _ column: Int) -> [Float] {
      Array(row[(line * 7 + column) * 3..<(line * 7 + column) * 3 + 3])
    }
    #expect(cell(6, 3) == [1, 0, 0])
    #expect(cell(5, 2) == [9, 0, 0])
    #expect(cell(4, 2) == [5, 4, 0])
    #expect(cell(4, 5) == [8, 1, 0])
    #expect(cell(3, 4) == [4, 5, 1])
    #expect(cell(2, 3) == [2, 5, 0])
    #expect(cell(1, 3) == [0, 0, 0])
    #expect(cell(6, 6) == [2, 5, 0])
  }

  @Test func `is in a view hidden and carried as in MiniGrid`() throws {
    var random = RandomSource(seed: 4)
    let kinds = GridCell.Kind.allCases
    var hidden = 0
    for _ in 0..<400 {
      let (rows, columns) = (random.integer(in: 4..<12), random.integer(in: 4..<12))
      var plan = GridPlan(room: rows, by: columns)
      plan[1, 1] = GridCell(.goal)
      plan.start(1, 2)
      var world = GridWorld(try GridLevel(plan, rules: GridRules(actions: .turns)))
      for row in 1..<rows - 1 {
        for column in 1..<columns - 1 where random.uniform() < 0.5 {
          let kind = random.uniform() < 0.4 ? .wall : kinds[random.integer(below: kinds.count)]
          guard kind != .lightOff else { continue }
          world.cells[row * columns + column] = GridCell(kind, kind == .wall ? .grey : .blue)
        }
      }
      world.walker =
        random.integer(in: 1..<rows - 1) * columns + random.integer(in: 1..<columns - 1)
      world.cells[world.walker] = GridCell([.floor, .openDoor][random.integer(below: 2)])
      world.facing = random.integer(below: 4)
      world.carried = [.floor, GridCell(.key, .blue)][random.integer(below: 2)]
      let picture = MiniGridPicture(of: world)
      hidden += picture.seen.count { !$0 }
      #expect(GridView.row(of: world) == picture.numbers)
    }
    #expect(hidden > 1_000)
  }

  /// The planes are wall, goal, open, closed and locked door, key; the walker; a key that is carried.
  @Test func `is in planes the whole grid`() throws {
    var drawn = try DrawnWorld("######\n#AyY*#\n######")
    func planes() -> [[Int]] {
      let row = GridPlanes.row(of: drawn.world)
      return (0..<8).map { plane in (0..<18).filter { row[$0 * 8 + plane] == 1 } }
    }
    let walls = Array(0..<7) + Array(11..<18)
    #expect(planes() == [walls, [10], [], [], [9], [8], [7], []])
    _ = drawn.play("rr")
    #expect(planes() == [walls, [10], [9], [], [], [], [8], Array(0..<18)])
  }

  @Test func `is in coordinates where everything is`() throws {
    var drawn = try DrawnWorld("######\n#AyY*#\n######", actions: .turns)
    let walker: [Float] = [0.5, 0.2, 1, 0]
    let (goal, door): ([Float], [Float]) = ([0.5, 0.8, 0, 1], [0.5, 0.6, 0.8, 1 / 3])
    #expect(
      GridCoordinates.row(of: drawn.world)
        == walker + [0, 0, 0, 0] + goal + door + [0.5, 0.4, 0.8, 1])
    _ = drawn.play("p")
    #expect(
      GridCoordinates.row(of: drawn.world)
        == walker + [1, 0, 0, 0.8] + goal + door + [0, 0, 0, 0])
  }

  @Test func `is in pixels a tile a cell, and in the corner what is carried`() throws {
    var drawn = try DrawnWorld("######\n#AyY*#\n######")
    func tile(_ cell: Int) -> [Float] {
      let row = GridPixels.row(of: drawn.world)
      return (0..<8).flatMap { line in
        let first = ((cell / 6 * 8 + line) * 48 + cell % 6 * 8) * 3
        return Array(row[first..<first + 24])
      }
    }
    let (wall, key, walker) = (tile(0), tile(8), tile(7))
    #expect(wall == tile(17) && Set([wall, key, walker, tile(9), tile(10)]).count == 5)
    _ = drawn.play("r")
    #expect(tile(0) == key && tile(8) == walker && tile(17) == wall)
    _ = drawn.play("u")
    #expect(tile(8) != walker)
  }

  @Test func `is little in the dark`() throws {
    var drawn = try DrawnWorld("#####\n#lA.#\n#y.*#\n#####")
    func seen() -> [Int] {
      let planes = GridPlanes.row(of: drawn.world)
      let width = planes.count / 20
      return (0..<20).filter { cell in planes[cell * width..<(cell + 1) * width].contains(1) }
    }
    #expect(seen() == [6, 7])
    let pixels = GridPixels.row(of: drawn.world)
    let dark = pixels.count { $0 == 0 }
    #expect(dark > pixels.count / 2)
    #expect(GridView.row(of: drawn.world).count { $0 > 0 } <= 2)
    let coordinates = GridCoordinates.row(of: drawn.world)
    _ = drawn.play("l")
    #expect(seen().count == 18)
    #expect(coordinates.count { $0 > 0 } < GridCoordinates.row(of: drawn.world).count { $0 > 0 })
  }
}

/// The picture that MiniGrid makes, by its own way: cut out, turned, and searched for what is seen.
private struct MiniGridPicture {
  var cells: [GridCell]
  var seen = [Bool](repeating: false, count: 49)

  init(of world: GridWorld) {
    let (row, column) = world.level.place(of: world.walker)
    cells = (0..<49).map { place in
      let (ahead, aside) = (6 - place / 7, place % 7 - 3)
      let (down, right) =
        switch world.facing {
        case 0: (row - ahead, column + aside)
        case 1: (row + aside, column + ahead)
        case 2: (row + ahead, column - aside)
        default: (row - aside, column - ahead)
        }
      let isInside =
        (0..<world.level.rows).contains(down) && (0..<world.level.columns).contains(right)
      return isInside ? world.cells[down * world.level.columns + right] : .wall
    }
    look()
    cells[45] = world.carried
  }

  private mutating func look() {
    seen[45] = true
    for line in (0..<7).reversed() {
      for column in 0..<6 { spread(from: column, to: column + 1, line) }
      for column in (1..<7).reversed() { spread(from: column, to: column - 1, line) }
    }
  }

  private mutating func spread(from column: Int, to next: Int, _ line: Int) {
    let hides: Set<GridCell.Kind> = [.wall, .closedDoor, .lockedDoor]
    guard seen[line * 7 + column], !hides.contains(cells[line * 7 + column].kind) else { return }
    seen[line * 7 + next] = true
    guard line > 0 else { return }
    seen[(line - 1) * 7 + next] = true
    seen[(line - 1) * 7 + column] = true
  }

  var numbers: [Float] {
    cells.indices.flatMap { place -> [Float] in
      let code = GridView.codes[Int(cells[place].rawValue)]
      return seen[place] ? [code.x, code.y, code.z] : [0, 0, 0]
    }
  }
}
