import ClassicControl
import ReinforcementLearning
import Testing

@Suite struct `Copies that step together` {
  @Test(arguments: [CartPole.v1, MountainCar.v0, Pendulum.v1, Acrobot.v1])
  func `are to the last bit what each would be alone`(_ entry: EnvironmentEntry) throws {
    // Whole cohorts and a part of one, by one thread and by two, whose cohorts are others.
    let count = 77
    let together = [1, 2].map { entry.makeBatch(count: count, threads: $0) }
    let alone = (0..<count).map { _ in entry.makeBatch() }
    for batch in together { try batch.reset(seed: 8) }
    for (copy, batch) in alone.enumerated() {
      try batch.reset(using: [RandomSource(seed: 8, stream: "environment", index: copy)])
    }
    var random = RandomSource(seed: 9)
    for _ in 0..<300 {
      let actions = entry.setting.actionSpace.samples(count, using: &random)
      for batch in together { try batch.step(actions) }
      for (copy, batch) in alone.enumerated() { try batch.step(Rows(actions[copy])) }
      for batch in together {
        #expect(batch.observations.storage == alone.flatMap(\.observations.storage))
        #expect(batch.rewards == alone.flatMap(\.rewards))
        #expect(batch.endings == alone.flatMap(\.endings))
      }
    }
  }

  /// A batch never takes an environment's own step, which a planner does.
  @Test func `are what their own steps make of them`() {
    expectSameSteps(CartPole(), [0, 1, 1])
    expectSameSteps(MountainCar(), [0, 1, 2, 2])
    expectSameSteps(Pendulum(), [-2, 0.3, 1.7])
    expectSameSteps(Acrobot(), [0, 1, 2, 0])
  }

  private func expectSameSteps<World: Environment>(_ world: World, _ actions: [World.Action]) {
    var (one, other) = (world, world)
    var random = RandomSource(seed: 11)
    one.reset(using: &random)
    var another = RandomSource(seed: 11)
    other.reset(using: &another)
    for step in 0..<30 {
      let action = actions[step % actions.count]
      let outcome = one.step(action, using: &random)
      #expect(other.stepAlone(action, using: &another) == outcome)
      #expect(one.observation == other.observation && random == another)
    }
  }
}

extension Space {
  /// So many samples.
  fileprivate func samples(_ count: Int, using random: inout RandomSource) -> Rows {
    var numbers: [Float] = []
    for _ in 0..<count { appendSample(to: &numbers, using: &random) }
    return Rows(numbers, width: rowWidth)
  }
}
