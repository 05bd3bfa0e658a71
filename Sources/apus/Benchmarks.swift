import ApusCommands
import ClassicControl
import DeepQ
import Glibc
import GridWorlds
import Mazes
import ReinforcementLearning
import Training

/// What `apus benchmark` measures.
enum Benchmarks {
  static let all =
    [
      BenchmarkEntry(
        "dqn", summary: "updates of a DQN on CartPole, beside its matrix products alone",
        measure: measureDQN),
      BenchmarkEntry(
        "sac", summary: "updates of a SAC of 2×256, batch 256, beside its matrix products alone",
        measure: measureSAC),
    ] + environments + AgentBenchmark.all

  // MARK: - DQN

  private static func measureDQN(_ seconds: Double) throws -> [BenchmarkEntry.Measurement] {
    try measureDQN("2×64, batch 32", widths: [64, 64], batch: 32, seconds)
      + measureDQN("2×256, batch 64", widths: [256, 256], batch: 64, seconds)
      + measureDQN("2×256, batch 256", widths: [256, 256], batch: 256, seconds)
  }

  private static func measureDQN(
    _ name: String, widths: [Int], batch: Int, _ seconds: Double
  ) throws -> [BenchmarkEntry.Measurement] {
    var configuration = DQNConfiguration()
    configuration.hiddenWidths = widths
    configuration.batchSize = batch
    configuration.learningRate = 1e-3
    configuration.replayCapacity = 50_000
    configuration.warmUpSteps = 1_000
    configuration.trainInterval = 1
    configuration.targetInterval = 500
    let world = CartPole.v1.makeBatch()
    let context = AgentContext(
      observationSpace: world.observationSpace, actionSpace: world.actionSpace, steps: 50_000,
      seed: 0)
    let agent = try DQN(configuration, context)
    let trainer = try Trainer(agent, in: world, seed: 0)
    while trainer.step < 3_000 { try trainer.advance() }
    let training = try rate(seconds) { for _ in 0..<200 { try trainer.advance() } } * 200
    let layers = [4] + widths + [2]
    let pairs = zip(layers, layers.dropFirst()).map { $0 * $1 }
    // Both networks forward, gradients by weights, and by what reaches all layers but the first.
    let fewest = 2 * batch * (3 * pairs.reduce(0, +) + pairs.dropFirst().reduce(0, +))
    return [
      .init("training, \(name), one update a step", training.rounded(), "updates/s"),
      .init("acting on one observation, \(name)", acting(agent, in: world, seconds) * 1e6, "µs"),
    ]
      + (try ProgramBenchmark(name: name, fewestOperations: fewest, seconds: seconds) {
        try DQN(configuration, context).updateProgram
      }.measurements())
  }

  private static func acting(
    _ agent: DQN, in world: any BatchEnvironment, _ seconds: Double
  ) -> Double {
    var state = ActingState(
      mode: .greedy, random: RandomSource(seed: 0), copies: 1, memoryWidth: agent.memoryWidth)
    var actions = Rows(count: 1, width: 1)
    let observations = Observations(world.observations, oracle: world)
    return 1
      / (rate(seconds) {
        for _ in 0..<100 { agent.act(on: observations, state: &state, into: &actions) }
      } * 100)
  }

  // MARK: - Environments

  private static var environments: [BenchmarkEntry] {
    [
      (CartPole.v1, [:], nil), (MountainCar.v0, [:], nil), (Pendulum.v1, [:], nil),
      (Acrobot.v1, [:], nil), (FourRooms.v0, [:], nil), (DeepSea.v0, [:], nil),
      (FrozenLake.v1, [:], nil), (RoomWorlds.empty, [:], nil),
      (
        RoomWorlds.keyDoor, ["observation": .text("view"), "actions": .text("turns")],
        "7×7 ahead"
      ),
      (Mazes.goal, ["size": .integer(33)], "16×16 rooms"),
      (Mazes.view, ["width": .integer(32), "height": .integer(24)], "32×24"),
    ].map { (entry: EnvironmentEntry, options: [String: ConfigurationValue], remark: String?) in
      BenchmarkEntry(
        "environments/\(entry.id)", summary: "steps with random actions, automatic resets included"
      ) { seconds in
        let name = [entry.id, remark].compactMap(\.self).joined(separator: ", ")
        return try measure(entry.configured(with: options), name, seconds)
      }
    }
  }

  private static func measure(
    _ entry: EnvironmentEntry, _ name: String, _ seconds: Double
  ) throws -> [BenchmarkEntry.Measurement] {
    try [1, 64, 1_024, 8_192].map { copies in
      let batch = entry.makeBatch(count: copies)
      try batch.reset(seed: 0)
      let actions = randomActions(in: batch.actionSpace, copies: copies)
      var round = 0
      let rounds = max(1, 8_192 / copies)
      let rate = try rate(seconds, by: processorTime) {
        for _ in 0..<rounds {
          try batch.step(actions[round])
          round = (round + 1) % actions.count
        }
      }
      return .init(
        "\(name), \(copies) \(copies == 1 ? "copy" : "copies")",
        (rate * Double(rounds * copies)).rounded(), "steps/s")
    }
  }

  /// Drawn ahead, as the peers' scripts do, so that nothing but the environment is measured.
  private static func randomActions(in space: Space, copies: Int) -> [Rows] {
    var random = RandomSource(seed: 1)
    return (0..<max(16, 4_096 / copies)).map { _ in
      var actions: [Float] = []
      for _ in 0..<copies { space.appendSample(to: &actions, using: &random) }
      return Rows(actions, width: space.rowWidth)
    }
  }

  /// How often a second something can be done, by the median of several spells.
  ///
  /// - Parameters:
  ///   - seconds: How long to measure.
  ///   - now: The time in seconds; that of the processor leaves out what others do.
  ///   - body: What is done.
  /// - Returns: How often a second.
  static func rate(
    _ seconds: Double, by now: () -> Double = wallTime, _ body: () throws -> Void
  ) rethrows -> Double {
    let spells = 7
    var rates: [Double] = []
    for _ in 0..<spells {
      var count = 0
      let start = now()
      var elapsed = 0.0
      while elapsed < seconds / Double(spells) {
        try body()
        count += 1
        elapsed = now() - start
      }
      rates.append(Double(count) / elapsed)
    }
    return rates.sorted()[spells / 2]
  }

  private static let start = ContinuousClock.now

  /// Seconds since some moment.
  static func wallTime() -> Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Seconds for which the processor has worked for this process, in all its threads.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
