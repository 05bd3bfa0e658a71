import Diagnostics
import ReinforcementLearning
import Testing

@Suite struct `Echoes` {
  /// Plays an episode in each of many copies, and returns what they earned.
  private func returns(
    in entry: EnvironmentEntry, playing action: (ArraySlice<Float>, inout RandomSource) -> Float
  ) throws -> [Double] {
    let batch = entry.makeBatch(count: 2_000)
    try batch.reset(seed: 0)
    var random = RandomSource(seed: 1)
    for step in 1...10 {
      let actions = (0..<batch.count).map { action(batch.observations[$0], &random) }
      try batch.step(Rows(actions, width: 1))
      #expect(batch.finishedEpisodes.isEmpty == (step < 10))
    }
    #expect(batch.finishedEpisodes.allSatisfy { $0.ending == .terminated })
    return batch.finishedEpisodes.map(\.record.episodeReturn)
  }

  private func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

  @Test func `pay 10 for ten right answers, 0 for ten wrong ones`() throws {
    #expect(try Set(returns(in: Echo.v0) { row, _ in row.first ?? -1 }) == [10])
    #expect(
      try Set(returns(in: Echo.v0) { row, _ in row.first == 0 ? 1 : 0 }) == [0])
  }

  @Test func `pay chance what chance deserves`() throws {
    let count = 2_000.0
    let discrete = try mean(returns(in: Echo.v0) { _, random in Float(random.integer(below: 4)) })
    let deviation = (10 * 0.25 * 0.75 / count).squareRoot()
    #expect(abs(discrete - 2.5) < 5 * deviation)
    let continuous = try mean(
      returns(in: EchoContinuous.v0) { _, random in Float(random.uniform(in: -1..<1)) })
    // The square of the distance of two uniform numbers has mean 2/3 and variance 28/45.
    let spread = (10.0 * 28 / 45 / count).squareRoot()
    #expect(abs(continuous + 20 / 3.0) < 5 * spread)
  }

  @Test func `cost nothing who answers exactly, and the square of the distance else`() throws {
    #expect(try Set(returns(in: EchoContinuous.v0) { row, _ in row.first ?? 0 }) == [0])
    var world = EchoContinuous()
    var random = RandomSource(seed: 4)
    world.reset(using: &random)
    let shown = world.observation[0]
    #expect(world.step(1, using: &random).reward == -Double(1 - shown) * Double(1 - shown))
  }

  @Test func `know the right answer and what it is worth`() {
    var world = Echo()
    var random = RandomSource(seed: 2)
    world.reset(using: &random)
    for step in 0..<10 {
      let optimum = world.optimum()
      #expect(optimum.value == Double(10 - step))
      #expect(optimum.expectedLength == Double(10 - step))
      #expect(optimum.actions == [world.observation])
      #expect(optimum.actionValues[Int(world.observation[0])] == optimum.value)
      #expect(optimum.actionValues.filter { $0 == optimum.value - 1 }.count == 3)
      _ = world.step(3, using: &random)
    }
  }

  @Test func `show the number that is wanted`() {
    var world = Echo()
    var random = RandomSource(seed: 2)
    world.reset(using: &random)
    var canvas = Canvas()
    world.draw(on: &canvas)
    let lit = canvas.shapes.firstIndex {
      if case .rectangle(_, _, _, .orange) = $0 { true } else { false }
    }
    #expect(lit == Int(world.observation[0]) * 2)
  }
}
