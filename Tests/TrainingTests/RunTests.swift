import Foundation
import ReinforcementLearning
import Testing

@testable import Training

@Suite struct `A store of runs` {
  let directory: TemporaryDirectory
  let store: RunStore

  init() throws {
    directory = try TemporaryDirectory()
    store = RunStore(root: directory("runs"))
  }

  @discardableResult
  private func create(
    _ agent: String, name: String? = nil, seeds: [UInt64] = [1], environment: String = "CartPole-v1"
  ) throws -> [RunDirectory] {
    let runs = try store.create(
      environment: environment, agent: agent, name: name, seeds: seeds)
    for run in runs {
      try run.write(RunConfiguration(environment: environment, agent: agent))
      try run.write(RunStatus(.running, step: 10, steps: 100))
    }
    return runs
  }

  @Test func `counts runs without a name`() throws {
    #expect(try create("dqn")[0].path.hasSuffix("runs/CartPole-v1/dqn/run-1/seed-1"))
    #expect(try create("dqn", seeds: [3, 4])[1].path.hasSuffix("dqn/run-2/seed-4"))
  }

  @Test func `gives every one of many at once its own directory`() async throws {
    let paths = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<32 {
        group.addTask { [store] in
          try store.create(environment: "E", agent: "a", seeds: [1])[0].path
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(paths.count == 32)
    #expect(store.seeds().count == 32)
  }

  @Test func `adds seeds to a named run, but refuses one that exists`() throws {
    try create("dqn", name: "wide", seeds: [1, 2])
    try create("dqn", name: "wide", seeds: [3])
    let failure = #expect(throws: Failure.self) { try create("dqn", name: "wide", seeds: [2]) }
    #expect(failure?.kind == .cannotCreate)
    #expect(failure?.what == "the run exists")
    #expect(store.seeds().compactMap(\.seed) == [1, 2, 3])
  }

  @Test(arguments: ["", ".", "..", "a/b", "../x", "-x", "a\nb", String(repeating: "x", count: 101)])
  func `refuses a name that could be none of a directory`(name: String) {
    let failure = #expect(throws: Failure.self) { try create("dqn", name: name) }
    #expect(failure?.kind == .usage)
  }

  @Test func `is listed by number, with the damaged among the others`() throws {
    try create("dqn", seeds: [2, 10, 1])
    try create("ppo")
    try directory.write(
      Array("agent: [".utf8), to: "runs/CartPole-v1/dqn/run-1/seed-10/config.yaml")
    try directory.write([0], to: "runs/CartPole-v1/ppo/notes.txt")
    let listing = store.listing()
    #expect(listing.compactMap(\.directory.seed) == [1, 2, 10, 1])
    #expect(listing[0].cause == nil && listing[0].configuration?.agent == "dqn")
    #expect(listing[2].cause?.contains("config.yaml:") == true)
    #expect(RunStore(root: directory("nowhere")).listing().isEmpty)
  }

  @Test func `finds what a user calls a run`() throws {
    let dqn = try create("dqn", seeds: [1, 2])
    try create("ppo", name: "wide")
    try create("dqn", environment: "FourRooms-v0")
    func found(_ text: String) throws -> [String] { try store.seeds(of: text).map(\.title) }
    let both = dqn.map(\.title)
    #expect(try found("CartPole-v1/dqn/run-1") == both)
    #expect(try found(directory("runs/CartPole-v1/dqn/run-1/")) == both)
    #expect(try found(dqn[1].path) == [both[1]])
    #expect(try found("CartPole-v1/dqn/run-1/seed-2") == [both[1]])
    #expect(try found("wide") == ["CartPole-v1/ppo/wide/seed-1"])
    #expect(try found("wide/seed-1") == ["CartPole-v1/ppo/wide/seed-1"])
    #expect(try store.seed(of: "wide").seed == 1)
  }

  @Test func `says what may be meant`() throws {
    try create("dqn", seeds: [1, 2])
    try create("ppo", name: "wide")
    try create("dqn", environment: "FourRooms-v0")
    func failure(_ text: String) throws -> Failure? {
      #expect(throws: Failure.self) { try store.seed(of: text) }
    }
    #expect(try failure("wyde")?.remedy == "did you mean wide?")
    #expect(try failure("wyde")?.kind == .missingInput)
    #expect(
      try failure("CartPole-v1/dqm/run-1")?.remedy.hasPrefix("did you mean CartPole-v1/dqn/run-1")
        == true)
    #expect(
      try failure("run-1")?.remedy == "say CartPole-v1/dqn/run-1 or FourRooms-v0/dqn/run-1")
    #expect(try failure("CartPole-v1/dqn/run-1")?.remedy == "add one of /seed-1, seed-2")
    #expect(try failure("zzzzzzzz")?.remedy == "apus list runs shows them")
  }

  @Test func `can be moved`() throws {
    try create("dqn")
    try FileManager.default.moveItem(atPath: directory("runs"), toPath: directory("moved"))
    let listing = RunStore(root: directory("moved")).listing()
    #expect(listing.count == 1 && listing[0].cause == nil)
  }

  @Test func `tells a killed run from a running one by its lock`() throws {
    let run = try create("dqn")[0]
    #expect(try run.status()?.state == .interrupted)
    do {
      let lock = try RunLock(path: run.lockPath)
      #expect(try run.status()?.state == .running)
      withExtendedLifetime(lock) {}
    }
    try run.write(RunStatus(.failed, step: 20, steps: 100, lastReturn: .nan, message: "no"))
    let status = try run.status()
    #expect(status?.state == .failed && status?.message == "no" && status?.step == 20)
    #expect(try directory.names(in: "runs/CartPole-v1/dqn/run-1/seed-1").count == 3)
  }
}

@Suite struct `The lock of a run` {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  private var path: String { directory("run.lock") }

  @Test func `is held once, and names its holder`() throws {
    let lock = try RunLock(path: path)
    let failure = #expect(throws: Failure.self) { try RunLock(path: path) }
    #expect(failure?.kind == .busy)
    #expect(failure?.what.hasPrefix("the run is held by process \(getpid()) on ") == true)
    #expect(failure?.what.contains(" since 20") == true)
    withExtendedLifetime(lock) {}
  }

  @Test func `is free when its holder lets go`() throws {
    do { _ = try RunLock(path: path) }
    #expect(RunLock.currentHolder(path: path) == nil)
    _ = try RunLock(path: path)
  }

  @Test func `is free when its holder was killed`() throws {
    #expect(RunLock.currentHolder(path: path) == nil)
    _ = try RunLock(path: path)
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    holder.arguments = ["flock", "--exclusive", "--no-fork", path, "sleep", "100"]
    try holder.run()
    while RunLock.currentHolder(path: path) == nil, holder.isRunning { usleep(1_000) }
    #expect(throws: Failure.self) { try RunLock(path: path) }
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    _ = try RunLock(path: path)
  }

  @Test func `is not taken through a link`() throws {
    try directory.write([], to: "elsewhere")
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: directory("elsewhere"))
    let failure = #expect(throws: Failure.self) { try RunLock(path: path) }
    #expect(failure?.kind == .cannotCreate)
  }
}
