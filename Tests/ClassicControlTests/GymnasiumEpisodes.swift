import Foundation
import ReinforcementLearning
import Testing

/// What Gymnasium's own environment showed and paid, seed after seed.
struct GymnasiumEpisodes: Decodable {
  var episodes: [Episode]

  struct Episode: Decodable {
    var seed: UInt64
    var first: [Float]
    var steps: [Step]
  }

  struct Step: Decodable {
    var action: Int
    var observation: [Float]
    var reward: Double
    var terminated: Bool
    var truncated: Bool
    var reset: [Float]?

    var ending: Ending? { terminated ? .terminated : truncated ? .truncated : nil }
  }

  init(of id: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Golden")
    let data = try Data(contentsOf: folder.appending(path: "\(id).json"))
    self = try JSONDecoder().decode(Self.self, from: data)
  }

  /// Plays every episode, and calls `difference` with a place and what differs there.
  func compare(with entry: EnvironmentEntry, difference: (String) -> Void) throws {
    for episode in episodes {
      let batch = entry.makeBatch()
      try batch.reset(using: [RandomSource(seed: episode.seed)])
      func require(_ isEqual: Bool, _ what: String) {
        if !isEqual { difference("seed \(episode.seed), \(what)") }
      }
      require(Array(batch.observations[0]) == episode.first, "first observation")
      for (number, step) in episode.steps.enumerated() {
        try batch.step(Rows([Float(step.action)]))
        require(batch.rewards == [step.reward], "reward of step \(number)")
        require(batch.endings == [step.ending], "ending of step \(number)")
        require(Array(batch.following(0)) == step.observation, "observation of step \(number)")
        guard let reset = step.reset else { continue }
        require(Array(batch.observations[0]) == reset, "beginning after step \(number)")
      }
    }
  }
}
