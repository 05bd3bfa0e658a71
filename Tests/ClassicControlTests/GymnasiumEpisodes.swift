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
    var action: Action
    var observation: [Float]
    var reward: Double
    var terminated: Bool
    var truncated: Bool
    var reset: [Float]?

    var ending: Ending? { terminated ? .terminated : truncated ? .truncated : nil }
  }

  /// An index, or the numbers of a box.
  struct Action: Decodable {
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

  /// Plays every episode, and calls `difference` with a place and what differs there.
  ///
  /// A float may be away by the tolerance, as a share of the greater of its size and a thousandth;
  /// endings must agree exactly.
  func compare(
    with entry: EnvironmentEntry, tolerance: Double = 0, difference: (String) -> Void
  ) throws {
    func isNear(_ mine: [Double], _ theirs: [Double]) -> Bool {
      mine.count == theirs.count
        && zip(mine, theirs).allSatisfy { abs($0 - $1) <= tolerance * max(abs($1), 1e-3) }
    }
    func isNear(_ mine: ArraySlice<Float>, _ theirs: [Float]) -> Bool {
      isNear(mine.map { Double($0) }, theirs.map { Double($0) })
    }
    for episode in episodes {
      let batch = entry.makeBatch()
      try batch.reset(using: [RandomSource(seed: episode.seed)])
      func require(_ isEqual: Bool, _ what: String) {
        if !isEqual { difference("seed \(episode.seed), \(what)") }
      }
      require(isNear(batch.observations[0], episode.first), "first observation")
      for (number, step) in episode.steps.enumerated() {
        try batch.step(Rows(step.action.row))
        require(isNear(batch.rewards, [step.reward]), "reward of step \(number)")
        require(batch.endings == [step.ending], "ending of step \(number)")
        require(isNear(batch.following(0), step.observation), "observation of step \(number)")
        guard let reset = step.reset else { continue }
        require(isNear(batch.observations[0], reset), "beginning after step \(number)")
      }
    }
  }
}
