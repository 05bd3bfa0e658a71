/// Numbers in a shape, each between two bounds that may be infinite.
public struct Box: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The least value of each number, in row-major order.
  public let low: [Float]
  /// The greatest value of each number, in row-major order.
  public let high: [Float]
  /// The extent along each axis.
  public let shape: [Int]

  /// How many numbers there are.
  public var count: Int { low.count }

  /// Creates a vector, one range a number.
  public init(_ ranges: [ClosedRange<Float>]) {
    low = ranges.map(\.lowerBound)
    high = ranges.map(\.upperBound)
    shape = [ranges.count]
  }

  /// Creates a box all of whose numbers share one range.
  public init(shape: [Int], in range: ClosedRange<Float>) {
    let count = shape.reduce(1, *)
    low = Array(repeating: range.lowerBound, count: count)
    high = Array(repeating: range.upperBound, count: count)
    self.shape = shape
  }

  /// Creates a box of bounds in row-major order, which fill the shape.
  init(low: [Float], high: [Float], shape: [Int]) {
    precondition(
      low.count == high.count && low.count == shape.reduce(1, *), "bounds that do not fill \(shape)"
    )
    self.low = low
    self.high = high
    self.shape = shape
  }

  /// Every finite number and both infinities: the range of a quantity without bounds.
  public static let unbounded = -Float.infinity...Float.infinity

  /// Whether every number has a finite bound on both sides.
  public var isBounded: Bool { low.allSatisfy(\.isFinite) && high.allSatisfy(\.isFinite) }

  func appendSample(to row: inout [Float], using random: inout RandomSource) {
    for (low, high) in zip(low, high) {
      switch (low.isFinite, high.isFinite) {
      case (true, true): row.append(Float(random.uniform(in: Double(low)..<Double(high).nextUp)))
      case (true, false): row.append(low + Float(random.exponential()))
      case (false, true): row.append(high - Float(random.exponential()))
      case (false, false): row.append(Float(random.normal()))
      }
    }
  }

  public var description: String {
    func text(_ bounds: [Float]) -> String {
      Set(bounds).count == 1 ? "\(bounds[0])" : "\(bounds)"
    }
    guard count > 0 else { return "Box([], \(shape))" }
    return "Box(\(text(low)), \(text(high)), \(shape))"
  }
}

extension Box {
  private enum CodingKeys: CodingKey { case low, high, shape }

  /// Reads a box, whose bounds and shape must agree.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    low = try container.decode([Float].self, forKey: .low)
    high = try container.decode([Float].self, forKey: .high)
    shape = try container.decode([Int].self, forKey: .shape)
    guard low.count == high.count, shape.allSatisfy({ $0 >= 0 }),
      low.count == shape.reduce(1, *)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .shape, in: container, debugDescription: "bounds and shape disagree")
    }
  }
}
