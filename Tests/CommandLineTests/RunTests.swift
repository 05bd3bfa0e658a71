import Foundation
import Testing

/// A run that learns, evaluates and keeps checkpoints.
private func arguments(steps: Int) -> [String] {
  [
    "train", "CartPole-v1", "dqn", "--seed", "0", "--name", "short", "--steps", "\(steps)",
    "--set", "warmUpSteps=200", "--set", "trainInterval=1", "--set", "batchSize=16",
    "--set", "rewardSteps=3", "--evaluation-episodes", "5", "--checkpoint-interval", "500",
    "--evaluation-interval", "1500", "--log-interval", "300", "--quiet",
  ]
}

private let short = arguments(steps: 6_000)

private let seed = "runs/CartPole-v1/dqn/short/seed-0"

@Suite struct `A saved run` {
  private let quick = ["--seed", "0", "--name", "short", "--steps", "400", "--quiet"]

  @Test func `plays against an agent that learns`() throws {
    let folder = try TemporaryFolder()
    let alone = try Program.start(["train", "ESS-v0", "ppo"] + quick, in: folder.url).wait()
    #expect(alone.status == 0, "\(alone.error)")
    let against = [
      "--set", "first.warmUpSteps=20", "--set", "second.agent=saved", "--set",
      "second.run=ESS-v0/ppo/short",
    ]
    let both = try Program.start(
      ["train", "ESS-v0", "self-play"] + quick + against, in: folder.url
    ).wait()
    #expect(both.status == 0, "\(both.error)")
    let shown = try Program.run("evaluate", "ESS-v0/self-play/short", in: folder.url)
    #expect(shown.status == 0, "\(shown.error)")
  }

  @Test func `is refused where it observes something else`() throws {
    let folder = try TemporaryFolder()
    let alone = try Program.start(
      ["train", "CartPole-v1", "random"] + quick, in: folder.url
    ).wait()
    #expect(alone.status == 0, "\(alone.error)")
    let other = try Program.start(
      ["train", "ESS-v0", "saved", "--set", "run=CartPole-v1/random/short"] + quick,
      in: folder.url
    ).wait()
    #expect(other.status != 0)
    #expect(other.error.contains("observes or does something else"))
  }
}

@Suite struct `A run on disk` {
  @Test func `has the files it promises`() throws {
    let folder = try TemporaryFolder()
    let result = try Program.start(short, in: folder.url).wait()
    #expect(result.status == 0, "\(result.error)")
    for file in ["config.yaml", "progress.csv", "evaluations.csv", "checkpoints"] {
      #expect(FileManager.default.fileExists(atPath: folder.path("\(seed)/\(file)")), "\(file)")
    }
    let progress = try withoutClock(folder.path("\(seed)/progress.csv"))
    #expect(progress.count == 1 + 20)
    #expect(progress.last?.first == "6000")
    let evaluations = try withoutClock(folder.path("\(seed)/evaluations.csv"))
    #expect(evaluations.dropFirst().compactMap(\.first) == ["0", "1500", "3000", "4500", "6000"])
  }

  /// Killed at several moments, a run comes to the same bytes as one that was left alone.
  @Test func `is the same after kill -9 and resume`() throws {
    let (whole, broken) = (try TemporaryFolder(), try TemporaryFolder())
    let steps = 30_000
    #expect(try Program.start(arguments(steps: steps), in: whole.url).wait().status == 0)
    var process = try Program.start(arguments(steps: steps), in: broken.url)
    for rows in [3, 17, 40, 41, 77] {
      wait(for: rows, in: broken, of: process)
      kill(process.process.processIdentifier, SIGKILL)
      #expect(process.wait().status == 137, "it was over before it could be killed")
      process = try Program.start(["resume", "CartPole-v1/dqn/short", "--quiet"], in: broken.url)
    }
    let last = process.wait()
    #expect(last.status == 0, "\(last.error)")
    try expectSameRun(whole, broken, steps: steps)
  }

