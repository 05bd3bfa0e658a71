/// A matrix of floats, one row a copy of an environment, `[count, width]`, row-major.
public struct Rows: Codable, Hashable, Sendable {
  /// How many floats a row has.
  public let width: Int
  /// How many rows there are.
  public let count: Int
  /// The floats, row after row.
  public var storage: [Float]

  /// Creates rows of zeros.
  public init(count: Int, width: Int) {
    self.count = count
    self.width = width
    storage = Array(repeating: 0, count: count * width)
  }

  /// Creates rows of floats that stand one row after the other.
  ///
  /// - Precondition: the floats fill whole rows.
  public init(_ storage: [Float], width: Int) {
    precondition(
      width > 0 ? storage.count.isMultiple(of: width) : storage.isEmpty,
      "\(storage.count) floats are not rows of \(width)")
    self.width = width
    self.storage = storage
    count = width > 0 ? storage.count / width : 0
  }

  /// Creates one row.
  public init(_ row: some Collection<Float>) {
    count = 1
    width = row.count
    storage = Array(row)
  }

  /// The row at an index.
  @inlinable
  public subscript(row: Int) -> ArraySlice<Float> {
    get { storage[row * width..<(row + 1) * width] }
    set { storage.replaceSubrange(row * width..<(row + 1) * width, with: newValue) }
  }

  /// The number in a row at a place.
  @inlinable
  public subscript(row: Int, place: Int) -> Float {
    get { storage[row * width + place] }
    set { storage[row * width + place] = newValue }
  }

  /// Some of the rows, in the order given, each as often as it is named.
  public func selecting(_ rows: [Int]) -> Rows {
    var selected = Rows(count: rows.count, width: width)
    for (place, row) in rows.enumerated() { selected[place] = self[row] }
    return selected
  }

  /// Takes over the numbers of rows of the same shape, without allocating.
  public mutating func copy(from other: Rows) {
    precondition(width == other.width && count == other.count, "rows of two shapes")
    storage.withUnsafeMutableBufferPointer { target in
      _ = other.storage.withUnsafeBufferPointer { target.update(fromContentsOf: $0) }
    }
  }
}
