import ReinforcementLearning
import Testing

/// Shows what was done last, and pays it; ends with the sixth step.
private struct Mirror: Environment {
  var last: Float = 0
  var elapsed = 0

  var observationSpace: Space { .box(Box([-8...8, 0...6])) }
  var actionSpace: Space { .box(Box([-2...6])) }

  mutating func reset(using random: inout RandomSource) { (last, elapsed) = (0, 0) }

  mutating func step(_ action: Float, using random: inout RandomSource) -> Outcome {
    last = action
    elapsed += 1
    return Outcome(reward: Double(action), ending: elapsed == 6 ? .terminated : nil)
  }

  func observe(into row: inout MutableSpan<Float>) {
    row[0] = last
    row[1] = Float(elapsed)
  }
}

/// Shows an index below three.
private struct Counter: Environment {
  var place = 0

  var observationSpace: Space { .tuple([.discrete(3), .box(Box([0...2]))]) }
  var actionSpace: Space { .discrete(2) }
  mutating func reset(using random: inout RandomSource) { place = 0 }
  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    place = (place + 1) % 3
    return Outcome(reward: 1)
  }
  func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(place)
    row[1] = Float(place)
  }
}

private let mirror = EnvironmentEntry("Mirror-v0", summary: "", rewards: "", source: "") {
  Mirror()
}
private let counter = EnvironmentEntry("Counter-v0", summary: "", rewards: "", source: "") {
  Counter()
}

extension EnvironmentEntry {
  fileprivate func wrapped(_ wrappers: String...) throws -> EnvironmentEntry {
    try configured(with: ["wrappers": .list(wrappers.map { .text($0) })])
  }
}

@Suite struct `A wrapper by name` {
  /// What the wrapped mirror pays for a list of actions.
  private func rewards(_ wrapper: String, for actions: [Float]) throws -> [Double] {
    let batch = try mirror.wrapped(wrapper).makeBatch()
    try batch.reset(seed: 4)
    return try actions.map {
      try batch.step(Rows([$0]))
      return batch.rewards[0]
    }
  }

  @Test(
    arguments: [
      ("reward-scale=0.5", [1, 2, -2, 6], [0.5, 1, -1, 3]),
      ("reward-clip", [1, 2, -2, 0.5], [1, 1, -1, 0.5]),
      ("reward-clip=1.5", [1, 2, -2, 0.5], [1, 1.5, -1.5, 0.5]),
      ("reward-delay=3", [1, 2, 3, 1, 1, 1], [0, 0, 6, 0, 0, 3]),
      ("reward-delay=4", [1, 2, 3, 1, 1, 1], [0, 0, 0, 7, 0, 2]),
      ("reward-sparse", [1, 2, 3, 1, 1, 1], [0, 0, 0, 0, 0, 9]),
      ("reward-noise=0", [1, 2], [1, 2]),
      ("rescale-actions", [-1, 0, 1, 0.5], [-2, 2, 6, 4]),
      ("action-repeat=2", [1, 2, 3], [2, 4, 6]),
      ("action-repeat=4", [1, 2, 1], [4, 4, 4]),
      ("sticky-actions=0", [1, 2, 3], [1, 2, 3]),
      ("sticky-actions=1", [1, 2, 3], [1, 1, 1]),
    ] as [(String, [Float], [Double])])
  func `pays what it should`(wrapper: String, actions: [Float], expected: [Double]) throws {
    #expect(try rewards(wrapper, for: actions) == expected)
  }

  @Test func `sticks and disturbs as often and as much as it is told`() throws {
    var world = ActionSticky(Mirror(), probability: 0.25)
    var random = RandomSource(seed: 3)
    world.reset(using: &random)
    var repeats = 0
    let steps = 20_000
    for step in 0..<steps {
      let action = Float(step % 7)
      if world.step(action, using: &random).reward != Double(action) { repeats += 1 }
      world.base.elapsed = 0
    }
    // Four standard errors of a share of a quarter.
    #expect(abs(Double(repeats) / Double(steps) - 0.25) < 4 * (0.1875 / Double(steps)).squareRoot())
    var noisy = RewardNoisy(Mirror(), deviation: 2)
    let noise = (0..<steps).map { _ in noisy.step(1, using: &random).reward - 1 }
    let mean = noise.reduce(0, +) / Double(steps)
    let variance = noise.reduce(0) { $0 + $1 * $1 } / Double(steps)
    #expect(abs(mean) < 4 * 2 / Double(steps).squareRoot())
    #expect(abs(variance - 4) < 4 * 4 * (2 / Double(steps)).squareRoot())
  }