  /// Waits until a run has logged so many rows, or is over.
  private func wait(
    for rows: Int, in folder: TemporaryFolder, of process: Program.Running
  ) {
    func count() -> Int {
      let text = try? String(contentsOfFile: folder.path("\(seed)/progress.csv"), encoding: .utf8)
      return (text?.split(separator: "\n").count ?? 0) - 1
    }
    while process.process.isRunning, count() < rows { Thread.sleep(forTimeInterval: 0.002) }
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `saves and stops when asked to`(_ signal: Int32, _ status: Int32) throws {
    let (whole, stopped) = (try TemporaryFolder(), try TemporaryFolder())
    let long = arguments(steps: 60_000)
    #expect(try Program.start(long, in: whole.url).wait().status == 0)
    let process = try Program.start(long, in: stopped.url)
    wait(for: 30, in: stopped, of: process)
    kill(process.process.processIdentifier, signal)
    #expect(process.wait().status == status)
    let resumed = try Program.run("resume", seed, "--quiet", in: stopped.url)
    #expect(resumed.status == 0, "\(resumed.error)")
    try expectSameRun(whole, stopped, steps: 60_000)
  }

  private func expectSameRun(
    _ first: TemporaryFolder, _ second: TemporaryFolder, steps: Int
  ) throws {
    for table in ["progress.csv", "evaluations.csv"] {
      let rows = try [first, second].map { try withoutClock($0.path("\(seed)/\(table)")) }
      #expect(rows[0] == rows[1], "\(table)")
    }
    let folders = [first, second].map { $0.path("\(seed)/checkpoints") }
    let names = try folders.map {
      try FileManager.default.contentsOfDirectory(atPath: $0).filter {
        $0.contains("-0000000\(steps < 10_000 ? "0" : "")\(steps)")
      }
      .sorted()
    }
    #expect(!names[0].isEmpty)
    #expect(names[0] == names[1])
    for name in names[0] {
      let bytes = folders.map { FileManager.default.contents(atPath: "\($0)/\(name)") }
      #expect(bytes[0] == bytes[1], "\(name)")
      #expect(bytes[0]?.isEmpty == false)
    }
  }

  @Test func `is held by one process at a time`() throws {
    let folder = try TemporaryFolder()
    let long = arguments(steps: 2_000_000)
    let process = try Program.start(long, in: folder.url)
    wait(for: 1, in: folder, of: process)
    let second = try Program.run("resume", seed, in: folder.url)
    #expect(second.status == 75)
    #expect(second.error.contains("\(process.process.processIdentifier)"), "\(second.error)")
    kill(process.process.processIdentifier, SIGKILL)
    #expect(process.wait().status == 137)
  }

  @Test func `can be moved`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.start(short, in: folder.url).wait().status == 0)
    try FileManager.default.moveItem(
      atPath: folder.path("runs"), toPath: folder.path("elsewhere"))
    let result = try Program.run(
      "evaluate", "CartPole-v1/dqn/short", "--runs", "elsewhere", "--episodes", "3", "--json",
      in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("\"mean_return\""))
  }

  @Test func `is told apart from one of the same name`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.start(short, in: folder.url).wait().status == 0)
    let again = try Program.start(short, in: folder.url).wait()
    #expect(again.status == 73, "\(again.error)")
    #expect(again.error.contains("short"))
  }

  /// What a run was is enough to run it again.
  @Test func `can be repeated from its configuration`() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.start(short, in: folder.url).wait().status == 0)
    let again = try Program.run(
      "train", "--config", "\(seed)/config.yaml", "--seed", "0", "--name", "again",
      "--evaluation-episodes", "5", "--checkpoint-interval", "500", "--evaluation-interval",
      "1500", "--log-interval", "300", "--quiet", in: folder.url)
    #expect(again.status == 0, "\(again.error)")
    let other = seed.replacing("short", with: "again")
    #expect(
      try withoutClock(folder.path("\(seed)/progress.csv"))
        == withoutClock(folder.path("\(other)/progress.csv")))
  }
}
