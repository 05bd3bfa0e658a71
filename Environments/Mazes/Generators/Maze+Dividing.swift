import ReinforcementLearning

/// Mazes that are divided from an open field.
extension Maze {
  /// A part of the field, in rooms.
  private struct Field {
    var row: Int
    var column: Int
    var rows: Int
    var columns: Int
  }

  /// Divides the field by a wall with one gap, then each of the parts, until all are corridors.
  mutating func divide(using random: inout RandomSource) {
    for row in 1..<size - 1 {
      for column in 1..<size - 1 { cells[row * size + column] = Self.open }
    }
    var fields = [Field(row: 0, column: 0, rows: roomsPerSide, columns: roomsPerSide)]
    while let field = fields.popLast() {
      guard field.rows > 1, field.columns > 1 else { continue }
      let isSquare = field.rows == field.columns
      let isAcross = isSquare ? random.integer(below: 2) == 0 : field.rows > field.columns
      let (upper, lower) =
        isAcross ? divideAcross(field, using: &random) : divideDown(field, using: &random)
      fields.append(upper)
      fields.append(lower)
    }
  }

  private mutating func divideAcross(
    _ field: Field, using random: inout RandomSource
  ) -> (Field, Field) {
    let rows = 1 + random.integer(below: field.rows - 1)
    let gap = field.column + random.integer(below: field.columns)
    let first = 2 * (field.row + rows) * size
    for column in 2 * field.column + 1..<2 * (field.column + field.columns)
    where column != 2 * gap + 1 {
      cells[first + column] = Self.wall
    }
    var (upper, lower) = (field, field)
    upper.rows = rows
    lower.rows -= rows
    lower.row += rows
    return (upper, lower)
  }

  private mutating func divideDown(
    _ field: Field, using random: inout RandomSource
  ) -> (Field, Field) {
    let columns = 1 + random.integer(below: field.columns - 1)
    let gap = field.row + random.integer(below: field.rows)
    let column = 2 * (field.column + columns)
    for row in 2 * field.row + 1..<2 * (field.row + field.rows) where row != 2 * gap + 1 {
      cells[row * size + column] = Self.wall
    }
    var (left, right) = (field, field)
    left.columns = columns
    right.columns -= columns
    right.column += columns
    return (left, right)
  }
}
