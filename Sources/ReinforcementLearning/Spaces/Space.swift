/// What may be observed or done.
///
/// A value of a space travels as a *row* of floats: an index is one float (exact up to 2²⁴), a box
/// is its numbers in row-major order, a tuple is its parts one after the other.
public indirect enum Space: Codable, Hashable, Sendable {
  /// One of the integers from zero to one less than the count.
  case discrete(Int)
  /// Numbers, each between two bounds.
  case box(Box)
  /// Several integers, each below its own count.
  case multiDiscrete([Int])
  /// So many numbers that are zero or one.
  case multiBinary(Int)
  /// A value of each space, in order.
  case tuple([Space])
  /// A value of each space, by name, in the order given.
  case dictionary([Field])

  /// A named part of a ``dictionary(_:)``.
  public struct Field: Codable, Hashable, Sendable {
    /// The name of the part.
    public var name: String
    /// What the part may be.
    public var space: Space

    /// Creates a named part.
    public init(_ name: String, _ space: Space) {
      self.name = name
      self.space = space
    }
  }

  /// How many floats a value takes in a row.
  public var rowWidth: Int {
    switch self {
    case .discrete: 1
    case .box(let box): box.count
    case .multiDiscrete(let counts): counts.count
    case .multiBinary(let count): count
    case .tuple(let spaces): spaces.reduce(0) { $0 + $1.rowWidth }
    case .dictionary(let fields): fields.reduce(0) { $0 + $1.space.rowWidth }
    }
  }

  /// How many numbers a network sees of a value: as ``rowWidth``, but every index one-hot.
  public var featureWidth: Int {
    switch self {
    case .discrete(let count): count
    case .box(let box): box.count
    case .multiDiscrete(let counts): counts.reduce(0, +)
    case .multiBinary(let count): count
    case .tuple(let spaces): spaces.reduce(0) { $0 + $1.featureWidth }
    case .dictionary(let fields): fields.reduce(0) { $0 + $1.space.featureWidth }
    }
  }

  /// The number of actions if the space is discrete.
  public var discreteCount: Int? {
    guard case .discrete(let count) = self else { return nil }
    return count
  }

  /// The box if the space is one.
  public var box: Box? {
    guard case .box(let box) = self else { return nil }
    return box
  }

  /// Whether a row is a value of the space: as wide, finite and within every bound.
  public func contains(_ row: ArraySlice<Float>) -> Bool { firstViolation(in: row) == nil }

  /// The place of the first number in a row that lies outside, or nil where the row is a value.
  ///
  /// A row of another width than ``rowWidth`` is wrong from its first missing or surplus place on.
  public func firstViolation(in row: ArraySlice<Float>) -> Int? {
    var place = 0
    var rest = row
    return firstViolation(consuming: &rest, place: &place) ?? (rest.isEmpty ? nil : place)
  }

  private func firstViolation(
    consuming row: inout ArraySlice<Float>, place: inout Int
  ) -> Int? {
    func next(_ isAllowed: (Float) -> Bool) -> Bool {
      guard let number = row.popFirst(), isAllowed(number) else { return false }
      place += 1
      return true
    }
    func isIndex(_ number: Float, below count: Int) -> Bool {
      number >= 0 && number < Float(count) && number == number.rounded(.down)
    }
    switch self {
    case .discrete(let count):
      return next { isIndex($0, below: count) } ? nil : place
    case .box(let box):
      for (low, high) in zip(box.low, box.high) {
        guard next({ $0.isFinite && $0 >= low && $0 <= high }) else { return place }
      }
    case .multiDiscrete(let counts):
      for count in counts {
        guard next({ isIndex($0, below: count) }) else { return place }
      }
    case .multiBinary(let count):
      for _ in 0..<count {
        guard next({ $0 == 0 || $0 == 1 }) else { return place }
      }
    case .tuple(let spaces):
      for space in spaces {
        if let wrong = space.firstViolation(consuming: &row, place: &place) { return wrong }
      }
    case .dictionary(let fields):
      for field in fields {
        if let wrong = field.space.firstViolation(consuming: &row, place: &place) { return wrong }
      }
    }
    return nil
  }

  /// Appends to `row` a value drawn uniformly.
  ///
  /// As in Gymnasium, a number without bounds is drawn from a normal law, one with a single bound
  /// from an exponential law beside it.
  public func appendSample(to row: inout [Float], using random: inout RandomSource) {
    switch self {
    case .discrete(let count): row.append(Float(random.integer(below: count)))
    case .box(let box): box.appendSample(to: &row, using: &random)
    case .multiDiscrete(let counts):
      for count in counts { row.append(Float(random.integer(below: count))) }
    case .multiBinary(let count):
      for _ in 0..<count { row.append(Float(random.integer(below: 2))) }
    case .tuple(let spaces):
      for space in spaces { space.appendSample(to: &row, using: &random) }
    case .dictionary(let fields):
      for field in fields { field.space.appendSample(to: &row, using: &random) }
    }
  }

  /// Appends to `features` what a network sees of the row: numbers as they are, indices one-hot.
  ///
  /// - Precondition: `row` is as wide as ``rowWidth``, its indices within their counts.
  public func appendFeatures(of row: ArraySlice<Float>, to features: inout [Float]) {
    var rest = row
    appendFeatures(consuming: &rest, to: &features)
  }

  private func appendFeatures(consuming row: inout ArraySlice<Float>, to features: inout [Float]) {
    func appendOneHot(_ count: Int) {
      let start = features.count
      features.append(contentsOf: repeatElement(0, count: count))
      features[start + Int(row.removeFirst())] = 1
    }
    switch self {
    case .discrete(let count): appendOneHot(count)
    case .multiDiscrete(let counts): counts.forEach(appendOneHot)
    case .box, .multiBinary:
      features.append(contentsOf: row.prefix(rowWidth))
      row.removeFirst(rowWidth)
    case .tuple(let spaces):
      for space in spaces { space.appendFeatures(consuming: &row, to: &features) }
    case .dictionary(let fields):
      for field in fields { field.space.appendFeatures(consuming: &row, to: &features) }
    }
  }

  /// Whether the space holds an index, so that its features differ from its row.
  public var hasIndices: Bool { featureWidth != rowWidth || discreteCount != nil }
}

extension Space: CustomStringConvertible {
  public var description: String {
    switch self {
    case .discrete(let count): "Discrete(\(count))"
    case .box(let box): box.description
    case .multiDiscrete(let counts): "MultiDiscrete(\(counts))"
    case .multiBinary(let count): "MultiBinary(\(count))"
    case .tuple(let spaces):
      "Tuple(" + spaces.map(\.description).joined(separator: ", ") + ")"
    case .dictionary(let fields):
      "Dictionary(" + fields.map { "\($0.name): \($0.space)" }.joined(separator: ", ") + ")"
    }
  }
}
