import ReinforcementLearning

/// The level goes along with the world, so that it can be read without knowing where it came from.
extension GridWorld: Codable {
  private enum CodingKeys: CodingKey {
    case rows, columns, map, starts, rules, changes, walker, facing, carried
  }

  /// A cell that is not as it was at first.
  private struct Change: Codable {
    var cell: Int
    var content: GridCell
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func require(_ isRight: Bool, _ key: CodingKeys) throws {
      guard isRight else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "no grid world is like that")
      }
    }
    let rows = try container.decode(Int.self, forKey: .rows)
    let columns = try container.decode(Int.self, forKey: .columns)
    let map = try container.decode([GridCell].self, forKey: .map)
    try require(
      rows > 2 && columns > 2 && rows <= 1_000 && map.count == rows * columns
        && map.allSatisfy(\.isValid), .map)
    var plan = GridPlan(rows: rows, columns: columns, cells: map)
    plan.starts = try container.decode([GridLevel.Start].self, forKey: .starts)
    let isInside = { (cell: Int) in map.indices.contains(cell) }
    try require(
      plan.isWalled && plan.starts.allSatisfy { isInside($0.cell) && $0.facing ?? 0 < 4 }, .starts)
    let rules = try container.decode(GridRules.self, forKey: .rules)
    self.init(try GridLevel.shared(plan, rules: rules))
    for change in try container.decode([Change].self, forKey: .changes) {
      try require(isInside(change.cell) && change.content.isValid, .changes)
      cells[change.cell] = change.content
    }
    walker = try container.decode(Int.self, forKey: .walker)
    facing = try container.decode(Int.self, forKey: .facing)
    carried = try container.decode(GridCell.self, forKey: .carried)
    try require(isInside(walker) && map[walker].kind != .wall, .walker)
    try require((0..<4).contains(facing), .facing)
    try require(carried.isValid, .carried)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(level.rows, forKey: .rows)
    try container.encode(level.columns, forKey: .columns)
    try container.encode(level.cells, forKey: .map)
    try container.encode(level.starts, forKey: .starts)
    try container.encode(level.rules, forKey: .rules)
    let changes = cells.indices.filter { cells[$0] != level.cells[$0] }
      .map { Change(cell: $0, content: cells[$0]) }
    try container.encode(changes, forKey: .changes)
    try container.encode(walker, forKey: .walker)
    try container.encode(facing, forKey: .facing)
    try container.encode(carried, forKey: .carried)
  }
}
