import ClassicControl
import Foundation
import ReinforcementLearning
import Testing

@Suite struct `The pole that hangs from a cart` {
  @Test func `begins hanging, and ends after 1,000 steps of doing nothing, unpaid`() {
    var world = CartPoleSwingUp()
    var random = RandomSource(seed: 1)
    world.reset(using: &random)
    #expect(world.observation[3] < -0.99)
    var outcome = Outcome(reward: 0)
    var (steps, earned) = (0, 0.0)
    while outcome.ending == nil {
      outcome = world.step(1, using: &random)
      earned += outcome.reward
      steps += 1
    }
    #expect((steps, earned) == (1_000, 0))
    #expect(outcome.ending == .terminated)
    #expect(world.observation[5] == 1)
  }

  @Test func `ends where the cart leaves the track, and pays for pushes alone`() {
    var world = CartPoleSwingUp()
    var random = RandomSource(seed: 2)
    world.reset(using: &random)
    var outcome = Outcome(reward: 0)
    while outcome.ending == nil {
      outcome = world.step(2, using: &random)
      #expect(outcome.reward == -0.1)
    }
    #expect(world.observation[0] > 1)
    #expect(world.observation[5] < 0.2)
  }

  /// Where any height will do, a pole that hangs still is paid for.
  @Test func `pays for a pole as high as demanded, less for a push`() {
    var demands = CartPoleSwingUp.Demands()
    demands.height = -1.1
    var world = CartPoleSwingUp(demands: demands)
    var random = RandomSource(seed: 3)
    world.reset(using: &random)
    #expect(world.step(1, using: &random).reward == 1)
    #expect(world.step(0, using: &random).reward == 0.9)
  }

  /// Whole pushes lead where the three actions lead; a quarter of one costs a quarter.
  @Test func `may be pushed by any force`() {
    var (world, continuous) = (CartPoleSwingUp(), CartPoleSwingUpContinuous())
    var random = RandomSource(seed: 4)
    var same = random
    world.reset(using: &random)
    continuous.reset(using: &same)
    for step in 0..<90 {
      let action = step % 7 % 3
      #expect(
        world.step(action, using: &random)
          == continuous.step(Float(action) - 1, using: &same))
      #expect(world.observation == continuous.observation)
    }
    #expect(continuous.step(0.25, using: &same).reward == -0.025)
  }
}

@Suite struct `The reacher` {
  @Test func `shows the way from the target to the tip`() {
    var world = Reacher()
    var random = RandomSource(seed: 4)
    world.reset(using: &random)
    for _ in 0..<50 {
      _ = world.step(SIMD2(0.3, -0.5), using: &random)
      let shown = world.observation.map { Double($0) }
      let (first, both) = (
        atan2(shown[2], shown[0]), atan2(shown[2], shown[0]) + atan2(shown[3], shown[1])
      )
      #expect(abs(0.1 * cos(first) + 0.11 * cos(both) - shown[4] - shown[8]) < 1e-5)
      #expect(abs(0.1 * sin(first) + 0.11 * sin(both) - shown[5] - shown[9]) < 1e-5)
    }
  }

  /// Without motors and friction, two rods on a table keep their energy.
  @Test func `keeps its energy where nothing brakes it`() {
    var arm = Reacher.Arm()
    arm.motorInertia = 1e-4
    arm.damping = 0
    arm.torque = 1e-3
    arm.interval = 2e-5
    arm.elbowLimit = 100
    var world = Reacher(arm: arm)
    var random = RandomSource(seed: 5)
    world.reset(using: &random)
    for _ in 0..<50_000 { _ = world.step(SIMD2(1, 0.5), using: &random) }
    let before = energy(of: world, arm)
    for _ in 0..<100_000 { _ = world.step(SIMD2(0, 0), using: &random) }
    #expect(before > 1e-5)
    #expect(abs(energy(of: world, arm) / before - 1) < 1e-3)
  }

