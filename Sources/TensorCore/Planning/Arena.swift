/// Gives offsets of one block of memory to values that do not live at the same time.
struct Arena {
  private var free: [Range<Int>] = []
  /// How many floats are needed in all.
  private(set) var size = 0

  /// Floats between two offsets: a cache line.
  static let grain = 16

  static func rounded(_ count: Int) -> Int { (max(count, 1) + grain - 1) / grain * grain }

  /// An offset for so many floats: in the smallest gap that holds them, or at the end.
  mutating func take(_ count: Int) -> Int {
    let count = Self.rounded(count)
    let gap = free.indices.filter { free[$0].count >= count }.min {
      free[$0].count < free[$1].count
    }
    guard let gap else {
      let last = free.last.flatMap { $0.upperBound == size ? free.popLast() : nil }
      let start = last?.lowerBound ?? size
      size = start + count
      return start
    }
    let start = free[gap].lowerBound
    free[gap] = start + count..<free[gap].upperBound
    if free[gap].isEmpty { free.remove(at: gap) }
    return start
  }

  /// Gives floats back.
  mutating func give(_ offset: Int, _ count: Int) {
    let range = offset..<offset + Self.rounded(count)
    let index = free.firstIndex { $0.lowerBound > range.lowerBound } ?? free.count
    free.insert(range, at: index)
    for left in [index, index - 1] where left >= 0 && left + 1 < free.count {
      if free[left].upperBound == free[left + 1].lowerBound {
        free[left] = free[left].lowerBound..<free[left + 1].upperBound
        free.remove(at: left + 1)
      }
    }
  }
}
