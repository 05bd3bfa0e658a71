import ReinforcementLearning
import Testing

@Suite struct `Wrappers` {
  private func endings(of environment: some Environment, steps: Int) throws -> [Ending?] {
    let batch = VectorEnvironment(environment, name: "Wrapped-v0")
    try batch.reset(seed: 0)
    return try (0..<steps).map { _ in
      try batch.advance()
      return batch.endings[0]
    }
  }

  @Test func `truncate at a time limit, once an episode`() throws {
    let endings = try endings(of: TimeLimited(Script(), steps: 3), steps: 7)
    #expect(endings == [nil, nil, .truncated, nil, nil, .truncated, nil])
  }

  @Test func `let a world that ends with the last step allowed terminate`() throws {
    let world = TimeLimited(Script(endings: [3: .terminated]), steps: 3)
    #expect(try endings(of: world, steps: 6) == [nil, nil, .terminated, nil, nil, .truncated])
  }

  @Test func `know the limit through other wrappers, and the shorter of two`() {
    let limited = TimeLimited(Script(), steps: 30)
    #expect(Script().timeLimit == nil)
    #expect(RewardScaled(StatisticsRecorded(limited), by: 2).timeLimit == 30)
    #expect(TimeLimited(limited, steps: 20).timeLimit == 20)
    #expect(TimeLimited(limited, steps: 40).timeLimit == 30)
  }

  @Test func `scale what is paid, and report it as it was inside`() throws {
    let script = Script(rewards: [1, 2, 4], endings: [3: .terminated])
    let scaled = VectorEnvironment(RewardScaled(script, by: 0.5), name: "Scaled-v0")
    let recorded = VectorEnvironment(
      RewardScaled(StatisticsRecorded(script), by: 0.5), name: "Scaled-v0")
    for batch in [scaled, recorded] as [any BatchEnvironment] {
      try batch.reset(seed: 0)
      var rewards: [Double] = []
      for _ in 0..<3 {
        try batch.step(Rows([0]))
        rewards += batch.rewards
      }
      #expect(rewards == [0.5, 1, 2])
    }
    #expect(scaled.finishedEpisodes.map(\.record.episodeReturn) == [3.5])
    #expect(recorded.finishedEpisodes.map(\.record.episodeReturn) == [7])
    #expect(recorded.finishedEpisodes.map(\.record.length) == [3])
  }

  private struct Statistics: Decodable {
    var rows: [[Float]]
    var mean: [Double]
    var variance: [Double]
    var normalized: [[Float]]
    var clip: Float
  }

  @Test func `keep the mean and the variance that numpy computes`() throws {
    let golden = try golden("statistics.json", as: Statistics.self)
    var statistics = RunningStatistics(width: golden.mean.count)
    for row in golden.rows { statistics.include(row[...]) }
    for (place, mean) in golden.mean.enumerated() {
      #expect(abs(statistics.mean[place] - mean) <= 1e-12 * max(1, abs(mean)))
      let variance = golden.variance[place]
      #expect(abs(statistics.variance[place] - variance) <= 1e-12 * max(1, variance))
    }
    for (row, expected) in zip(golden.rows, golden.normalized) {
      var row = row
      var span = row.mutableSpan
      statistics.normalize(&span, clip: golden.clip)
      for (number, wanted) in zip(row, expected) {
        #expect(abs(number - wanted) <= 1e-6 * max(1, abs(wanted)))
      }
    }
  }

  /// The observations are 0 to 8, whose mean is 4 and whose variance 60/9.
  @Test func `normalize observations by what was seen, unless frozen`() throws {
    var world = ObservationNormalized(Script(), clip: 2)
    var random = RandomSource(seed: 0)
    world.reset(using: &random)
    for _ in 0..<8 { _ = world.step(0, using: &random) }
    #expect(world.statistics.count == 9)
    #expect(abs(world.statistics.mean[0] - 4) < 1e-12)
    #expect(abs(world.observation[0] - Float(4 / (60 / 9.0).squareRoot())) < 1e-6)
    world.isFrozen = true
    for _ in 0..<20 { _ = world.step(0, using: &random) }
    #expect(world.statistics.count == 9)
    #expect(world.observation == [2])
    #expect(world.observationSpace.contains(world.observation[...]))
  }
}
