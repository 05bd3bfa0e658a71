import Foundation
import ReinforcementLearning
import Testing

@testable import Training

@Suite struct `A damaged checkpoint` {
  let directory: TemporaryDirectory
  let store: CheckpointStore

  init() throws {
    directory = try TemporaryDirectory()
    store = CheckpointStore(directory: directory("c"))
    for step in [1, 2] { try store.write(archive(step), step: step) }
  }

  private func archive(_ number: Int) -> Archive {
    var archive = Archive()
    archive.store((0..<3_000).map { Float($0 + number) }, for: "weights")
    archive.store(number, for: "count")
    return archive
  }

  /// The files of the newest checkpoint.
  private func files() throws -> [String] {
    try directory.names(in: "c").filter { $0.contains("000002") }.map { "c/\($0)" }
  }

  /// Expects the older checkpoint and a warning that names the file.
  private func expectOlder(_ file: String, _ comment: Comment) throws {
    let loaded = try #require(try store.newest(), comment)
    #expect(loaded.step == 1, comment)
    #expect(loaded.archive == archive(1), comment)
    #expect(loaded.warnings.count == 1 && loaded.warnings[0].contains(file), comment)
  }

  @Test func `is noticed wherever it is cut off, and the older one is used`() throws {
    for file in try files() {
      let bytes = try directory.read(file)
      let cuts = [0, 1, 7, 8, 100, bytes.count - 1] + (0..<16).map { bytes.count * $0 / 16 }
      for length in cuts {
        try directory.write(Array(bytes.prefix(length)), to: file)
        try expectOlder(file, "\(file) cut off at \(length)")
      }
      try directory.write(bytes, to: file)
    }
    #expect(try store.newest()?.step == 2)
  }

  @Test func `is noticed whichever bit is flipped`() throws {
    var random = RandomSource(seed: 11)
    for file in try files() {
      let bytes = try directory.read(file)
      for _ in 0..<64 {
        var damaged = bytes
        let (place, bit) = (Int(random.next() % UInt64(bytes.count)), random.next() % 8)
        damaged[place] ^= 1 << bit
        try directory.write(damaged, to: file)
        try expectOlder(file, "\(file), bit \(bit) of byte \(place)")
      }
      try directory.write(bytes, to: file)
    }
  }

  @Test func `is noticed when its end is zeros, or something follows`() throws {
    for file in try files() {
      let bytes = try directory.read(file)
      let zeros = min(4_096, bytes.count)
      try directory.write(bytes.dropLast(zeros) + [UInt8](repeating: 0, count: zeros), to: file)
      try expectOlder(file, "a tail of zeros in \(file)")
      try directory.write(bytes + [0], to: file)
      try expectOlder(file, "a byte after \(file)")
      try directory.write(bytes, to: file)
    }
  }

  @Test func `is noticed when a file comes from another run`() throws {
    let other = CheckpointStore(directory: directory("other"))
    try other.write(archive(7), step: 2)
    let mine = try #require(try files().first { $0.hasSuffix("safetensors") })
    let theirs = try #require(
      try directory.names(in: "other").first { $0.hasSuffix("safetensors") })
    try directory.write(directory.read("other/\(theirs)"), to: mine)
    try expectOlder(mine, "tensors of another run")
  }

  @Test func `is noticed when its manifest is that of another step, or its tensors are gone`()
    throws
  {
    let manifest = try #require(try files().first { $0.hasSuffix("json") })
    let tensors = try #require(try files().first { $0.hasSuffix("safetensors") })
    let bytes = try directory.read(manifest)
    try directory.write(directory.read("c/step-000000000001.json"), to: manifest)
    try expectOlder(manifest, "another step")
    try directory.write(bytes, to: manifest)
    try FileManager.default.removeItem(atPath: directory(tensors))
    try expectOlder(tensors, "no tensors")
  }

  @Test func `says which digest was expected`() throws {
    let tensors = try #require(try files().first { $0.hasSuffix("safetensors") })
    var bytes = try directory.read(tensors)
    let expected = SHA256.digest(of: bytes)
    bytes[bytes.count - 1] ^= 1
    try directory.write(bytes, to: tensors)
    let warning = try #require(try store.newest()?.warnings.first)
    #expect(warning.hasSuffix("instead of \(expected.prefix(16))…"))
  }

  @Test func `ends the search with every cause where no sound one is left`() throws {
    for file in try directory.names(in: "c") { try directory.write([1, 2, 3], to: "c/\(file)") }
    let before = try directory.names(in: "c")
    let failure = #expect(throws: Failure.self) { try store.newest() }
    #expect(failure?.kind == .damagedData)
    #expect(failure?.what.contains("step-000000000001.json") == true)
    #expect(failure?.what.contains("step-000000000002.json: cut off: only 3 bytes") == true)
    #expect(try directory.names(in: "c") == before)
  }

  @Test func `of a newer version is refused with its name, not replaced by an older one`() throws {
    let body = #"{"format":2,"framework":"9.1.0","anything":[]}"#
    let digest = SHA256.digest(of: body.utf8)
    let text = "{\"sha256\":\"\(digest)\",\n\"manifest\":\(body)}\n"
    try directory.write(Array(text.utf8), to: "c/step-000000000003.json")
    let failure = #expect(throws: Failure.self) { try store.newest() }
    #expect(failure?.what == "written by version 9.1.0, in format 2")
  }

  @Test func `that is a link is not followed`() throws {
    let tensors = try #require(try files().first { $0.hasSuffix("safetensors") })
    try FileManager.default.moveItem(atPath: directory(tensors), toPath: directory("elsewhere"))
    try FileManager.default.createSymbolicLink(
      atPath: directory(tensors), withDestinationPath: directory("elsewhere"))
    try expectOlder(tensors, "a link")
    try FileManager.default.moveItem(atPath: directory("c"), toPath: directory("d"))
    try FileManager.default.createSymbolicLink(
      atPath: directory("c"), withDestinationPath: directory("d"))
    let failure = #expect(throws: Failure.self) { try store.write(archive(1), step: 9) }
    #expect(failure?.kind == .cannotCreate)
  }
}
