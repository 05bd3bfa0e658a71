import ReinforcementLearning

/// What levels are made from: equal recipes and numbers make equal levels.
struct GridRecipe: Codable, Hashable, Sendable {
  var layout: GridLayout
  var rules: GridRules

  /// One of the levels.
  ///
  /// - Throws: ``Failure`` if it cannot be played.
  func level(_ number: Int) throws -> GridLevel {
    var random = RandomSource(seed: UInt64(number), stream: "grid")
    return try GridLevel.shared(layout.plan(using: &random), rules: rules)
  }
}

/// How levels are laid out.
enum GridLayout: Codable, Hashable, Sendable {
  /// As a user drew it.
  case fixed(GridPlan)
  /// An empty room, from corner to corner.
  case empty(size: Int)
  /// Two rooms with a locked door between them, whose key lies in the first.
  case keyDoor(size: Int)
  /// A chain of rooms with closed doors between them.
  case rooms(count: Int, size: Int)
  /// A room divided by lava with a gap in it.
  case lavaGap(size: Int)
  /// A room in which balls wander about.
  case obstacles(size: Int, count: Int)
  /// Two rooms in the dark: a light, a key, a locked door and a goal.
  case lightKey
  /// A meadow with fruit.
  case fruit(size: Int, count: Int)
  /// A room with crates and as many pads.
  case crates(size: Int, count: Int)

  /// Lays a level out.
  func plan(using random: inout RandomSource) -> GridPlan {
    switch self {
    case .fixed(let plan): plan
    case .empty(let size): Self.empty(size)
    case .keyDoor(let size): Self.keyDoor(size, &random)
    case .rooms(let count, let size): RoomChain.plan(count: count, greatest: size, &random)
    case .lavaGap(let size): Self.lavaGap(size, &random)
    case .obstacles(let size, let count): Self.obstacles(size, count, &random)
    case .lightKey: Self.lightKey(&random)
    case .fruit(let size, let count): Self.fruit(size, count, &random)
    case .crates(let size, let count): Self.crates(size, count, &random)
    }
  }
}

extension GridLayout {
  /// An empty room with the goal in the lower right and the start in the upper left.
  private static func empty(_ size: Int) -> GridPlan {
    var plan = GridPlan(room: size, by: size)
    plan[size - 2, size - 2] = GridCell(.goal)
    plan.start(1, 1)
    return plan
  }

  private static func keyDoor(_ size: Int, _ random: inout RandomSource) -> GridPlan {
    var plan = GridPlan(room: size, by: size)
    plan[size - 2, size - 2] = GridCell(.goal)
    let wall = random.integer(in: 2..<size - 2)
    for row in 1..<size - 1 { plan[row, wall] = .wall }
    plan[random.integer(in: 1..<size - 2), wall] = GridCell(.lockedDoor, .yellow)
    plan.place(GridCell(.key, .yellow), rows: 1..<size - 1, columns: 1..<wall, using: &random)
    plan.startAnywhere(rows: 1..<size - 1, columns: 1..<wall, using: &random)
    return plan
  }

  private static func lavaGap(_ size: Int, _ random: inout RandomSource) -> GridPlan {
    var plan = empty(size)
    let column = random.integer(in: 2..<size - 2)
    let gap = random.integer(in: 1..<size - 1)
    for row in 1..<size - 1 where row != gap { plan[row, column] = GridCell(.lava) }
    return plan
  }

  private static func obstacles(
    _ size: Int, _ count: Int, _ random: inout RandomSource
  ) -> GridPlan {
    var plan = empty(size)
    for _ in 0..<count {
      plan.place(
        GridCell(.obstacle, .blue), rows: 1..<size - 1, columns: 1..<size - 1, using: &random)
    }
    return plan
  }

  private static func lightKey(_ random: inout RandomSource) -> GridPlan {
    var plan = GridPlan(room: 7, by: 9)
    for row in 1..<6 { plan[row, 4] = .wall }
    plan[random.integer(in: 1..<6), 4] = GridCell(.lockedDoor, .yellow)
    // A row apart from the walls, so that neither stands in the way of the door.
    plan.place(GridCell(.lightOff), rows: 1..<6, columns: 1..<2, using: &random)
    plan.place(GridCell(.key, .yellow), rows: 1..<6, columns: 1..<4, using: &random)
    plan.place(GridCell(.goal), rows: 1..<6, columns: 5..<8, using: &random)
    plan.startAnywhere(rows: 1..<6, columns: 2..<4, using: &random)
    return plan
  }

  private static func fruit(
    _ size: Int, _ count: Int, _ random: inout RandomSource
  ) -> GridPlan {
    var plan = GridPlan(room: size + 2, by: size + 2)
    plan.start(1 + size / 2, 1 + size / 2)
    for _ in 0..<count {
      plan.place(GridCell(.fruit), rows: 1..<size + 1, columns: 1..<size + 1, using: &random)
    }
    return plan
  }

  /// Crates lie away from walls, so that each can be pushed in every direction at first.
  private static func crates(
    _ size: Int, _ count: Int, _ random: inout RandomSource
  ) -> GridPlan {
    var plan = GridPlan(room: size, by: size)
    for _ in 0..<count {
      plan.place(GridCell(.crate), rows: 2..<size - 2, columns: 2..<size - 2, using: &random)
      plan.place(GridCell(.pad), rows: 2..<size - 2, columns: 2..<size - 2, using: &random)
    }
    plan.startAnywhere(rows: 1..<size - 1, columns: 1..<size - 1, using: &random)
    return plan
  }
}

extension GridPlan {
  /// Lets episodes begin in one free cell, looking in one direction.
  mutating func startAnywhere(
    rows: Range<Int>, columns: Range<Int>, using random: inout RandomSource
  ) {
    let cell = place(nil, rows: rows, columns: columns, using: &random)
    starts.append(GridLevel.Start(cell: cell, facing: UInt8(random.integer(below: 4))))
  }
}
