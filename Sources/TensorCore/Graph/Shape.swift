/// Rules of shapes: lists of extents, row-major.
enum Shape {
  static let highestRank = 8

  static func count(_ shape: [Int]) -> Int { shape.reduce(1, *) }

  /// The shape that two shapes have in common when they are aligned at the last axis and repeated
  /// along axes of extent one, as in NumPy; nothing if there is none.
  static func broadcast(_ first: [Int], _ second: [Int]) -> [Int]? {
    let rank = max(first.count, second.count)
    let (first, second) = (padded(first, to: rank), padded(second, to: rank))
    var result: [Int] = []
    for (one, other) in zip(first, second) {
      guard one == other || one == 1 || other == 1 else { return nil }
      result.append(one == 1 ? other : one)
    }
    return result
  }

  /// The shape with leading axes of extent one.
  static func padded(_ shape: [Int], to rank: Int) -> [Int] {
    Array(repeating: 1, count: max(0, rank - shape.count)) + shape
  }

  /// The distance between neighbours along each axis of a contiguous array.
  static func strides(_ shape: [Int]) -> [Int] {
    var stride = 1
    var result: [Int] = []
    for extent in shape.reversed() {
      result.append(stride)
      stride *= extent
    }
    return result.reversed()
  }
}

/// An array seen from one run of axes: `[outer, count, inner]`.
struct AxisView: Hashable {
  let outer: Int
  let count: Int
  let inner: Int

  init(_ shape: [Int], axes: Range<Int>) {
    outer = Shape.count(Array(shape[..<axes.lowerBound]))
    count = Shape.count(Array(shape[axes]))
    inner = Shape.count(Array(shape[axes.upperBound...]))
  }
}
