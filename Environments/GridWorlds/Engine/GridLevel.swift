import ReinforcementLearning

/// A grid as it is when an episode begins, and its rules: what all copies of a world share.
///
/// Walls surround all.  Cells are numbered row by row from the upper left.
final class GridLevel: Sendable {
  let rows: Int
  let columns: Int
  /// What lies in each cell at first.
  let cells: [GridCell]
  /// Where an episode may begin, each place as likely as another.
  let starts: [Start]
  let rules: GridRules
  /// What ends an episode, besides lava and obstacles.
  let aim: Aim
  let hasObstacles: Bool
  /// Whether only switches for the light are seen at first.
  let isDark: Bool
  /// By how much a step in each direction changes the number of a cell, `[8]`.
  let offsets: [Int]
  /// How many cells the wind of each column blows, `[columns]`; empty where there is none.
  let wind: [Int]
  /// The rows and the columns with all that is not wall, and the walls beside: what is drawn.
  let drawn: (rows: ClosedRange<Int>, columns: ClosedRange<Int>)

  /// A place and a direction, or all four.
  struct Start: Codable, Hashable, Sendable {
    var cell: Int
    /// A ``GridDirection``; nil is any, each as likely as another.
    var facing: UInt8?
  }

  /// What ends an episode.
  enum Aim: Sendable {
    case goal, pads, fruit
  }

  /// Creates a level.
  ///
  /// - Parameters:
  ///   - map: What there is, with a border that need not be walls.
  ///   - rules: What is paid.
  /// - Throws: ``Failure`` of kind `configuration` if nothing can end an episode or none can begin.
  convenience init(_ map: GridPlan, rules: GridRules) throws {
    var map = map
    var rules = rules
    if !map.isWalled {
      map = map.walled()
      if !rules.wind.isEmpty { rules.wind = [0] + rules.wind + [0] }
    }
    guard !map.starts.isEmpty else {
      throw Failure(.configuration, "no episode can begin", remedy: "mark a start, as A")
    }
    guard let aim = Self.aim(of: map.cells) else {
      throw Failure(
        .configuration, "nothing can be reached, pushed or gathered",
        remedy: "add a goal, as *, a pad and a crate, as _ and x, or fruit, as f")
    }
    guard rules.wind.isEmpty || rules.wind.count == map.columns else {
      throw Failure(
        .configuration, "there are \(rules.wind.count) winds for \(map.columns) columns",
        remedy: "give one for each column")
    }
    self.init(map, rules, aim)
  }

  private struct Source: Hashable {
    var plan: GridPlan
    var rules: GridRules
  }

  private static let known = Memo<Source, GridLevel>()

  /// A level that equal plans and rules share, since many copies of a world are read at once.
  ///
  /// - Throws: ``Failure`` as ``init(_:rules:)`` does.
  static func shared(_ plan: GridPlan, rules: GridRules) throws -> GridLevel {
    try known.value(for: Source(plan: plan, rules: rules)) { try GridLevel(plan, rules: rules) }
  }

  private init(_ map: GridPlan, _ rules: GridRules, _ aim: Aim) {
    rows = map.rows
    columns = map.columns
    cells = map.cells
    starts = map.starts
    self.rules = rules
    self.aim = aim
    wind = rules.wind
    hasObstacles = map.cells.contains { $0.kind == .obstacle }
    isDark = map.cells.contains { $0.kind == .lightOff }
    let width = map.columns
    let open = map.cells.indices.filter { map.cells[$0].kind != .wall }
    drawn = (
      Self.range(of: open.map { $0 / width }), Self.range(of: open.map { $0 % width })
    )
    offsets = [-width, 1, width, -1, 1 - width, width + 1, width - 1, -width - 1]
  }

  /// From one before the least to one after the greatest; there are some, and walls around them.
  private static func range(of places: [Int]) -> ClosedRange<Int> {
    (places.min() ?? 1) - 1...(places.max() ?? 0) + 1
  }

  private static func aim(of cells: [GridCell]) -> Aim? {
    let kinds = Set(cells.map(\.kind))
    if kinds.contains(.goal) { return .goal }
    if kinds.contains(.pad) { return .pads }
    return kinds.contains(.fruit) ? .fruit : nil
  }

  /// The row and the column of a cell.
  func place(of cell: Int) -> (row: Int, column: Int) {
    let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
    return (row, column)
  }
}

extension GridLevel: Hashable {
  static func == (first: GridLevel, second: GridLevel) -> Bool {
    first === second
      || first.columns == second.columns && first.cells == second.cells
        && first.starts == second.starts && first.rules == second.rules
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(cells)
    hasher.combine(starts)
    hasher.combine(rules)
  }
}
