import Foundation
import Testing

/// Bad input: one line that names the culprit and the remedy, and the promised exit code.
@Suite struct `What a user does wrong` {
  struct Case: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    let status: Int32
    let message: [String]
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ line: String, _ status: Int32, _ message: String...) {
      arguments = line.split(separator: " ").map(String.init)
      self.status = status
      self.message = message
    }
  }

  private static func numbers(_ count: Int) -> String {
    (1...count).map(String.init).joined(separator: ",")
  }

  private static let wide = Array(repeating: "65536", count: 100).joined(separator: ",")

  static let cases = [
    Case("train CartPole-v2 dqn", 78, "CartPole-v2", "CartPole-v1"),
    Case("train cartpol-v1 dqn", 78, "cartpol-v1", "CartPole-v1"),
    Case("train CartPole-v1 dqm", 78, "dqm", "dqn"),
    Case("train zzzzzz dqn", 78, "zzzzzz", "apus list environments"),
    Case("train CartPole-v1 q-learning", 78, "q-learning", "dqn", "random"),
    Case("train EchoContinuous-v0 dqn", 78, "dqn", "EchoContinuous-v0", "random"),
    Case("train CartPole-v1 scripted", 78, "scripted", "CartPole-v1"),
    Case("train CartPole-v1 dqn --set learnRate=1", 78, "learnRate", "learningRate"),
    Case("train CartPole-v1 dqn --set learningRate=fast", 78, "learningRate", "number"),
    Case("train CartPole-v1 dqn --set learningRate=0", 78, "learningRate", "above 0"),
    Case("train CartPole-v1 dqn --set learningRate=nan", 78, "learningRate", "number"),
    Case("train CartPole-v1 dqn --set discount=1.5", 78, "discount", "0 to 1"),
    Case("train CartPole-v1 dqn --set batchSize=1.5", 78, "batchSize", "whole number"),
    Case(
      "train CartPole-v1 dqn --set hiddenWidths=[\(wide)]", 78, "hiddenWidths", "GB", "narrower"),
    Case(
      "train Pendulum-v1 sac --set hasStateNoise=true --set noiseCorrelation=0.9", 78,
      "noiseCorrelation=0"),
    Case("train CartPole-v1 dqn --set loss=cubic", 78, "loss", "huber"),
    Case("train CartPole-v1 dqn --set replayCapacity=8", 78, "replayCapacity", "batchSize"),
    Case(
      "train CartPole-v1 a2c --set learningRateSchedule=exponential", 78, "exponential",
      "learningRateDecay"),
    Case("train CartPole-v1 ppo --set learningRateSchedule=bent", 78, "bent", "cosine"),
    Case(
      "train CartPole-v1 dqn --set learningRateWarmUp=60000", 78, "learningRateWarmUp", "--steps"),
    Case("train CartPole-v1 dqn --steps 100", 78, "warmUpSteps", "--steps"),
    Case("train CartPole-v1 dqn --steps 0", 78, "steps"),
    Case("train CartPole-v1 dqn --explore rnd --explore simhash", 78, "dqn+rnd", "one exploration"),
    Case("train DelayedChain-v0 h-dqn --set goals=[[99]]", 78, "99", "Discrete(6)"),
    Case(
      "train KeyDoor-v0 h-dqn --set meta.agent=dqn --steps 3k", 78, "meta of h-dqn", "warmUpSteps"),
    Case("train CartPole-v1 dqn --steps many", 64, "many"),
    Case("train CartPole-v1 dqn --seeds 1,1", 64, "1,1"),
    Case("train CartPole-v1 dqn --seed 1 --seeds 2", 64, "--seeds"),
    Case("train CartPole-v1 dqn --jobs 0", 64, "--jobs"),
    Case("train CartPole-v1 dqn --config nowhere.yaml", 66, "nowhere.yaml"),
    Case("train CartPole-v1 random --seed 18446744073709551615", 64, "18446744073709551615"),
    Case("train CartPole-v1 random --seed 0 --name seed-0", 64, "seed-0"),
    Case("train CartPole-v1 random --runs=", 64, "--runs"),
    Case("solve FourRooms-v0 --wrap sticky-actions", 78, "--wrap"),
    Case("solve FourRooms-v0 --plot values.gif", 64, "values.gif", ".png"),
    Case(
      "train Echo-v0 random --sweep a=\(numbers(40)) --sweep b=\(numbers(40))", 64, "--sweep",
      "1600"),
    Case("new environment String", 64, "String", "choose another"),
    Case("new agent Agent", 64, "Agent", "choose another"),
    Case("train", 64, "environment"),
    Case("describe dqm", 78, "dqm", "dqn"),
    Case("resume nowhere", 66, "nowhere"),
    Case("evaluate nowhere", 66, "nowhere"),
    Case("compare nowhere", 66, "nowhere"),
    Case("watch nowhere", 66, "nowhere"),
    Case("rollout CartPole-v1 --actions nowhere.json", 66, "nowhere.json"),
    Case("rollout CartPole-v1 --agent random --actions a.json", 64, "exclude"),
    Case("benchmark nothing", 78, "nothing", "dqn"),
    Case("solve CartPole-v1", 78, "CartPole-v1", "FourRooms-v0"),
    Case("solve FourRoms-v0", 78, "FourRoms-v0", "FourRooms-v0"),
    Case("solve FourRooms-v0 --discount 2", 64, "--discount", "0 to 1"),
    Case("solve FourRooms-v0 --horizon 0", 64, "--horizon"),
    Case("solve FourRooms-v0 --average --horizon 5", 64, "--average"),
    Case("solve FourRooms-v0 --method guessing", 64, "guessing", "policy-iteration"),
    Case("solve LQR-v0 --average", 78, "LQR-v0", "--average"),
    Case("solve Garnet-v0 --discount 1", 69, "discount of 1", "average reward"),
    Case("solve mdp:nowhere.yaml", 66, "nowhere.yaml"),
    Case("check-env FourRoms-v0", 78, "FourRoms-v0", "FourRooms-v0"),
    Case("check-env FourRooms-v0 --steps 1", 64, "--steps"),
    Case("describe Garnet-v0 --env-option branching=40", 78, "40 of 30", "at most 30"),
    Case("inspect CartPole-v1 random", 78, "random", "agent"),
    Case("inspect CartPole-v1 dqn --program nothing", 78, "nothing", "--program"),
    Case("train CartPole-v1 dqn --threads-per-run 0", 64, "--threads-per-run"),
    Case("new environment 9lives", 64, "9lives"),
    Case("completion powershell", 64, "powershell"),
  ]

  @Test func `is named where a number first is not finite`() throws {
    let folder = try TemporaryFolder()
    let example = Case(
      "train CartPole-v1 dqn --seed 0 --steps 300 --set warmUpSteps=150 "
        + "--set learningRate=1e30 --check-numbers", 71)
    let result = try Program.start(example.arguments, in: folder.url).wait()
    #expect(result.status == example.status)
    #expect(result.error.contains("matmul") && result.error.contains("online/"))
  }

  @Test(arguments: cases)
  func `is named in one line, with what to do`(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let process = try Program.start(example.arguments, in: folder.url)
    let result = process.wait()
    #expect(result.status == example.status, "\(result.error)")
    let error = result.error.split(separator: "\n").first.map(String.init) ?? ""
    #expect(error.lowercased().hasPrefix("error: "))
    for part in example.message { #expect(error.contains(part), "\(error)") }
    if example.status == 78 || example.status == 66 {
      #expect(result.error.split(separator: "\n").count == 1, "\(result.error)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("runs/CartPole-v1")))
  }
}
