/// A named array that lives outside programs, and that several programs share.
///
/// Programs read and write its memory in place; it belongs to whoever holds the parameter, and is
/// not meant for two threads at once.
public final class Parameter {
  /// What it is called in checkpoints.
  public let name: String
  /// The extent along each axis.
  public let shape: [Int]
  /// Its memory, row-major and aligned to 64 bytes.
  public let buffer: UnsafeMutableBufferPointer<Float>

  /// Creates a parameter.
  ///
  /// - Precondition: there are as many values as the shape says.
  public init(_ name: String, shape: [Int], values: [Float]) {
    let count = shape.reduce(1, *)
    precondition(
      values.count == count, "parameter \(name): \(values.count) values for the shape \(shape)")
    self.name = name
    self.shape = shape
    buffer = UnsafeMutableBufferPointer(start: AlignedMemory.allocate(floats: count), count: count)
    _ = buffer.update(fromContentsOf: values)
  }

  deinit { buffer.deallocate() }

  /// How many floats it has.
  public var count: Int { buffer.count }

  /// Its floats, row-major, copied out or in.
  ///
  /// - Precondition: as many are set as there are.
  public var values: [Float] {
    get { Array(buffer) }
    set {
      precondition(
        newValue.count == count,
        "parameter \(name): \(newValue.count) values for the shape \(shape)"
      )
      _ = buffer.update(fromContentsOf: newValue)
    }
  }
}

/// Memory as vector instructions like it.
enum AlignedMemory {
  static let alignment = 64

  /// Zeros, to be freed with `deallocate()`.
  static func allocate(floats count: Int) -> UnsafeMutablePointer<Float> {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: alignment)
    let floats = bytes.bindMemory(to: Float.self, capacity: max(count, 1))
    floats.initialize(repeating: 0, count: max(count, 1))
    return floats
  }
}
