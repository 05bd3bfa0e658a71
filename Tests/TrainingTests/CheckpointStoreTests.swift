import Foundation
import ReinforcementLearning
import Testing

@testable import Training

@Suite struct `A store of checkpoints` {
  let directory: TemporaryDirectory
  let store: CheckpointStore

  init() throws {
    directory = try TemporaryDirectory()
    store = CheckpointStore(directory: directory("checkpoints"))
  }

  private func archive(_ number: Int) -> Archive {
    var archive = Archive()
    archive.store((0..<1_000).map { Float($0 * number) }, shape: [10, 100], for: "agent/weights")
    archive.store([Float](), for: "agent/empty")
    archive.store("text \"\(number)\" ü", for: "trainer/name")
    archive.store([1.5, .infinity], for: "trainer/numbers")
    return archive
  }

  private func write(_ steps: Int..., best: Int? = nil) throws {
    for step in steps { try store.write(archive(step), step: step, isBest: step == best) }
  }

  private func names() throws -> [String] { try directory.names(in: "checkpoints") }

  @Test func `has none before the first is written`() throws {
    #expect(try store.newest()?.step == nil)
    #expect(try store.best()?.step == nil)
    #expect(try store.steps() == [])
  }

  @Test func `returns what was written, bit for bit`() throws {
    var archive = archive(3)
    archive.store([.zero, -0.0, .leastNonzeroMagnitude, 0.1], for: "agent/odd")
    try store.write(archive, step: 3, environment: .restartedEpisode)
    let loaded = try #require(try store.newest())
    #expect(loaded.step == 3)
    #expect(loaded.archive == archive)
    #expect(loaded.archive.arrays["agent/odd"]?.floats[1].sign == .minus)
    #expect(loaded.environment == .restartedEpisode)
    #expect(loaded.warnings == [])
  }

  @Test func `keeps the three newest, by number and not by letter, and the best`() throws {
    try write(9, 10, 100, 1_000, 99, best: 10)
    #expect(try store.steps() == [99, 100, 1_000])
    #expect(try store.newest()?.step == 1_000)
    #expect(try store.best()?.step == 10)
    #expect(try store.best()?.archive == archive(10))
    #expect(try names().filter { $0.hasSuffix(".safetensors") }.count == 4)
  }

  @Test func `replaces the best and drops the one before`() throws {
    try store.write(archive(1), step: 1, isBest: true)
    try store.write(archive(2), step: 2, isBest: true)
    #expect(try store.best()?.step == 2)
    #expect(try names().filter { $0.hasPrefix("best") }.count == 1)
  }

  @Test func `writes equal files for equal archives`() throws {
    try write(5)
    let other = try TemporaryDirectory()
    try CheckpointStore(directory: other("checkpoints")).write(archive(5), step: 5)
    for name in try names() {
      #expect(try directory.read("checkpoints/\(name)") == other.read("checkpoints/\(name)"))
    }
  }

  @Test func `can write a step twice without mixing the two`() throws {
    try write(5)
    try store.write(archive(6), step: 5)
    #expect(try store.newest()?.archive == archive(6))
  }

  @Test func `finds the checkpoint of a step and names those there are`() throws {
    try write(5, 6)
    #expect(try store.checkpoint(atStep: 5).archive == archive(5))
    let failure = #expect(throws: Failure.self) { try store.checkpoint(atStep: 7) }
    #expect(failure?.kind == .missingInput)
    #expect(failure?.remedy == "there are those of 5, 6")
  }

  @Test func `removes what was left unfinished and orphaned, and sets the future aside`() throws {
    try write(1, 2, 3)
    try directory.write([1, 2], to: "checkpoints/.unfinished-12-34")
    try directory.write([1, 2], to: "checkpoints/step-000000000007-12345678.safetensors")
    try store.prepare(resumingFrom: 2)
    #expect(try store.steps() == [1, 2])
    #expect(
      try names().filter { $0.hasPrefix(".") || $0.contains("7-1234") }
        .allSatisfy { $0.hasPrefix("set-aside-") })
    #expect(try names().contains("set-aside-step-000000000003.json"))
  }

  @Test func `names an array with a number that is none`() throws {
    var archive = archive(1)
    archive.store([0, .nan], for: "agent/broken")
    try store.write(archive, step: 1)
    let loaded = try #require(try store.newest())
    let failure = #expect(throws: Failure.self) {
      try loaded.requireFinite { $0.hasPrefix("agent/") }
    }
    #expect(failure?.kind == .numerical)
    #expect(failure?.what == "agent/broken[1] is nan")
    try loaded.requireFinite { $0 != "agent/broken" && $0.hasPrefix("agent/") }
  }

  @Test func `refuses a name that could be a path elsewhere`() {
    var archive = Archive()
    archive.store([1], for: "../../x")
    let failure = #expect(throws: Failure.self) { try store.write(archive, step: 1) }
    #expect(failure?.kind == .internalFault)
  }
}
