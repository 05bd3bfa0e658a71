/// A small dense matrix, for the solution of ``LQR``.
struct Matrix: Codable, Hashable, Sendable {
  let rows: Int
  let columns: Int
  private(set) var numbers: [Double]  // [rows, columns], row-major

  init(rows: Int, columns: Int, _ number: (Int, Int) -> Double) {
    self.rows = rows
    self.columns = columns
    numbers = (0..<rows * columns).map { number($0 / columns, $0 % columns) }
  }

  /// Creates a matrix from its rows, all of one width.
  init(_ rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "the rows \(rows) differ in width")
    self.init(rows: rows.count, columns: width) { rows[$0][$1] }
  }

  subscript(row: Int, column: Int) -> Double {
    get { numbers[row * columns + column] }
    set { numbers[row * columns + column] = newValue }
  }

  var transposed: Matrix { Matrix(rows: columns, columns: rows) { self[$1, $0] } }
  var trace: Double { (0..<rows).reduce(0) { $0 + self[$1, $1] } }

  static func + (first: Matrix, second: Matrix) -> Matrix {
    Matrix(rows: first.rows, columns: first.columns) { first[$0, $1] + second[$0, $1] }
  }

  static func - (first: Matrix, second: Matrix) -> Matrix {
    Matrix(rows: first.rows, columns: first.columns) { first[$0, $1] - second[$0, $1] }
  }

  static func * (factor: Double, matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows, columns: matrix.columns) { factor * matrix[$0, $1] }
  }

  static func * (first: Matrix, second: Matrix) -> Matrix {
    precondition(
      first.columns == second.rows,
      "[\(first.rows), \(first.columns)] times [\(second.rows), \(second.columns)]")
    return Matrix(rows: first.rows, columns: second.columns) { row, column in
      (0..<first.columns).reduce(0) { $0 + first[row, $1] * second[$1, column] }
    }
  }

  static func * (matrix: Matrix, vector: [Double]) -> [Double] {
    (0..<matrix.rows).map { row in
      vector.indices.reduce(0) { $0 + matrix[row, $1] * vector[$1] }
    }
  }

  /// `vᵀ M v`.
  func form(of vector: [Double]) -> Double {
    zip(vector, self * vector).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// What times this matrix is `right`, by elimination with the greatest pivot of each column.
  ///
  /// - Precondition: the matrix is square and regular.
  func solve(_ right: Matrix) -> Matrix {
    var left = self
    var right = right
    for pivot in 0..<rows {
      let greatest =
        (pivot..<rows).max { abs(left[$0, pivot]) < abs(left[$1, pivot]) } ?? pivot
      left.swapRows(pivot, greatest)
      right.swapRows(pivot, greatest)
      precondition(left[pivot, pivot] != 0, "a singular matrix has no inverse")
      for row in 0..<rows where row != pivot {
        let factor = left[row, pivot] / left[pivot, pivot]
        left.subtract(factor, timesRow: pivot, fromRow: row)
        right.subtract(factor, timesRow: pivot, fromRow: row)
      }
    }
    return Matrix(rows: rows, columns: right.columns) { right[$0, $1] / left[$0, $0] }
  }

  private mutating func swapRows(_ first: Int, _ second: Int) {
    guard first != second else { return }
    for column in 0..<columns {
      numbers.swapAt(first * columns + column, second * columns + column)
    }
  }

  private mutating func subtract(_ factor: Double, timesRow source: Int, fromRow row: Int) {
    for column in 0..<columns { self[row, column] -= factor * self[source, column] }
  }
}