  @Test func `stacks, flattens and permutes what is observed`() throws {
    let stacked = try mirror.wrapped("frame-stack=3").makeBatch()
    #expect(stacked.observationSpace.box?.shape == [3, 2])
    try stacked.reset(seed: 0)
    for action: Float in [5, -1] { try stacked.step(Rows([action])) }
    #expect(Array(stacked.observations[0]) == [0, 0, 5, 1, -1, 2])
    // After the end, the stack is full of the first observation again.
    for _ in 0..<4 { try stacked.step(Rows([1])) }
    #expect(Array(stacked.observations[0]) == [0, 0, 0, 0, 0, 0])
    #expect(Array(stacked.finalObservations[0]) == [1, 4, 1, 5, 1, 6])

    let flat = try counter.wrapped("flatten").makeBatch()
    #expect(flat.observationSpace == .box(Box([0...1, 0...1, 0...1, 0...2])))
    try flat.reset(seed: 0)
    try flat.step(Rows([0]))
    #expect(Array(flat.observations[0]) == [0, 1, 0, 1])

    let permuted = try counter.wrapped("flatten", "permute=3").makeBatch()
    try permuted.reset(seed: 0)
    try permuted.step(Rows([0]))
    #expect(permuted.observations[0].sorted() == [0, 0, 1, 1])
    #expect(permuted.observationSpace.contains(permuted.observations[0]))
    let orders = try (0..<9).map { seed in
      try counter.wrapped("flatten", "permute=\(seed)").makeBatch().observationSpace
    }
    #expect(Set(orders).count == 4, "the wide number is in any of the four places")
  }

  @Test func `leaves the returns that are reported as they are`() throws {
    let batch = try mirror.wrapped("reward-scale=3", "reward-clip", "time-limit=2").makeBatch()
    try batch.reset(seed: 0)
    for action: Float in [1, 2] { try batch.step(Rows([action])) }
    #expect(batch.finishedEpisodes.map(\.record.episodeReturn) == [3])
    #expect(batch.endings == [.truncated])
  }

  @Test func `is part of what an entry remembers`() throws {
    let entry = try mirror.wrapped("frame-stack", "reward-sparse")
    #expect(
      entry.options == ["wrappers": .list([.text("frame-stack"), .text("reward-sparse")])])
    #expect(try mirror.configured(with: entry.options).setting == entry.setting)
  }

  @Test(arguments: [
    ("frame-stak=4", "there is no wrapper frame-stak"),
    ("frame-stack=0", "frame-stack=0 is no wrapper with its number"),
    ("frame-stack=2.5", "frame-stack=2.5 is no wrapper with its number"),
    ("reward-scale", "reward-scale is no wrapper with its number"),
    ("reward-scale=nan", "reward-scale=nan is no wrapper with its number"),
    ("flatten=1", "flatten takes no number"), ("", "there is no wrapper "),
  ])
  func `is refused if it is wrong`(wrapper: String, what: String) {
    let failure = #expect(throws: Failure.self) { try mirror.wrapped(wrapper) }
    #expect(failure?.what == what)
    #expect(failure?.kind == .configuration)
  }

  @Test(arguments: ["frame-stack", "permute", "rescale-actions"])
  func `is refused where it does not fit`(wrapper: String) {
    let failure = #expect(throws: Failure.self) { try counter.wrapped(wrapper) }
    #expect(failure?.what.contains("cannot be") == true)
  }

  @Test(arguments: WrapperEntry.allCases)
  func `keeps the promises of an environment`(_ wrapper: WrapperEntry) throws {
    let number = wrapper.value.map { "=\($0.standard ?? 3)" } ?? ""
    let entry = try mirror.wrapped(wrapper.rawValue + number)
    for rule in ConformanceRule.allCases {
      let verdict = EnvironmentConformance(entry).verdict(on: rule)
      switch verdict {
      case .passed, .inapplicable: break
      default: Issue.record("\(wrapper.rawValue): \(rule.statement): \(verdict)")
      }
    }
  }
}

@Suite struct `A recorded trajectory` {
  @Test func `is what happened`() throws {
    var world = TrajectoryRecorded(TimeLimited(Mirror(), steps: 2))
    var random = RandomSource(seed: 0)
    world.reset(using: &random)
    _ = world.step(3, using: &random)
    #expect(world.last == nil)
    _ = world.step(-1, using: &random)
    world.reset(using: &random)
    #expect(world.last?.observations == [[0, 0], [3, 1], [-1, 2]])
    #expect(world.last?.actions == [[3], [-1]])
    #expect(world.last?.rewards == [3, -1])
    #expect(world.last?.ending == .truncated)
    #expect(world.running.observations == [[0, 0]] && world.running.actions.isEmpty)
  }
}
