#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Standard normal numbers, by the method of Box and Muller (1958).
enum StandardNormal {
  static func draw(using random: inout some RandomNumberGenerator) -> Double {
    // Never zero, whose logarithm is infinite.
    let first = (Double(random.next() >> 11) + 0.5) * 0x1p-53
    let second = Double(random.next() >> 11) * 0x1p-53
    return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
  }
}

/// A matrix whose rows or columns, whichever are fewer, are orthonormal, uniform among all such.
///
/// Normal numbers made orthonormal one vector after another: as PyTorch's QR decomposition with the
/// signs of R's diagonal taken out of it.
struct OrthogonalMatrix {
  /// `[rows, columns]`.
  let values: [Double]

  init(rows: Int, columns: Int, using random: inout some RandomNumberGenerator) {
    let (count, length) = (min(rows, columns), max(rows, columns))
    var vectors: [[Double]] = []
    while vectors.count < count {
      var vector = (0..<length).map { _ in StandardNormal.draw(using: &random) }
      // Twice, since what rounding leaves after the first time is no longer small beside the rest.
      for _ in 0..<2 {
        for other in vectors {
          let part = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for place in vector.indices { vector[place] -= part * other[place] }
        }
      }
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      vectors.append(vector.map { $0 / norm })
    }
    values = (0..<rows * columns).map { place in
      let (row, column) = (place / columns, place % columns)
      return rows < columns ? vectors[row][column] : vectors[column][row]
    }
  }
}
