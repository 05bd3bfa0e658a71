/// The mean and the variance of each of several numbers, kept as they come.
///
/// Follows Chan, Golub and LeVeque, *Algorithms for computing the sample variance*, The American
/// Statistician 37, 1983, in double precision.
public struct RunningStatistics: Codable, Hashable, Sendable {
  /// How many numbers there are.
  public let width: Int
  /// How many rows were seen.
  public private(set) var count = 0
  /// The mean of each number.
  public private(set) var mean: [Double]
  private var squares: [Double]  // the sums of the squared distances from the mean

  /// Creates statistics of nothing.
  public init(width: Int) {
    self.width = width
    mean = Array(repeating: 0, count: width)
    squares = mean
  }

  /// The variance of each number over all rows seen; one before the second row.
  public var variance: [Double] {
    count < 2
      ? Array(repeating: 1, count: width)
      : squares.map { $0 / Double(count) }
  }

  /// Takes one row into account.
  public mutating func include(_ row: ArraySlice<Float>) {
    count += 1
    for (place, number) in row.enumerated() {
      let distance = Double(number) - mean[place]
      mean[place] += distance / Double(count)
      squares[place] += distance * (Double(number) - mean[place])
    }
  }

  /// Subtracts the mean, divides by the deviation, and clips.
  public func normalize(_ row: inout MutableSpan<Float>, clip: Float) {
    for place in row.indices {
      let variance = count < 2 ? 1 : squares[place] / Double(count)
      let normalized = (Double(row[place]) - mean[place]) / (variance + 1e-8).squareRoot()
      row[place] = min(max(Float(normalized), -clip), clip)
    }
  }
}
