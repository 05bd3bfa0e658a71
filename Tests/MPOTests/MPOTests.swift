import Foundation
import ReinforcementLearning
import TensorCore
import Testing
import Training

@testable import MPO

/// One step, which pays `−(a₀ − 0.3)² − (a₁ + 0.5)²`.
private struct Hill: Environment {
  var observationSpace: Space { .box(Box([0...1])) }
  var actionSpace: Space { .box(Box([-1...1, -1...1])) }

  mutating func reset(using random: inout RandomSource) {}

  mutating func step(_ action: [Float], using random: inout RandomSource) -> Outcome {
    let distances = [Double(action[0]) - 0.3, Double(action[1]) + 0.5]
    return Outcome(
      reward: -distances.reduce(0) { $0 + $1 * $1 }, ending: .terminated)
  }

  func observe(into row: inout MutableSpan<Float>) { row[0] = 1 }
}

@Suite struct `An MPO` {
  private func configuration(_ configure: (inout MPOConfiguration) -> Void = { _ in })
    -> MPOConfiguration
  {
    var configuration = MPOConfiguration()
    configuration.hiddenWidths = [32, 32]
    configuration.batchSize = 32
    configuration.learningRate = 1e-3
    configuration.warmUpSteps = 100
    configuration.meanBound = 0.01
    configuration.covarianceBound = 1e-3
    configuration.targetInterval = 25
    // Critics see actions clipped, so that wide laws drift outwards until their spread has settled.
    configuration.initialDeviation = 0.2
    configuration.dualLearningRate = 0.05
    configure(&configuration)
    return configuration
  }

  /// Trains on the hill, and gives the mean action and the greatest share of a bound.
  private func climb(_ configuration: MPOConfiguration, steps: Int) throws -> ([Float], Float) {
    let world = VectorEnvironment(Hill(), count: 1, name: "hill", isSolving: false)
    let agent = try MPO(
      configuration,
      AgentContext(
        observationSpace: world.observationSpace, actionSpace: world.actionSpace, steps: steps,
        seed: 0))
    let trainer = try Trainer(agent, in: world, seed: 0)
    while trainer.step < steps { try trainer.advance() }
    var state = ActingState(
      mode: .greedy, random: RandomSource(seed: 1), copies: 1, memoryWidth: agent.memoryWidth)
    var actions = Rows(count: 1, width: 2)
    agent.act(on: Observations(Rows([1])), state: &state, into: &actions)
    var archive = Archive()
    agent.save(to: &archive)
    return (actions.storage, try archive.floats(for: "greatestShare", shape: [1])[0])
  }

  @Test(arguments: [false, true]) func `climbs a hill within its bounds`(_ isFull: Bool) throws {
    let (action, share) = try climb(
      configuration { $0.hasFullCovariance = isFull }, steps: 2_000)
    #expect(abs(action[0] - 0.3) < 0.1)
    #expect(abs(action[1] + 0.5) < 0.1)
    #expect(share > 0.1 && share < 1.5)
  }

  @Test func `climbs it along trajectories as well`() throws {
    let (action, share) = try climb(
      configuration {
        $0.trajectorySteps = 3; $0.batchSize = 16
      }, steps: 2_000)
    #expect(abs(action[0] - 0.3) < 0.1)
    #expect(abs(action[1] + 0.5) < 0.1)
    #expect(share < 1.5)
  }

  @Test func `lets its step size fall, and that of the duals stand`() throws {
    let steady = try climb(configuration(), steps: 400).0
    #expect(try climb(configuration { $0.learningRateDecay = 1 }, steps: 400).0 != steady)
    let world = VectorEnvironment(Hill(), count: 1, name: "hill", isSolving: false)
    let networks = try MPONetworks(
      configuration(), features: 1,
      AgentContext(
        observationSpace: world.observationSpace, actionSpace: world.actionSpace, steps: 400,
        seed: 0))
    networks.setLearningRate(0.5)
    #expect(networks.optimizers.map(\.learningRate) == [0.5, 0.5, 0.05])
  }

  /// Four times what is held to, 0.7 of the bound, is half the way.
  @Test func `takes back what goes beyond a bound`() throws {
    var random = RandomSource(seed: 0)
    func network(_ name: String) -> NormalizedNetwork {
      NormalizedNetwork(inputs: 1, hidden: [1], outputs: 1, name: name, using: &random)
    }
    let part = BoundedPart(
      name: "mean", network: network("mean"), target: network("target"), bound: 0.1,
      dual: Dual("dual", beginning: 0))
    for (parameter, origin) in zip(part.network.parameters, part.target.parameters) {
      parameter.values = [3]
      origin.values = [1]
    }
    part.retract([0.05, 0.07])
    #expect(part.network.parameters.allSatisfy { $0.values == [3] })
    part.retract([0.05, 0.28])
    #expect(part.network.parameters.allSatisfy { abs($0.values[0] - 2) < 1e-6 })
  }

  @Test func `refuses what it cannot do`() throws {
    func refusal(_ actions: Space) -> String? {
      MPO.entry.refusal(
        in: AgentSetting(observationSpace: .box(Box([-1...1])), actionSpace: actions))
    }
    #expect(refusal(.discrete(2)) == nil)
    #expect(refusal(.box(Box([-1...1]))) == nil)
    #expect(refusal(.box(Box([Box.unbounded]))) == "its actions have no bounds")
    #expect(refusal(.multiDiscrete([2, 2])) == "its actions are neither an index nor numbers")
    #expect(throws: Failure.self) { try MPO.entry.prepare([:], steps: 1_000) }
    #expect(throws: Failure.self) {
      try MPO.entry.prepare(
        ["replayCapacity": .integer(4), "trajectorySteps": .integer(5)], steps: 10_000)
    }
  }
}
