/// Cells on a grid, some of them walls; the free ones are numbered row by row, from zero.
struct GridMap: Sendable {
  /// How many rows there are.
  let rows: Int
  /// How many columns there are.
  let columns: Int
  /// The row and the column of each free cell, both from the upper left.
  let places: [Place]
  private let neighbors: [Int]  // of each cell, in the order of the directions

  /// A row and a column.
  struct Place: Hashable, Sendable {
    var row: Int
    var column: Int
  }

  /// Reads a drawing: `w` is a wall, a space is free.
  ///
  /// - Precondition: the lines are equally long and hold nothing else, and walls surround all.
  init(_ drawing: String) {
    let lines = drawing.split(separator: "\n").map(Array.init)
    let columns = lines.first?.count ?? 0
    precondition(lines.allSatisfy { $0.count == columns }, "the lines of a map are equally long")
    precondition(
      lines.allSatisfy { $0.allSatisfy { "w ".contains($0) } }, "a map has walls and free cells")
    let places = lines.indices.flatMap { row in
      (0..<columns).filter { lines[row][$0] == " " }.map { Place(row: row, column: $0) }
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(places, places.indices))
    precondition(
      places.allSatisfy {
        (1..<lines.count - 1).contains($0.row) && (1..<columns - 1).contains($0.column)
      }, "a map has walls on all sides")
    neighbors = places.indices.flatMap { cell in
      GridDirection.allCases.map { numbers[places[cell].moved($0)] ?? cell }
    }
    self.rows = lines.count
    self.columns = columns
    self.places = places
  }

  /// The cell that a step leads to: the same one where a wall is in the way.
  func cell(from cell: Int, _ direction: GridDirection) -> Int {
    neighbors[cell * GridDirection.allCases.count + direction.rawValue]
  }
}

/// Where a step on a grid leads, as actions number it.
enum GridDirection: Int, CaseIterable, Sendable {
  case up, right, down, left
}

extension GridMap.Place {
  /// The place one step away.
  func moved(_ direction: GridDirection) -> Self {
    switch direction {
    case .up: Self(row: row - 1, column: column)
    case .right: Self(row: row, column: column + 1)
    case .down: Self(row: row + 1, column: column)
    case .left: Self(row: row, column: column - 1)
    }
  }
}
