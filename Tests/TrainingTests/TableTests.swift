import ReinforcementLearning
import Testing

@testable import Training

@Suite struct `A table` {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  private var path: String { directory("progress.csv") }

  @Test func `is written in the shortest exact form, and read back`() throws {
    let log = try TableLog(path: path, columns: ["step", "loss"])
    let rows: [[Double?]] = [
      [1, 0.1], [1_000_000, nil], [3, -.infinity], [-0.5, 1e-20], [9_007_199_254_740_991, 1 / 3],
    ]
    for row in rows { try log.append(row) }
    try log.append([2, .nan])
    try log.synchronize()
    let bytes = try directory.read("progress.csv")
    #expect(bytes.count == log.length)
    #expect(
      String(decoding: bytes, as: UTF8.self).hasPrefix(
        "step,loss\n1,0.1\n1000000,\n3,-inf\n-0.5,1e-20\n"))
    let table = try Table.read(path)
    #expect(table.columns == ["step", "loss"] && table.warnings == [])
    #expect(Array(table.rows.dropLast()) == rows)
    #expect(table["loss"]?.last??.isNaN == true)
    #expect(table["nothing"] == nil)
  }

  @Test func `goes on where a checkpoint says`() throws {
    let log = try TableLog(path: path, columns: ["step"])
    try log.append([1])
    let rows = log.rows
    let bytes = try directory.read("progress.csv")
    try log.append([2])
    let resumed = try TableLog(path: path, columns: ["step"])
    #expect(resumed.rows == 2)
    try resumed.truncate(toRows: rows)
    #expect(try directory.read("progress.csv") == bytes)
    try resumed.append([3])
    #expect(try Table.read(path)["step"] == [1, 3])
    let failure = #expect(throws: Failure.self) { try resumed.truncate(toRows: 3) }
    #expect(failure?.kind == .damagedData)
  }

  @Test func `with other columns is not appended to`() throws {
    _ = try TableLog(path: path, columns: ["step", "loss"])
    #expect(throws: Failure.self) { try TableLog(path: path, columns: ["step"]) }
    #expect(throws: Failure.self) { try TableLog(path: path, columns: ["step", "loss", "x"]) }
  }

  private func read(_ text: String) throws -> Table { try Table(Array(text.utf8), name: "t.csv") }

  @Test func `loses no record but the last if that is not finished`() throws {
    let whole = "step,loss\n1,2\n3,4\n"
    for length in "step,loss\n".utf8.count..<whole.utf8.count {
      let table = try read(String(whole.prefix(length)))
      #expect(table.rows == (length < 14 ? [] : [[1, 2]]))
      #expect(table.warnings.count == ([10, 14].contains(length) ? 0 : 1))
    }
    #expect(
      try read("step,loss\n1,2\n3,").warnings == ["t.csv, byte 14: the last line is not finished"])
  }

  @Test func `loses one record to a bad line, and says where`() throws {
    for bad in ["3", "3,4,5", "x,4", "3,four", "3,4 "] {
      let table = try read("step,loss\n1,2\n\(bad)\n5,6\n")
      #expect(table.rows == [[1, 2], [5, 6]])
      #expect(table.warnings == ["t.csv, byte 14: this line is no record"])
    }
  }

  /// What follows a hole on the same line may be the end of a record, so it is not believed.
  @Test func `loses one record to a hole of zeros`() throws {
    let table = try read("step,loss\n1,2\n" + String(repeating: "\0", count: 4_096) + "13,4\n5,6\n")
    #expect(table.rows == [[1, 2], [5, 6]])
    #expect(table.warnings.count == 1)
  }

  @Test(arguments: ["", "step", "\0\0\0\n1\n"])
  func `without a header is refused`(text: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.kind == .damagedData)
  }

  @Test func `that is missing is said to be`() {
    let failure = #expect(throws: Failure.self) { try Table.read(directory("none.csv")) }
    #expect(failure?.kind == .missingInput)
  }
}

@Suite struct `A diary` {
  @Test func `has a time and a sentence a line`() throws {
    let directory = try TemporaryDirectory()
    let log = try RunLog(path: directory("log.txt"))
    #expect(log.note("began"))
    #expect(log.note("two\nlines"))
    let lines = String(decoding: try directory.read("log.txt"), as: UTF8.self).split(
      separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ began/#) != nil)
    #expect(lines[1].hasSuffix(" two | lines"))
  }
}
