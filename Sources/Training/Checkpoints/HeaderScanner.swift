/// Reads the JSON of a tensor file's header, and nothing that is not exactly that.
///
/// General decoders take the first of two equal keys, or the last, a trailing comma or a
/// byte-order mark; then one file has two meanings.  This one refuses all of them.
struct HeaderScanner {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  /// What is wrong, and at which byte of the header.
  struct Complaint: Error {
    let what: String
    let offset: Int
  }

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  func complaint(_ what: String) -> Complaint {
    Complaint(what: what, offset: place - bytes.startIndex)
  }

  // MARK: - Structure

  /// Reads `{ "key": …, … }`; the body reads one value and refuses keys that it has seen.
  mutating func object(
    _ body: (_ scanner: inout HeaderScanner, _ key: String) throws -> Void
  ) throws {
    try expect("{")
    skipSpace()
    if take("}") { return }
    repeat {
      skipSpace()
      let key = try string()
      skipSpace()
      try expect(":")
      skipSpace()
      try body(&self, key)
      skipSpace()
    } while take(",")
    try expect("}")
  }

  /// Reads a list of whole numbers that are not negative.
  mutating func numbers(atMost limit: Int) throws -> [Int] {
    var numbers: [Int] = []
    try expect("[")
    skipSpace()
    if take("]") { return numbers }
    repeat {
      skipSpace()
      guard numbers.count < limit else { throw complaint("more than \(limit) numbers") }
      numbers.append(try number())
      skipSpace()
    } while take(",")
    try expect("]")
    return numbers
  }

  /// Refuses anything but space up to the end.
  mutating func finish() throws {
    skipSpace()
    guard place == bytes.endIndex else { throw complaint("something follows the header") }
  }

  // MARK: - Words

  /// Reads a text between quotes.
  mutating func string() throws -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw complaint("a text that is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw complaint("a control character in a text")
      default: text.append(byte)
      }
    }
    throw complaint("a text without end")
  }

  private mutating func escape() throws -> Unicode.Scalar {
    guard let byte = next() else { throw complaint("a text without end") }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw complaint("an unknown escape")
    }
  }

  private mutating func unicode() throws -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xdc00, next() == UInt8(ascii: "\\"), next() == UInt8(ascii: "u") else {
      throw complaint("half a surrogate pair")
    }
    let second = try hexadecimal()
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw complaint("half a surrogate pair") }
    return scalar
  }

  private mutating func hexadecimal() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw complaint("an escape without four digits")
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// Reads a whole number that is not negative: no sign, no point, no exponent, no leading zero.
  private mutating func number() throws -> Int {
    let start = place
    var value = 0
    while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      let (shifted, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, beyond) = shifted.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      guard !over, !beyond else { throw complaint("a number beyond 64 bits") }
      value = sum
      place += 1
    }
    guard place > start, bytes[start] != UInt8(ascii: "0") || place == start + 1 else {
      throw complaint("no whole number")
    }
    return value
  }

  // MARK: - Bytes

  private func peek() -> UInt8? { place < bytes.endIndex ? bytes[place] : nil }

  private mutating func next() -> UInt8? {
    guard let byte = peek() else { return nil }
    place += 1
    return byte
  }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: wanted) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ wanted: Unicode.Scalar) throws {
    guard take(wanted) else { throw complaint("no \(wanted)") }
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || (0x09...0x0a).contains(byte) || byte == 0x0d {
      place += 1
    }
  }
}
