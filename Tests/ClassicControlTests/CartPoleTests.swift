import ClassicControl
import ReinforcementLearning
import Testing

@Suite struct `Cart-pole` {
  @Test func `plays Gymnasium's episodes, seed for seed`() throws {
    let golden = try GymnasiumEpisodes(of: "CartPole-v1")
    #expect(golden.episodes.count == 3)
    try golden.compare(with: CartPole.v1) { Issue.record("\($0) differs") }
  }

  @Test func `is told apart from an episode that differs in the last bit`() throws {
    var golden = try GymnasiumEpisodes(of: "CartPole-v1")
    golden.episodes[1].steps[150].observation[2] =
      golden.episodes[1].steps[150].observation[2].nextUp
    var differences: [String] = []
    try golden.compare(with: CartPole.v1) { differences.append($0) }
    #expect(differences == ["seed 1, observation of step 150"])
  }

  /// Pushing towards where the pole falls, by its angle and its angular velocity, is enough to last.
  @Test func `is truncated after 500 steps, and pays for each`() throws {
    let batch = CartPole.v1.makeBatch(count: 4)
    try batch.reset(seed: 0)
    var finished: [FinishedEpisode] = []
    for _ in 0..<500 {
      let falls = (0..<4).map { batch.observations[$0, 2] + 0.5 * batch.observations[$0, 3] }
      let drifts = (0..<4).map {
        0.05 * batch.observations[$0, 0] + 0.1 * batch.observations[$0, 1]
      }
      try batch.step(Rows(zip(falls, drifts).map { $0 + $1 > 0 ? 1 : 0 }, width: 1))
      finished += batch.finishedEpisodes
    }
    #expect(finished.map(\.ending) == Array(repeating: .truncated, count: 4))
    #expect(
      finished.map(\.record)
        == Array(
          repeating: EpisodeRecord(episodeReturn: 500, length: 500), count: 4))
  }

  @Test func `earns what random actions are known to earn`() throws {
    let batch = CartPole.v1.makeBatch(count: 64)
    try batch.reset(seed: 1)
    var random = RandomSource(seed: 2)
    var returns: [Double] = []
    for _ in 0..<1_000 {
      try batch.step(Rows((0..<64).map { _ in Float(random.integer(below: 2)) }, width: 1))
      returns += batch.finishedEpisodes.map(\.record.episodeReturn)
    }
    // 22.2 with a deviation of 11.8, over nearly 3,000 episodes: within five standard errors.
    let mean = returns.reduce(0, +) / Double(returns.count)
    #expect(abs(mean - 22.2) < 5 * 11.8 / Double(returns.count).squareRoot() + 0.2)
  }

  @Test func `shows the cart, the pole and where they must not go`() {
    var canvas = Canvas()
    CartPole().draw(on: &canvas)
    #expect(canvas.shapes.count == 6)
    #expect(
      canvas.shapes.contains(
        .line(
          from: Canvas.Point(0, 0.4), to: Canvas.Point(0, 1.4), thickness: 0.14, color: .orange)))
  }
}
