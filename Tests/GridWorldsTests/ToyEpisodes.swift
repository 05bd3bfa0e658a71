import Foundation
import ReinforcementLearning
import Testing

/// What a toy-text task of Gymnasium showed and paid, seed after seed.
struct ToyEpisodes: Decodable {
  var episodes: [Episode]

  struct Episode: Decodable {
    var seed: UInt64
    var first: Shown
    var steps: [Step]
  }

  struct Step: Decodable {
    var action: Float
    var observation: Shown
    var reward: Double
    var terminated: Bool
    var truncated: Bool
    var reset: Shown?

    var ending: Ending? { terminated ? .terminated : truncated ? .truncated : nil }
  }

  /// An integer, or several.
  struct Shown: Decodable {
    var row: [Float]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      row = try (try? [container.decode(Float.self)]) ?? container.decode([Float].self)
    }
  }

  init(of id: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Golden")
    let data = try Data(contentsOf: folder.appending(path: "\(id).json"))
    self = try JSONDecoder().decode(Self.self, from: data)
  }

  /// Where playing every episode differs from what was recorded, in words.
  func differences(from entry: EnvironmentEntry) throws -> [String] {
    var differences: [String] = []
    for episode in episodes {
      let batch = entry.makeBatch()
      try batch.reset(using: [RandomSource(seed: episode.seed)])
      func require(_ isEqual: Bool, _ what: String) {
        if !isEqual { differences.append("seed \(episode.seed), \(what)") }
      }
      require(Array(batch.observations[0]) == episode.first.row, "first observation")
      for (number, step) in episode.steps.enumerated() {
        try batch.step(Rows([step.action]))
        require(batch.rewards == [step.reward], "reward of step \(number)")
        require(batch.endings == [step.ending], "ending of step \(number)")
        require(Array(batch.following(0)) == step.observation.row, "observation of step \(number)")
        guard let reset = step.reset else { continue }
        require(Array(batch.observations[0]) == reset.row, "beginning after step \(number)")
      }
    }
    return differences
  }
}
