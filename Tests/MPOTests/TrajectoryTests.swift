import ReinforcementLearning
import TensorCore
import Testing
import Training

@testable import MPO

/// Counts its steps and never ends; a limit cuts it.
private struct Counter: Environment {
  private var count = 0
  var observationSpace: Space { .box(Box([0...1_000])) }
  var actionSpace: Space { .discrete(2) }

  mutating func reset(using random: inout RandomSource) { count = 0 }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    count += 1
    return Outcome(reward: Double(count), ending: count == 7 ? .truncated : nil)
  }

  func observe(into row: inout MutableSpan<Float>) { row[0] = Float(count) }
}

@Suite struct `Trajectories` {
  /// Two copies; 60 places, so that the oldest steps are overwritten.
  @Test func `are steps of one copy, one after the other, and tell where an episode ends`() throws {
    var configuration = MPOConfiguration()
    configuration.hiddenWidths = [4]
    configuration.batchSize = 64
    configuration.trajectorySteps = 3
    configuration.replayCapacity = 61
    configuration.warmUpSteps = 100_000
    let world = VectorEnvironment(Counter(), count: 2, name: "counter", isSolving: false)
    let context = AgentContext(
      observationSpace: world.observationSpace, actionSpace: world.actionSpace, copies: 2,
      steps: 200_000, seed: 0)
    let replay = try TrajectoryReplay(configuration, context)
    let networks = try MPONetworks(configuration, features: 1, context)
    let update = try Program { trace in
      MPOLosses(configuration: configuration, networks: networks).minimize(in: trace, features: 1)
    }
    let batch = TrajectoryBatch(of: update, isDiscrete: true, isTraced: true)
    var random = RandomSource(seed: 0)
    try world.reset(seed: 0)
    for round in 0..<50 {
      let before = world.observations
      let actions = Rows(
        [Float(random.integer(below: 2)), Float(random.integer(below: 2))], width: 1)
      try world.step(actions)
      var memory = Rows(count: 2, width: 2)
      for copy in 0..<2 {
        memory[copy, 0] = actions[copy, 0]
        memory[copy, 1] = Float(2 * round + copy)
      }
      replay.add(Transitions(from: before, by: actions, remembering: memory, in: world))
    }
    #expect(replay.rounds == 30)
    replay.draw(into: batch)
    let traces = try #require(batch.traces)
    for trajectory in 0..<64 {
      let rows = (0..<3).map { 3 * trajectory + $0 }
      let stamps = rows.map { traces.logProbabilities[$0] }
      #expect(stamps[0] >= 40 && stamps[2] < 100)
      #expect(stamps[1] == stamps[0] + 2 && stamps[2] == stamps[0] + 4)
      for row in rows {
        #expect(batch.nextObservations[row] == batch.observations[row] + 1)
        #expect(batch.rewards[row] == batch.nextObservations[row])
        #expect(traces.cuts[row] == (batch.nextObservations[row] == 7 ? 1 : 0))
        #expect(batch.continuations[row] == 0.99)
      }
    }
  }
}
