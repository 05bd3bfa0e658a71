/// An event as TensorBoard reads it: a protocol buffer within a record with checksums.
enum EventRecord {
  /// The first record of every file.
  static func version(wallTime: Double) -> [UInt8] {
    framed(time(wallTime) + field(3, Array("brain.Event:2".utf8)))
  }

  /// Some numbers at a step.
  ///
  /// The fields, by their numbers in `event.proto` and `summary.proto`: an event has a wall time
  /// (1), a step (2) and a summary (5); a summary has values (1), each a tag (1) and a number (2).
  static func scalars(_ scalars: [(String, Double)], step: Int, wallTime: Double) -> [UInt8] {
    let summary = scalars.flatMap { tag, number in
      field(1, field(1, Array(tag.utf8)) + [2 << 3 | 5] + littleEndian(Float(number).bitPattern))
    }
    return framed(time(wallTime) + [2 << 3] + variable(UInt64(step)) + field(5, summary))
  }

  /// The record: length, its checksum, content, its checksum.
  static func framed(_ content: [UInt8]) -> [UInt8] {
    let length = littleEndian(UInt64(content.count))
    return length + littleEndian(CRC32C.masked(length)) + content
      + littleEndian(CRC32C.masked(content))
  }

  private static func time(_ seconds: Double) -> [UInt8] {
    [1 << 3 | 1] + littleEndian(seconds.bitPattern)
  }

  private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + variable(UInt64(content.count)) + content
  }

  /// Seven bits a byte, the lowest first, the eighth bit for "more follows".
  private static func variable(_ number: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
