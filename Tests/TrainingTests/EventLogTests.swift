import Foundation
import ReinforcementLearning
import Testing

@testable import Training

@Suite struct `Events for TensorBoard` {
  /// The check value of the polynomial, and checksums of records that were read elsewhere.
  @Test func `carry the published checksums`() {
    #expect(CRC32C.checksum(of: "123456789".utf8) == 0xe306_9283)
    #expect(CRC32C.masked("123456789".utf8) == 0xc78a_b0e5)
    #expect(CRC32C.masked([UInt8](repeating: 0, count: 8)) == 0x0798_0329)
    #expect(CRC32C.masked([0x18] + [UInt8](repeating: 0, count: 7)) == 0x224b_7fa3)
  }

  /// Worked out by hand from `event.proto`: time 1.0, step 300, one value `a` of 0.5.
  @Test func `are encoded as the format says`() {
    let record = EventRecord.scalars([("a", 0.5)], step: 300, wallTime: 1)
    let content: [UInt8] = [
      0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0x10, 0xac, 0x02, 0x2a, 0x0a, 0x0a, 0x08, 0x0a, 0x01,
      0x61, 0x15, 0, 0, 0, 0x3f,
    ]
    #expect(Array(record[12..<record.count - 4]) == content)
    #expect(record == EventRecord.framed(content))
  }

  @Test func `are cut off where a checkpoint says, and go on from there`() throws {
    let directory = try TemporaryDirectory()
    let log = try EventLog(path: directory("events"))
    try log.append([("a", 1)], step: 1)
    let length = log.length
    let before = try directory.read("events")
    try log.append([("a", 2), ("b", nil)], step: 2)
    let resumed = try EventLog(path: directory("events"))
    #expect(resumed.length == log.length)
    try resumed.truncate(to: length)
    #expect(try directory.read("events") == before)
    #expect(throws: Failure.self) { try resumed.truncate(to: length + 1) }
  }

  @Test func `write nothing where there is no number`() throws {
    let directory = try TemporaryDirectory()
    let log = try EventLog(path: directory("events"))
    let length = log.length
    try log.append([("a", nil)], step: 1)
    #expect(log.length == length)
  }

  private static let named = ProcessInfo.processInfo.environment["APUS_TENSORBOARD_PYTHON"]
  private static let interpreter: String? =
    named ?? (isSuccess("/usr/bin/env", ["python3", "-c", "import tensorboard"]) ? "python3" : nil)

  /// Where the variable names an interpreter, as in continuous integration, it must do.
  @Test(.enabled(if: interpreter != nil, "no python3 with tensorboard"))
  func `are read by TensorBoard's own reader`() throws {
    let directory = try TemporaryDirectory()
    let path = directory("events.out.tfevents.apus")
    let log = try EventLog(path: path)
    try log.append([("train/loss", 0.25), ("train/return", -3)], step: 128)
    try log.append([("train/loss", 1e-3)], step: 1_000_000)
    let script = try #require(
      Bundle.module.path(forResource: "read_events", ofType: "py", inDirectory: "Golden"))
    let python = try #require(Self.interpreter)
    let (status, output) = try run("/usr/bin/env", [python, script, path])
    #expect(status == 0)
    #expect(
      output == """
        128 train/loss 0.25
        128 train/return -3
        1000000 train/loss 0.001
        version brain.Event:2

        """)
  }
}
