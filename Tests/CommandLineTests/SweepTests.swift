import Foundation
import ReinforcementLearning
import Testing

@testable import ApusCommands

@Suite struct `A sweep` {
  private static let command = [
    "train", "Bridge-v0", "q-learning", "--explore", "count", "--seeds", "100-101", "--steps",
    "500",
    "--evaluation-episodes", "2",
  ]

  /// Two values of one parameter and two of another are four runs, named by them.
  @Test func `makes a run of each combination, which are compared`() throws {
    let folder = try TemporaryFolder()
    let arguments =
      Self.command + ["--sweep", "explore.beta=0.01,0.1", "--sweep", "learningRate=0.5,1"]
    let result = try Program.start(arguments, in: folder.url).wait()
    #expect(result.status == 0, "\(result.error)")
    for beta in ["0.01", "0.1"] {
      for rate in ["0.5", "1"] {
        let run = "runs/Bridge-v0/q-learning+count/beta=\(beta),learningRate=\(rate)"
        for seed in ["100", "101"] {
          let configuration = try String(
            contentsOfFile: folder.path("\(run)/seed-\(seed)/config.yaml"), encoding: .utf8)
          #expect(configuration.contains("explore.beta: \(beta)\n"))
          #expect(configuration.contains("learningRate: \(rate)\n"))
        }
      }
    }
    let comparison = try Program.run("compare", "--no-plot", in: folder.url)
    #expect(comparison.output.contains("q-learning+count (beta=0.01,learningRate=0.5)"))
  }

  /// A run of an agent and an exploration is resumed and evaluated like any other.
  @Test func `leaves runs that go on`() throws {
    let folder = try TemporaryFolder()
    let result = try Program.start(Self.command + ["--name", "one"], in: folder.url).wait()
    #expect(result.status == 0, "\(result.error)")
    let seed = "Bridge-v0/q-learning+count/one/seed-100"
    #expect(try Program.run("evaluate", seed, "--episodes", "3", in: folder.url).status == 0)
    #expect(try Program.run("resume", seed, in: folder.url).status == 0)
  }

  @Test func `reads values between commas, brackets apart`() {
    let setting = SweptSetting(argument: "hiddenWidths=[64,64],[32],7")
    #expect(
      setting?.values == [
        .list([.integer(64), .integer(64)]), .list([.integer(32)]), .integer(7),
      ])
    for wrong in ["bits", "=1,2", "bits=", "bits=1,,2", "bits=1,1"] {
      #expect(SweptSetting(argument: wrong) == nil, "\(wrong)")
    }
  }

  @Test func `combines all values with all`() {
    let swept = ["explore.a=1,2", "b=x,y"].compactMap { SweptSetting(argument: $0) }
    #expect(Combination.all(of: swept).map(\.name) == ["a=1,b=x", "a=1,b=y", "a=2,b=x", "a=2,b=y"])
    #expect(Combination.all(of: []) == [Combination()])
  }

  /// What was tuned for a table is not asked of a network that takes its place.
  @Test func `may be over the agents inside an agent`() throws {
    let folder = try TemporaryFolder()
    let result = try Program.start(
      [
        "train", "KeyDoor-v0", "h-dqn", "--seed", "0", "--steps", "3k", "--evaluation-episodes",
        "2",
        "--set", "meta.agent=dqn", "--set", "meta.warmUpSteps=10",
        "--sweep", "controller.agent=q-learning,dqn,sac",
      ], in: folder.url
    ).wait()
    #expect(result.status == 0, "\(result.error)")
    for (agent, tuned) in [("q-learning", true), ("dqn", false), ("sac", false)] {
      let run = "runs/KeyDoor-v0/h-dqn/agent=\(agent)/seed-0"
      let configuration = try String(
        contentsOfFile: folder.path("\(run)/config.yaml"), encoding: .utf8)
      #expect(configuration.contains("planningSteps: 10") == tuned)
      #expect(configuration.contains("goalSteps: 100"))
    }
  }
}