  /// The kinetic energy of both rods and motors, from the velocities of their parts.
  private func energy(of world: Reacher, _ arm: Reacher.Arm) -> Double {
    let shown = world.observation.map { Double($0) }
    let (first, second) = (shown[6], shown[7])
    let pieces = 200
    let rods = (0..<pieces).reduce(0.0) { sum, piece in
      let share = (Double(piece) + 0.5) / Double(pieces)
      let inner = share * arm.lengths.x * first
      let outer = share * arm.lengths.y * (first + second)
      let elbow = arm.lengths.x * first
      let squared = elbow * elbow + outer * outer + 2 * elbow * outer * shown[1]
      return sum + (arm.masses.x * inner * inner + arm.masses.y * squared) / Double(pieces)
    }
    return (rods + arm.motorInertia * (first * first + second * second)) / 2
  }
}

@Suite struct `The point mass` {
  @Test func `stays on the table, and stops at its walls`() {
    var world = PointMass()
    var random = RandomSource(seed: 6)
    world.reset(using: &random)
    for _ in 0..<200 { _ = world.step(SIMD2(1, -1), using: &random) }
    #expect(world.observation == [1, -1, 0, 0])
  }

  @Test func `earns what is stated when pushed towards the middle`() throws {
    let count = 300
    let batch = PointMass.v0.makeBatch(count: count)
    try batch.reset(seed: 7)
    var sum = 0.0
    for _ in 0..<200 {
      let pushes = (0..<count).flatMap { copy in
        (0..<2).map { axis in
          let wanted =
            -2 * batch.observations[copy, axis] - 2.5 * batch.observations[copy, 2 + axis]
          return min(max(wanted, -1), 1)
        }
      }
      try batch.step(Rows(pushes, width: 2))
      sum += batch.finishedEpisodes.map(\.record.episodeReturn).reduce(0, +)
    }
    #expect(abs(sum / Double(count) - 165.2) < 3)
  }
}

@Suite struct `The constants of physics` {
  @Test(arguments: [
    (CartPole.v1, "gravity", ConfigurationValue.number(20)),
    (MountainCar.v0, "gravity", .number(0.002)),
    (MountainCarContinuous.v0, "gravity", .number(0.001)),
    (Pendulum.v1, "mass", .number(2)),
    (Acrobot.v1, "lengths", .list([.number(2), .number(0.5)])),
    (CartPoleSwingUp.v0, "poleHalfLength", .number(1)),
    (PointMass.v0, "drag", .number(5)),
    (Reacher.v0, "damping", .number(9)),
  ])
  func `are options, and change what happens`(
    entry: EnvironmentEntry, key: String, value: ConfigurationValue
  ) throws {
    func end(_ entry: EnvironmentEntry) throws -> Rows {
      let batch = entry.makeBatch()
      try batch.reset(seed: 3)
      var row: [Float] = []
      var random = RandomSource(seed: 1)
      batch.actionSpace.appendSample(to: &row, using: &random)
      for _ in 0..<5 { try batch.step(Rows(row)) }
      return batch.observations
    }
    let published = try end(entry)
    #expect(try end(entry.configured(with: [key: value])) != published)
    #expect(try end(entry.configured(with: try entry.defaults())) == published)
  }
}

@Suite struct `The sparse mountain car` {
  /// Full to the side it moves to, the car gets out in fewer than 200 steps, and is paid once.
  @Test func `is paid at the goal alone`() throws {
    let batch = MountainCar.sparse.makeBatch()
    try batch.reset(seed: 3)
    var rewards: [Double] = []
    repeat {
      try batch.step(Rows([batch.observations[0, 1] < 0 ? 0 : 2]))
      rewards += batch.rewards
    } while batch.endings[0] == nil
    #expect(batch.endings[0] == .terminated)
    #expect(rewards.last == 1)
    #expect(rewards.dropLast().allSatisfy { $0 == 0 })
  }
}
