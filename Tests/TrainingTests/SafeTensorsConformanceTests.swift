import ReinforcementLearning
import Testing

@testable import Training

/// Files made by hand, and whether they are to be read; where the reference library is laxer than
/// its own text, these are stricter.
@Suite struct `The header of a file of tensors` {
  /// One file and its name in messages.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    init(_ name: String, _ header: String, data: Int = 0) {
      self.init(name, tensorFile(header, data: data))
    }
  }

  private static func tensor(_ shape: String, _ start: Int, _ end: Int, type: String = "F32")
    -> String
  {
    #"{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}"#
  }

  private static let plain = #"{"w":\#(tensor("[2,2]", 0, 16))}"#

  static let sound = [
    Case("plain", plain, data: 16),
    Case("nothing at all", "{}"),
    Case("spaces after the header", plain + "    ", data: 16),
    Case("spaces within", #"{ "w" : \#(tensor("[ 2 , 2 ]", 0, 16)) }"#, data: 16),
    Case("a tensor of size zero", #"{"w":\#(tensor("[0,3]", 0, 0))}"#),
    Case(
      "one of size zero between two",
      #"{"a":\#(tensor("[1]", 0, 4)),"b":\#(tensor("[0]", 4, 4)),"c":\#(tensor("[1]", 4, 8))}"#,
      data: 8),
    Case("out of order", #"{"b":\#(tensor("[1]", 4, 8)),"a":\#(tensor("[1]", 0, 4))}"#, data: 8),
    Case("a scalar", #"{"w":\#(tensor("[]", 0, 4))}"#, data: 4),
    Case("metadata of texts", #"{"__metadata__":{"a":"b"},"w":\#(tensor("[1]", 0, 4))}"#, data: 4),
    Case("escapes", #"{"\u0077\ud83d\ude00":\#(tensor("[1]", 0, 4))}"#, data: 4),
  ]

  @Test(arguments: sound) func `is read where it is sound`(_ file: Case) throws {
    _ = try SafeTensorsHeader(file.bytes)
  }

  private static func length(_ length: UInt64) -> [UInt8] {
    tensorFile(plain, data: 16, length: length)
  }

  static let lengths = [
    Case("empty file", []),
    Case("seven bytes", [1, 2, 3, 4, 5, 6, 7]),
    Case("length zero", tensorFile("", data: 0)),
    Case("length one", length(1)),
    Case("length of the file", length(UInt64(plain.utf8.count + 24))),
    Case("length of the file and one", length(UInt64(plain.utf8.count + 25))),
    Case("length 2^31", length(1 << 31)),
    Case("length 2^32", length(1 << 32)),
    Case("length 2^63", length(1 << 63)),
    Case("length 2^64 - 8", length(.max - 7)),
    Case("length 2^64 - 1", length(.max)),
    Case("length 100,000,001", length(100_000_001)),
  ]

  static let texts = [
    Case("a list", "[]"),
    Case("null", "null"),
    Case("a space before", " {}"),
    Case("a zero byte after", "{}\0"),
    Case("a byte-order mark", "\u{feff}{}"),
    Case("not UTF-8", tensorFile("").prefix(0) + [4, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22, 0xff, 0x22]),
    Case(
      "a text that is not UTF-8",
      [8, 0, 0, 0, 0, 0, 0, 0] + Array("{\"a".utf8) + [0xff, 0x22, 0x3a, 0x31, 0x7d]),
    Case("a trailing comma", plain.dropLast() + ",}", data: 16),
    Case("a name twice", #"{"w":\#(tensor("[1]", 0, 4)),"w":\#(tensor("[1]", 0, 4))}"#, data: 4),
    Case("metadata twice", #"{"__metadata__":{},"__metadata__":{}}"#),
    Case("a key of metadata twice", #"{"__metadata__":{"a":"b","a":"c"}}"#),
    Case("metadata with a number", #"{"__metadata__":{"a":1}}"#),
    Case("nested metadata", #"{"__metadata__":{"a":{}}}"#),
    Case("half a surrogate pair", #"{"\ud83d":\#(tensor("[1]", 0, 4))}"#, data: 4),
    Case("a control character", "{\"a\u{1}\":\(tensor("[1]", 0, 4))}", data: 4),
    Case("200 lists deep", "{\"a\":" + String(repeating: "[", count: 200)),
    Case("100,000 lists deep", "{\"a\":" + String(repeating: "[", count: 100_000)),
    Case("100,000 tables deep", String(repeating: "{\"a\":", count: 100_000)),
  ]

  static let entries = [
    Case(
      "a field twice", #"{"w":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      data: 4),
    Case(
      "an unknown field", #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":[]}}"#, data: 4
    ),
    Case("a missing field", #"{"w":{"dtype":"F32","shape":[1]}}"#, data: 4),
    Case("an unknown type", #"{"w":\#(tensor("[1]", 0, 4, type: "F31"))}"#, data: 4),
    Case("a type in small letters", #"{"w":\#(tensor("[1]", 0, 4, type: "f32"))}"#, data: 4),
    Case("half a byte", #"{"w":\#(tensor("[1]", 0, 1, type: "F4"))}"#, data: 1),
    Case("an end before the start", #"{"w":\#(tensor("[1]", 4, 0))}"#, data: 4),
    Case("a negative offset", #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, data: 4),
    Case("a broken offset", #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0.0,4]}}"#, data: 4),
    Case(
      "an offset with exponent", #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4e0]}}"#,
      data: 4),
    Case(
      "an offset with a leading zero", #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[00,4]}}"#,
      data: 4),
    Case("three offsets", #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}"#, data: 4),
    Case("a negative extent", #"{"w":\#(tensor("[-1]", 0, 4))}"#, data: 4),
    Case("an extent beyond 64 bits", #"{"w":\#(tensor("[18446744073709551617]", 0, 4))}"#, data: 4),
    Case("a shape that is too large", #"{"w":\#(tensor("[2]", 0, 4))}"#, data: 4),
    Case(
      "a type that is too wide", #"{"w":\#(tensor("[1]", 0, 4, type: "F64"))}"#, data: 4),
    Case("2^32 by 2^32", #"{"w":\#(tensor("[4294967296,4294967296]", 0, 0))}"#),
    Case(
      "a product that wraps", #"{"w":\#(tensor("[4194305,4194305,211106198978564]", 0, 4))}"#,
      data: 4),
    Case("2^63 by 0", #"{"w":\#(tensor("[9223372036854775808,0]", 0, 0))}"#),
    Case("2^40 by 2^40 by 0", #"{"w":\#(tensor("[1099511627776,1099511627776,0]", 0, 0))}"#),
    Case(
      "rank 1,000", #"{"w":\#(tensor("[" + String(repeating: "1,", count: 999) + "1]", 0, 4))}"#,
      data: 4),
    Case("rank 9", #"{"w":\#(tensor("[1,1,1,1,1,1,1,1,1]", 0, 4))}"#, data: 4),
  ]

  static let places = [
    Case(
      "two in one place", #"{"a":\#(tensor("[1]", 0, 4)),"b":\#(tensor("[1]", 0, 4))}"#, data: 4),
    Case("an overlap", #"{"a":\#(tensor("[2]", 0, 8)),"b":\#(tensor("[2]", 4, 12))}"#, data: 12),
    Case(
      "a hole in the middle", #"{"a":\#(tensor("[1]", 0, 4)),"b":\#(tensor("[1]", 8, 12))}"#,
      data: 12),
    Case("a hole at the start", #"{"w":\#(tensor("[1]", 4, 8))}"#, data: 8),
    Case(
      "an archive's signature after the last",
      tensorFile(plain, data: 16) + Array("PK\u{5}\u{6}".utf8)),
    Case("bytes after the last", #"{"w":\#(tensor("[1]", 0, 4))}"#, data: 8),
    Case("two bytes missing", #"{"w":\#(tensor("[1]", 0, 4))}"#, data: 2),
    Case("data without a tensor", "{}", data: 4),
  ]

  static let names = [
    "", "../../x", "/etc", "a//b", "a/./b", "a\\u0000b", "a\\u001b[2J", "a\\u202eb",
    String(repeating: "n", count: 513),
  ]
  .map {
    Case(
      "the name \($0.prefix(20).debugDescription)", #"{"\#($0)":\#(tensor("[1]", 0, 4))}"#, data: 4)
  }

  @Test(arguments: lengths + texts + entries + places + names)
  func `is refused where it is not`(_ file: Case) {
    #expect(throws: HeaderScanner.Complaint.self) { try SafeTensorsHeader(file.bytes) }
  }

  @Test func `is refused with more tensors than any has`() {
    func many(_ count: Int) -> [UInt8] {
      let entries = (0..<count).map { "\"\($0)\":\(Self.tensor("[0]", 0, 0))" }
      return tensorFile("{\(entries.joined(separator: ","))}")
    }
    #expect(throws: HeaderScanner.Complaint.self) { try SafeTensorsHeader(many(100_000)) }
    #expect(throws: Never.self) { try SafeTensorsHeader(many(60_000)) }
  }

  /// 59 MB, over which the reference library spends 20 s and 1.4 GiB; refused by its length alone.
  @Test func `of a million tensors is refused before it is looked at`() {
    let complaint = #expect(throws: HeaderScanner.Complaint.self) {
      try SafeTensorsHeader(tensorFile(String(repeating: "{", count: 59_000_000)))
    }
    #expect(complaint?.what == "a header of 59000000 bytes, more than any has")
  }

  @Test func `never stops the process, whatever is in it`() {
    let sound = tensorFile(Self.plain, data: 16)
    var random = RandomSource(seed: 7)
    for _ in 0..<5_000 {
      var bytes = sound
      for _ in 0...Int(random.next() % 4) {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = try? SafeTensorsFile.decoded(bytes, name: "fuzz")
      _ = try? SafeTensorsFile.decoded(Array(bytes.prefix(Int(random.next() % 80))), name: "fuzz")
    }
  }
}
