import ReinforcementLearning
import Testing

@testable import Training

@Suite struct `A YAML document` {
  private func read(_ text: String) throws -> ConfigurationValue {
    try YAMLDocument.read(text, name: "x.yaml")
  }

  @Test(
    arguments: [
      ("1", .integer(1)), ("-7", .integer(-7)), ("0", .integer(0)), ("1e-3", .number(1e-3)),
      ("1.5", .number(1.5)), ("2.", .number(2)), (".5", .number(0.5)), ("1E+3", .number(1_000)),
      ("true", .boolean(true)), ("false", .boolean(false)), ("null", .null), ("~", .null),
      ("no", .text("no")), ("on", .text("on")), ("Yes", .text("Yes")), ("010", .text("010")),
      (".inf", .text(".inf")), (".nan", .text(".nan")), ("0x10", .text("0x10")),
      ("1_000", .text("1_000")), ("12:30", .text("12:30")), ("2001-01-01", .text("2001-01-01")),
      ("\"1\"", .text("1")), ("'no'", .text("no")), ("True", .text("True")),
    ] as [(String, ConfigurationValue)])
  func `says what a word is`(word: String, value: ConfigurationValue) throws {
    #expect(try read("key: \(word)\n") == .table(["key": value]))
  }

  @Test func `has tables and lists, in lines or in brackets`() throws {
    let value = try read(
      """
      # tuned
      CartPole-v1: {learningRate: 0.001, hiddenWidths: [64, 64]}
      FourRooms-v0:
        learningRate: 1
        text: "a # b"  # a comment with *stars* and &c
        names:
          - one
          - two
      """)
    #expect(
      value
        == .table([
          "CartPole-v1": .table([
            "learningRate": .number(0.001), "hiddenWidths": .list([.integer(64), .integer(64)]),
          ]),
          "FourRooms-v0": .table([
            "learningRate": .integer(1), "text": .text("a # b"),
            "names": .list([.text("one"), .text("two")]),
          ]),
        ]))
    #expect(try read("") == .null)
    #expect(try read("{}") == .table([:]))
  }

  @Test(arguments: [
    ("a: [", "1:5"), ("a: {b", "1:6"), ("a: \"x", "1:6"), ("a:\n\tb: 1", "2:1"),
    ("a: 1\n b: 2", "2:3"), ("a: 1\na: 2", "1:1"), ("\"a\": 1\na: 2", "1:1"),
    ("a:\n  b: 1\n  b: 2", "2:3"), ("{a: 1, a: 2}", "1:2"), ("a: &x 1", "1:4"),
    ("a: &x 1\nb: *x", "1:4"), ("a: !!int 1", "1:4"), ("a: !tag 1", "1:4"),
    ("a: !tag [1]", "1:4"), ("a: !tag {b: 1}", "1:4"), ("!tag a: 1", "1:1"), ("? [a]\n: 1", "1:1"),
    ("a: 1\n---\nb: 2", "2:1"), ("a: 1e999", "1:4"), ("a: -1e999", "1:4"),
    ("%YAML 9.9\n---\na: 1", "1:1"),
    ("a: @x", "1:4"), ("a: `x`", "1:4"), ("a: ]", "1:4"), ("a: b: c", "1:5"), ("a\u{0}: 1", "1:2"),
    ("a: \u{7}", "1:4"), ("- a\nb: 1", "2:1"), ("a: 'x", "1:6"), ("a: \"\\q\"", "1:5"),
    ("*a: 1", "1:1"), ("a: [*b]", "1:5"),
  ])
  func `is refused where it is none, or surprises`(text: String, place: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.kind == .configuration)
    #expect(failure?.location?.hasPrefix("x.yaml:") == true)
    #expect(failure?.location == "x.yaml:\(place)", "\(failure?.description ?? "")")
    #expect((failure?.description.count ?? 0) < 200)
    #expect(failure?.description.contains("\n") == false)
  }

  @Test func `is refused where it is nested too deep, however deep`() {
    let nestings = [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
      String(repeating: "- ", count: 100_000) + "x",
      String(repeating: "[", count: 70) + String(repeating: "]", count: 70),
      (0..<400).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
    ]
    for text in nestings {
      let failure = #expect(throws: Failure.self) { try read(text) }
      #expect(failure?.kind == .configuration)
    }
    let allowed = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    #expect(throws: Never.self) { try read(allowed) }
  }

  @Test func `is refused beyond a mebibyte, and read up to it`() {
    let line = String(repeating: "x", count: 1 << 20 - 4)
    #expect(throws: Never.self) { try read("a: " + line) }
    #expect(throws: Failure.self) { try read("a: xx" + line) }
  }

  /// Nine lines that stand for a billion values.
  @Test func `is refused where a few lines stand for many values`() {
    let names = Array("abcdefghi").map(String.init)
    let lines = zip(names, names.dropFirst()).map { before, name in
      "\(name): &\(name) [\(Array(repeating: "*\(before)", count: 9).joined(separator: ","))]"
    }
    let failure = #expect(throws: Failure.self) {
      try read((["a: &a [x]"] + lines).joined(separator: "\n"))
    }
    #expect(failure?.what == "an alias is not allowed")
  }

  @Test func `never stops the process, whatever is in it`() {
    let pieces = [
      "a", ":", " ", "\n", "- ", "[", "]", "{", "}", "\"", "'", "#", "&", "*", "!", "|", ">", "?",
      "%", "1e3", "\t", "\\x", "---", "ü", ",", "~",
    ]
    var random = RandomSource(seed: 8)
    for _ in 0..<5_000 {
      let count = Int(random.next() % 30)
      _ = try? read(
        (0..<count).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined())
    }
  }
}
