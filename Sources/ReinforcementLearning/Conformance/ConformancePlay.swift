/// A batch on its way through random actions.
struct ConformancePlay {
  let batch: any BatchEnvironment
  private var random: RandomSource
  private(set) var actions: Rows
  private(set) var steps = 0

  /// Begins an episode in every copy.
  init(in batch: any BatchEnvironment, seed: UInt64) throws {
    self.batch = batch
    random = RandomSource(seed: seed, stream: "actions")
    actions = Rows(count: batch.count, width: batch.actionSpace.rowWidth)
    try batch.reset(seed: seed)
  }

  /// Takes a random step in every copy.
  mutating func advance() throws {
    actions = sample()
    try advance(by: actions)
  }

  /// Takes a given step in every copy.
  mutating func advance(by actions: Rows) throws {
    try batch.step(actions)
    steps += 1
  }

  /// Random actions, one a copy.
  mutating func sample() -> Rows {
    var storage: [Float] = []
    for _ in 0..<batch.count { batch.actionSpace.appendSample(to: &storage, using: &random) }
    return Rows(storage, width: batch.actionSpace.rowWidth)
  }
}

/// Everything that some copies of a batch show at one moment, bit for bit.
struct ConformanceMoment: Equatable {
  let words: [UInt64]

  /// What all copies show.
  init(of batch: any BatchEnvironment) {
    words = (0..<batch.count).flatMap { Self.words(of: batch, copy: $0) }
  }

  /// What one copy shows.
  init(of batch: any BatchEnvironment, copy: Int) { words = Self.words(of: batch, copy: copy) }

  private static func words(of batch: any BatchEnvironment, copy: Int) -> [UInt64] {
    let ending: UInt64 =
      switch batch.endings[copy] {
      case nil: 0
      case .terminated: 1
      case .truncated: 2
      }
    let finals = ending == 0 ? [] : batch.finalObservations[copy]
    return [ending, batch.rewards[copy].bitPattern]
      + (batch.observations[copy] + finals).map { UInt64($0.bitPattern) }
  }
}
