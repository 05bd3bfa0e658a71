/// A value that an agent may hand to an environment, carried between the two as a row of floats.
public protocol ActionValue: Sendable {
  /// Reads a value from a row.
  ///
  /// - Precondition: the row is a value of the environment's action space.
  init(row: Span<Float>)

  /// Appends the value to a row.
  func append(to row: inout [Float])
}

/// A single number that may be an action, or one of several that are one together.
public protocol ActionNumber: ActionValue {
  /// The number that a float of a row stands for.
  init(_ number: Float)
  /// The float that stands for the number.
  var number: Float { get }
}

extension ActionNumber {
  @inlinable public init(row: Span<Float>) { self.init(row[0]) }
  @inlinable public func append(to row: inout [Float]) { row.append(number) }
}

extension Int: ActionNumber {
  @inlinable public var number: Float { Float(self) }
}

extension Float: ActionNumber {
  @inlinable public var number: Float { self }
}

extension Array: ActionValue where Element: ActionNumber {
  @inlinable public init(row: Span<Float>) { self = row.indices.map { Element(row[$0]) } }
  @inlinable public func append(to row: inout [Float]) { row.append(contentsOf: map(\.number)) }
}

extension SIMD where Scalar == Float {
  @inlinable init(floats row: Span<Float>) {
    self.init()
    for place in indices { self[place] = row[place] }
  }

  @inlinable func appendFloats(to row: inout [Float]) {
    for place in indices { row.append(self[place]) }
  }
}

extension SIMD2<Float>: ActionValue {
  @inlinable public init(row: Span<Float>) { self.init(floats: row) }
  @inlinable public func append(to row: inout [Float]) { appendFloats(to: &row) }
}

extension SIMD3<Float>: ActionValue {
  @inlinable public init(row: Span<Float>) { self.init(floats: row) }
  @inlinable public func append(to row: inout [Float]) { appendFloats(to: &row) }
}

extension SIMD4<Float>: ActionValue {
  @inlinable public init(row: Span<Float>) { self.init(floats: row) }
  @inlinable public func append(to row: inout [Float]) { appendFloats(to: &row) }
}
