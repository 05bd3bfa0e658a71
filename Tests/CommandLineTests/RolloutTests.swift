import Foundation
import Testing

/// What Gymnasium printed for the same seed and actions.
private struct Recording: Decodable {
  struct Episode: Decodable {
    var seed: UInt64
    var first: [Double]
    var steps: [Step]
  }

  struct Step: Decodable {
    var action: Int
    var observation: [Double]
    var reward: Double
    var terminated: Bool
    var truncated: Bool
  }

  var episodes: [Episode]
}

private struct Line: Decodable {
  var step: Int
  var observation: [Double]
  var reward: Double?
  var terminated: Bool?
  var truncated: Bool?
}

@Suite struct `Rollouts` {
  @Test func `give what Gymnasium gives`() throws {
    let folder = try TemporaryFolder()
    let golden = try #require(
      Bundle.module.url(forResource: "CartPole-v1", withExtension: "json", subdirectory: "Golden"))
    let recording = try JSONDecoder().decode(Recording.self, from: Data(contentsOf: golden))
    for episode in recording.episodes {
      let actions = try JSONEncoder().encode(episode.steps.map(\.action))
      try actions.write(to: folder.url.appending(path: "actions.json"))
      let result = try Program.run(
        "rollout", "CartPole-v1", "--seed", "\(episode.seed)", "--actions", "actions.json",
        "--json", in: folder.url)
      #expect(result.status == 0, "\(result.error)")
      let lines = try result.lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
      try #require(lines.count == episode.steps.count + 1)
      for (number, first) in zip(lines[0].observation, episode.first) {
        #expect(abs(number - first) < 1e-6)
      }
      for (line, step) in zip(lines.dropFirst(), episode.steps) {
        #expect(line.reward == step.reward)
        #expect(line.terminated == step.terminated)
        #expect(line.truncated == step.truncated)
        for (number, expected) in zip(line.observation, step.observation) {
          #expect(abs(number - expected) < 1e-6 * max(1, abs(expected)))
        }
      }
    }
  }

  /// Hash tables are ordered anew in every process; nothing that is printed may depend on it.
  @Test(arguments: try Program.environments())
  func `are the same in every process`(_ environment: String) throws {
    let outputs = try (0..<3).map { _ in
      try Program.run("rollout", environment, "--seed", "5", "--steps", "1000", "--json").output
    }
    #expect(outputs[0].split(separator: "\n").count == 1001)
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0] == outputs[2])
  }
}
