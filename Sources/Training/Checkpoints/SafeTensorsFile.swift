import Foundation
public import ReinforcementLearning

/// Arrays of floats in the safetensors format, which other programs read too and which cannot
/// contain anything that is executed.
public enum SafeTensorsFile {
  /// The whole file as bytes; equal arrays give equal bytes.
  public static func encoded(_ arrays: [String: Archive.Tensor]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size(of: arrays))
    write(arrays) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// The arrays in the bytes of a file, which messages call by a name.
  ///
  /// - Throws: `Failure` of kind `damagedData` if the file is not exactly what the format says,
  ///   or holds anything but 32-bit floats.
  public static func decoded(_ bytes: [UInt8], name: String) throws -> [String: Archive.Tensor] {
    let header: SafeTensorsHeader
    do {
      header = try SafeTensorsHeader(bytes)
    } catch {
      throw Failure(
        .damagedData, "not a sound tensor file: \(error.what)",
        at: "\(name), byte \(error.offset)", remedy: "use another checkpoint")
    }
    var arrays: [String: Archive.Tensor] = [:]
    for entry in header.entries {
      guard entry.type == "F32" else {
        throw Failure(
          .damagedData, "tensor \(entry.name) holds \(entry.type), not F32", at: name,
          remedy: "convert it to 32-bit floats")
      }
      let range =
        entry.range.lowerBound + header.dataStart..<entry.range.upperBound + header.dataStart
      arrays[entry.name] = Archive.Tensor(floats(in: bytes, range), shape: entry.shape)
    }
    return arrays
  }

  /// Reads a file.
  ///
  /// - Throws: `Failure` of kind `missingInput`, `inputOutput` or `damagedData`.
  public static func read(_ path: String) throws -> [String: Archive.Tensor] {
    try decoded(OpenFile(path, O_RDONLY).contents(), name: path)
  }

  // MARK: - Pieces

  /// How many bytes a file of these arrays has.
  static func size(of arrays: [String: Archive.Tensor]) -> Int {
    arrays.values.reduce(header(of: arrays).count) { $0 + $1.floats.count * 4 }
  }

  /// Hands over the file in pieces, without building it in memory.
  static func write(
    _ arrays: [String: Archive.Tensor], to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    try header(of: arrays).withUnsafeBytes { try sink($0) }
    for name in sortedNames(arrays) {
      try arrays[name]?.floats.withUnsafeBytes { try sink($0) }
    }
  }

  private static func sortedNames(_ arrays: [String: Archive.Tensor]) -> [String] {
    arrays.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The length of the header and the header, padded so that the data begins at a multiple of 8.
  private static func header(of arrays: [String: Archive.Tensor]) -> [UInt8] {
    var end = 0
    let entries = sortedNames(arrays).map { name in
      let shape = arrays[name]?.shape ?? []
      let start = end
      end += (arrays[name]?.floats.count ?? 0) * 4
      let extents = shape.map(String.init).joined(separator: ",")
      return "\(quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(extents)],"
        + "\"data_offsets\":[\(start),\(end)]}"
    }
    var text = Array("{\(entries.joined(separator: ","))}".utf8)
    text.append(contentsOf: repeatElement(0x20, count: (8 - text.count % 8) % 8))
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func floats(in bytes: [UInt8], _ range: Range<Int>) -> [Float] {
    let count = range.count / 4
    return [Float](unsafeUninitializedCapacity: count) { floats, initialized in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(floats)
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
      }
      initialized = count
    }
  }
}
