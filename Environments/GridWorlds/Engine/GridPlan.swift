import ReinforcementLearning

/// A grid that is being laid out.
struct GridPlan: Codable, Hashable, Sendable {
  let rows: Int
  let columns: Int
  private(set) var cells: [GridCell]
  var starts: [GridLevel.Start] = []

  /// Floor, with walls around it.
  init(room rows: Int, by columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    cells = Array(repeating: .floor, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns
      where row == 0 || row == rows - 1 || column == 0 || column == columns - 1 {
        self[row, column] = .wall
      }
    }
  }

  /// A grid as it is given.
  ///
  /// - Precondition: there are `rows` times `columns` cells.
  init(rows: Int, columns: Int, cells: [GridCell]) {
    precondition(cells.count == rows * columns, "\(cells.count) cells for \(rows)×\(columns)")
    (self.rows, self.columns, self.cells) = (rows, columns, cells)
  }

  subscript(row: Int, column: Int) -> GridCell {
    get { cells[row * columns + column] }
    set { cells[row * columns + column] = newValue }
  }

  subscript(cell: Int) -> GridCell {
    get { cells[cell] }
    set { cells[cell] = newValue }
  }

  /// Lets an episode begin in a cell.
  mutating func start(_ row: Int, _ column: Int, facing: GridDirection? = .right) {
    starts.append(
      GridLevel.Start(cell: row * columns + column, facing: facing.map { UInt8($0.rawValue) }))
  }

  /// Puts a thing onto a free cell of some rows and columns, each as likely as another.
  ///
  /// - Returns: The cell.
  /// - Precondition: there is a free one.
  @discardableResult
  mutating func place(
    _ cell: GridCell?, rows: Range<Int>, columns: Range<Int>, using random: inout RandomSource
  ) -> Int {
    let free = rows.flatMap { row in columns.map { row * self.columns + $0 } }.filter { place in
      cells[place] == .floor && !starts.contains { $0.cell == place }
    }
    precondition(!free.isEmpty, "no cell is free")
    let chosen = free[random.integer(below: free.count)]
    if let cell { cells[chosen] = cell }
    return chosen
  }

  /// Whether walls surround all.
  var isWalled: Bool {
    let border = cells.indices.filter {
      let (row, column) = $0.quotientAndRemainder(dividingBy: columns)
      return row == 0 || row == rows - 1 || column == 0 || column == columns - 1
    }
    return border.allSatisfy { cells[$0].kind == .wall }
  }

  /// The same with walls around it.
  func walled() -> GridPlan {
    var plan = GridPlan(room: rows + 2, by: columns + 2)
    for row in 0..<rows {
      for column in 0..<columns { plan[row + 1, column + 1] = self[row, column] }
    }
    plan.starts = starts.map {
      let (row, column) = $0.cell.quotientAndRemainder(dividingBy: columns)
      return GridLevel.Start(cell: (row + 1) * plan.columns + column + 1, facing: $0.facing)
    }
    return plan
  }
}
