import Foundation
import Testing

@Suite struct `The options of an environment` {
  private func train(in folder: TemporaryFolder, _ more: String...) throws -> Program.Result {
    let arguments = [
      "train", "FourRooms-v0", "q-learning", "--seed", "0", "--steps", "2000",
      "--evaluation-episodes", "5", "--quiet",
    ]
    return try Program.start(arguments + more, in: folder.url).wait()
  }

  @Test func `are kept by a run, and used wherever it is`() throws {
    let folder = try TemporaryFolder()
    let trained = try train(in: folder, "--env-option", "slip=0.3", "--name", "slippery")
    #expect(trained.status == 0, "\(trained.error)")
    let run = "FourRooms-v0/q-learning/slippery"
    let configuration = try String(
      contentsOfFile: folder.path("runs/\(run)/seed-0/config.yaml"), encoding: .utf8)
    #expect(configuration.contains("environmentOptions:\n  slip: 0.3\n"))
    func optimum(_ more: String...) throws -> String? {
      try Program.start(["evaluate", run, "--episodes", "200", "--json"] + more, in: folder.url)
        .wait().output.firstMatch(of: #/"mean_optimal_length":([0-9.]+)/#).map { String($0.1) }
    }
    let (slippery, sure) = (try optimum(), try optimum("--env-option", "slip=0"))
    // Sure steps take 7.6 on average; slipping makes the best way longer.
    #expect(try Double(#require(slippery)) ?? 0 > 9)
    #expect(try Double(#require(sure)) ?? 99 < 9)
  }

  @Test func `set runs apart where they are compared`() throws {
    let folder = try TemporaryFolder()
    #expect(try train(in: folder, "--env-option", "slip=0.3", "--name", "slippery").status == 0)
    #expect(try train(in: folder, "--name", "sure").status == 0)
    let comparison = try Program.run("compare", "--no-plot", in: folder.url)
    #expect(comparison.status == 0, "\(comparison.error)")
    #expect(comparison.output.contains("FourRooms-v0 slip=0.3"))
  }

  @Test func `are described with their values`() throws {
    let text = try Program.run("describe", "FourRooms-v0", "--env-option", "slip=0.25").output
    #expect(text.contains(#/slip +0\.25 +how likely/#))
  }

  @Test(arguments: [
    ("slop=0.3", "FourRooms-v0 has no parameter slop, did you mean slip?"),
    ("slip=2", "FourRooms-v0 cannot have slip=2, choose a number from 0 to 1"),
    ("slip=yes", "FourRooms-v0 cannot have slip=yes, give a number"),
  ])
  func `are refused where they do not fit`(option: String, message: String) throws {
    let folder = try TemporaryFolder()
    let result = try train(in: folder, "--env-option", option)
    #expect(result.status == 78)
    let parts = message.split(separator: ", ")
    for part in parts { #expect(result.error.contains(part), "\(result.error)") }
    #expect(!FileManager.default.fileExists(atPath: folder.path("runs")))
  }
}

@Suite struct `Wrappers on the command line` {
  @Test func `are kept by a run`() throws {
    let folder = try TemporaryFolder()
    let result = try Program.start(
      [
        "train", "CartPole-v1", "dqn", "--seed", "0", "--steps", "1500", "--quiet",
        "--evaluation-episodes", "2", "--wrap", "frame-stack=2", "--wrap", "reward-scale=0.1",
      ], in: folder.url
    ).wait()
    #expect(result.status == 0, "\(result.error)")
    let path = "runs/CartPole-v1/dqn/run-1"
    let configuration = try String(
      contentsOfFile: folder.path("\(path)/seed-0/config.yaml"), encoding: .utf8)
    #expect(configuration.contains(#"  wrappers: ["frame-stack=2", "reward-scale=0.1"]"#))
    let evaluation = try Program.run("evaluate", path, "--json", in: folder.url)
    #expect(evaluation.status == 0, "\(evaluation.error)")
    // A pole stands for eight steps at least: the return is not a tenth of that.
    let least = evaluation.output.firstMatch(of: #/"min_return":([0-9.]+)/#)
    #expect(try Double(#require(least).output.1) ?? 0 >= 8)
  }

  @Test func `are listed`() throws {
    let output = try Program.run("list", "wrappers").output
    #expect(output.contains(#/frame-stack +4, or a whole number from 1 to 1024/#))
  }
}
