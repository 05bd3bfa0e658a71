@testable import TensorCore

/// What operations on triangular matrices mean, `[b, n, n]`.
enum ReferenceTriangles {
  /// By columns, each taken out of what is left.
  static func factors(_ x: ReferenceArray) -> [Double] {
    let (n, size) = (x.shape[1], x.shape[1] * x.shape[1])
    return (0..<x.shape[0]).flatMap { batch in
      var rest = ReferenceArray(shape: [n, n]) {
        (x[[batch, $0[0], $0[1]]] + x[[batch, $0[1], $0[0]]]) / 2
      }.values
      var factor = Array(repeating: 0.0, count: size)
      for column in 0..<n {
        let pivot = rest[column * n + column].squareRoot()
        for row in column..<n { factor[row * n + column] = rest[row * n + column] / pivot }
        for place in 0..<size {
          rest[place] -= factor[place / n * n + column] * factor[place % n * n + column]
        }
      }
      return factor
    }
  }

  /// By elimination from the end of the dependencies, one unknown at a time.
  static func solutions(
    _ triangles: ReferenceArray, _ right: ReferenceArray, _ rule: TriangularSolution
  ) -> [Double] {
    let (n, columns) = (right.shape[1], right.shape[2])
    let order = Array(0..<n)
    return (0..<right.shape[0]).flatMap { batch in
      var x = Array(right.values[batch * n * columns..<(batch + 1) * n * columns])
      for solved in rule.isUpper != rule.isTransposed ? order.reversed() : order {
        for column in 0..<columns {
          x[solved * columns + column] /= triangles[[batch, solved, solved]]
        }
        for row in 0..<n where row != solved {
          let place = rule.isTransposed ? [batch, solved, row] : [batch, row, solved]
          let isRead = rule.isUpper ? place[1] < place[2] : place[1] > place[2]
          for column in 0..<columns where isRead {
            x[row * columns + column] -= triangles[place] * x[solved * columns + column]
          }
        }
      }
      return x
    }
  }
}
