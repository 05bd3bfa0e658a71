import Foundation
import Testing

/// A run knows the options that its agent was trained with.
@Suite struct `The options of a run` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let trained = try apus(
      "train", "FourRooms-v0", "q-learning", "--seed", "0", "--steps", "500", "--name", "a",
      "--env-option", "slip=0.2", "--quiet")
    try #require(trained.status == 0, "\(trained.error)")
  }

  private func apus(_ arguments: String...) throws -> Program.Result {
    try Program.start(arguments, in: folder.url, environment: [:]).wait()
  }

  @Test func `are those of a rollout, and may be replaced`() throws {
    let run = "FourRooms-v0/q-learning/a"
    let slippery = try apus("rollout", "FourRooms-v0", "--run", run, "--json")
    let same = try apus(
      "rollout", "FourRooms-v0", "--run", run, "--json", "--env-option", "slip=0.2")
    let firm = try apus("rollout", "FourRooms-v0", "--run", run, "--json", "--env-option", "slip=0")
    #expect(slippery.status == 0 && slippery.output == same.output)
    #expect(firm.status == 0 && slippery.output != firm.output)
  }

  @Test(arguments: ["rollout FourRooms-v0 --run", "evaluate", "watch --record x.png"])
  func `cannot change what the agent observes or does`(command: String) throws {
    let start = command.split(separator: " ").map(String.init)
    for change in [["--env-option", "observation=coordinates"], ["--wrap", "flatten"]] {
      let result = try Program.start(
        start + ["FourRooms-v0/q-learning/a"] + change, in: folder.url, environment: [:]
      ).wait()
      #expect(result.status == 78, "\(result.error)")
      #expect(result.error.contains("the agent observes Discrete(104)"), "\(result.error)")
    }
  }

  @Test func `stay where a run that would replace it cannot begin`() throws {
    let result = try apus(
      "train", "FourRooms-v0", "saved", "--name", "b", "--seed", "0", "--steps", "100", "--quiet",
      "--set", "run=FourRooms-v0/q-learning/a")
    try #require(result.status == 0, "\(result.error)")
    let table = folder.url.appending(path: "runs/FourRooms-v0/saved/b/seed-0/evaluations.csv")
    let before = try Data(contentsOf: table)
    let failed = try apus(
      "train", "FourRooms-v0", "saved", "--name", "b", "--seed", "0", "--replace",
      "--set", "run=nowhere")
    #expect(failed.status == 66)
    #expect(try Data(contentsOf: table) == before)
  }

  @Test func `are not kept of a run that cannot begin`() throws {
    let failed = try apus(
      "train", "FourRooms-v0", "saved", "--name", "c", "--seed", "0", "--set", "run=nowhere")
    #expect(failed.status == 66)
    let path = folder.url.appending(path: "runs/FourRooms-v0/saved/c").path
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
