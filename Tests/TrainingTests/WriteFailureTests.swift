import Foundation
import ReinforcementLearning
import Testing

@testable import Training

@Suite(.serialized) struct `A disk that refuses` {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  private func archive(floats: Int) -> Archive {
    var archive = Archive()
    archive.store([Float](repeating: 1, count: floats), for: "weights")
    return archive
  }

  /// A file system of a megabyte, where the tests may mount one.
  @Test func `when full is named with the bytes needed and free, and keeps the old checkpoint`()
    throws
  {
    let disk = directory("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    guard isSuccess("/usr/bin/env", ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]) else {
      return
    }
    defer { _ = isSuccess("/usr/bin/env", ["umount", disk]) }
    let store = CheckpointStore(directory: disk + "/c")
    try store.write(archive(floats: 150_000), step: 1)
    let failure = #expect(throws: Failure.self) {
      try store.write(archive(floats: 150_000), step: 2)
    }
    #expect(failure?.kind == .inputOutput)
    #expect(failure?.what.hasPrefix("No space left on device: 600080 bytes needed, ") == true)
    #expect(try store.newest()?.step == 1)
    #expect(try directory.names(in: "disk/c").count == 2)
    try store.write(archive(floats: 10_000), step: 2)
    #expect(try store.newest()?.step == 2)
  }

  /// `/dev/full` refuses every write, for every user.
  @Test func `is an error of the call`() throws {
    let failure = #expect(throws: Failure.self) {
      let file = try OpenFile("/dev/full", O_WRONLY)
      try [1].withUnsafeBytes { try file.write($0) }
    }
    #expect(failure?.kind == .inputOutput)
    #expect(failure?.description.hasSuffix("free some space on the disk, then resume") == true)
  }

  private static let sizeLimit = 1 << 24  // bytes; the tests beside this one write less

  private func limitingFileSize(_ body: () throws -> Void) rethrows {
    Interruption.ignoreWriteSignals()
    let limit = __rlimit_resource_t(1)  // RLIMIT_FSIZE
    var before = rlimit()
    getrlimit(limit, &before)
    var limited = before
    limited.rlim_cur = rlim_t(Self.sizeLimit)
    setrlimit(limit, &limited)
    defer { setrlimit(limit, &before) }
    try body()
  }

  @Test func `that limits the size of files is an error, not a signal`() throws {
    let store = CheckpointStore(directory: directory("c"))
    try store.write(archive(floats: 10), step: 1)
    let large = archive(floats: 5_000_000)
    limitingFileSize {
      let failure = #expect(throws: Failure.self) { try store.write(large, step: 2) }
      #expect(failure?.kind == .inputOutput)
    }
    #expect(try store.newest()?.step == 1)
    #expect(try directory.names(in: "c").count == 2)
  }

  @Test func `leaves a table at the end of the record before`() throws {
    var bytes = Array("step\n".utf8)
    while bytes.count < Self.sizeLimit - 4 { bytes += [0x31, 0x0a] }
    try directory.write(bytes, to: "progress.csv")
    let log = try TableLog(path: directory("progress.csv"), columns: ["step"])
    limitingFileSize {
      let failure = #expect(throws: Failure.self) { try log.append([12_345]) }
      #expect(failure?.kind == .inputOutput)
    }
    #expect(log.length == bytes.count)
    #expect(try directory.read("progress.csv") == bytes)
    try log.append([12_345])
    #expect(try directory.read("progress.csv").suffix(6) == Array("12345\n".utf8)[...])
  }

  @Test func `has a file where a directory should be`() throws {
    try directory.write([1], to: "runs")
    let failure = #expect(throws: Failure.self) {
      try RunStore(root: directory("runs")).create(environment: "E", agent: "a", seeds: [1])
    }
    #expect(failure?.kind == .cannotCreate)
  }

  @Test func `forgets the directory during training`() throws {
    let store = CheckpointStore(directory: directory("gone/c"))
    let failure = #expect(throws: Failure.self) { try store.write(archive(floats: 1), step: 1) }
    #expect(failure?.kind == .inputOutput)
    #expect(failure?.what == "cannot create: No such file or directory")
  }
}
