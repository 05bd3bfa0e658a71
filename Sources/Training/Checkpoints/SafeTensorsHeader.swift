import ReinforcementLearning

/// The part of a tensor file that says what lies where.
///
/// Follows the safetensors format of Hugging Face, stricter than its reference where that accepts
/// what its own text forbids, or what no file of ours has: see ``Limit``.
struct SafeTensorsHeader {
  /// The tensors in the order in which they lie.
  private(set) var entries: [Entry] = []
  /// Where the data begins, in bytes.
  let dataStart: Int

  /// What is said of one tensor.
  struct Entry {
    var name: String
    var type: String
    var shape: [Int]
    var range: Range<Int>  // bytes behind the header
  }

  /// What is refused, however large the file is.
  enum Limit {
    static let headerBytes = 16 << 20
    static let tensors = 65_536
    static let rank = 8
    static let extent = 1 << 31
    static let nameBytes = 512
  }

  /// The bytes of one number of each type.
  private static let widths = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "I16": 2, "U16": 2, "F16": 2,
    "BF16": 2, "I32": 4, "U32": 4, "F32": 4, "I64": 8, "U64": 8, "F64": 8,
  ]

  /// Reads the header of a file that is in memory.
  init(_ bytes: [UInt8]) throws(HeaderScanner.Complaint) {
    guard bytes.count >= 8 else { throw .init(what: "fewer than 8 bytes", offset: 0) }
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(Limit.headerBytes) else {
      throw .init(what: "a header of \(length) bytes, more than any has", offset: 0)
    }
    guard Int(length) <= bytes.count - 8 else {
      throw .init(what: "a header of \(length) bytes, more than follow", offset: 0)
    }
    dataStart = 8 + Int(length)
    do {
      entries = try Self.entries(bytes[8..<dataStart])
      try requireCover(of: bytes.count - dataStart)
    } catch let complaint as HeaderScanner.Complaint {
      throw complaint
    } catch {
      throw .init(what: "\(error)", offset: 0)
    }
  }

  private static func entries(_ bytes: ArraySlice<UInt8>) throws -> [Entry] {
    var entries: [Entry] = []
    var names: Set<String> = []
    var scanner = HeaderScanner(bytes)
    try scanner.object { scanner, name in
      guard names.insert(name).inserted else { throw scanner.complaint("a name twice") }
      if name == "__metadata__" {
        try readMetadata(&scanner)
      } else {
        guard entries.count < Limit.tensors else {
          throw scanner.complaint("more than \(Limit.tensors) tensors")
        }
        guard isHarmless(name) else { throw scanner.complaint("a name that none has") }
        entries.append(try entry(name, &scanner))
      }
    }
    try scanner.finish()
    return entries
  }

  private static func readMetadata(_ scanner: inout HeaderScanner) throws {
    var keys: Set<String> = []
    try scanner.object { scanner, key in
      guard keys.insert(key).inserted else { throw scanner.complaint("a key twice") }
      _ = try scanner.string()
    }
  }

  private static func entry(_ name: String, _ scanner: inout HeaderScanner) throws -> Entry {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try scanner.object { scanner, field in
      switch field {
      case "dtype" where type == nil: type = try scanner.string()
      case "shape" where shape == nil: shape = try scanner.numbers(atMost: Limit.rank)
      case "data_offsets" where offsets == nil: offsets = try scanner.numbers(atMost: 2)
      default: throw scanner.complaint("a field that is unknown or comes twice")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2 else {
      throw scanner.complaint("a tensor without type, shape or place")
    }
    guard let width = widths[type] else { throw scanner.complaint("an unknown type of number") }
    guard offsets[0] <= offsets[1] else { throw scanner.complaint("an end before the start") }
    guard byteCount(shape, width: width) == offsets[1] - offsets[0] else {
      throw scanner.complaint("a shape that does not fill its place")
    }
    return Entry(name: name, type: type, shape: shape, range: offsets[0]..<offsets[1])
  }

  /// How many bytes a shape fills; nil beyond the limits.
  private static func byteCount(_ shape: [Int], width: Int) -> Int? {
    var count = width
    for extent in shape {
      guard extent <= Limit.extent else { return nil }
      let (product, isOver) = count.multipliedReportingOverflow(by: extent)
      if isOver { return nil }
      count = product
    }
    return count
  }

  /// Whether a name can neither be taken for a path that leads elsewhere nor upset a terminal.
  static func isHarmless(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= Limit.nameBytes else { return false }
    guard name.unicodeScalars.allSatisfy({ !$0.properties.isControl }) else { return false }
    return name.split(separator: "/", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// Puts the tensors into the order in which they lie, and refuses gaps, overlaps and a rest.
  private mutating func requireCover(of count: Int) throws {
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var end = 0
    for entry in entries {
      guard entry.range.lowerBound == end else {
        throw HeaderScanner.Complaint(what: "tensors with a gap or an overlap", offset: 0)
      }
      end = entry.range.upperBound
    }
    guard end == count else {
      throw HeaderScanner.Complaint(what: "\(count) bytes of data instead of \(end)", offset: 0)
    }
  }
}

extension Unicode.Scalar.Properties {
  /// Whether it is a control or format character, which a terminal may obey.
  fileprivate var isControl: Bool {
    switch generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
