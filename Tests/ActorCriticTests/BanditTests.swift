import Foundation
import ReinforcementLearning
import Testing
import Training

@testable import ActorCritic

/// One step, which pays `−½ (a − ½)²`.
private struct Hill: Environment {
  var observationSpace: Space { .box(Box([0...1])) }
  var actionSpace: Space { .box(Box([-3...3])) }

  mutating func reset(using random: inout RandomSource) {}

  mutating func step(_ action: Float, using random: inout RandomSource) -> Outcome {
    let distance = Double(action) - 0.5
    return Outcome(reward: -0.5 * distance * distance, ending: .terminated)
  }

  func observe(into row: inout MutableSpan<Float>) { row[0] = 1 }
}

@Suite struct `A soft actor-critic on a hill` {
  /// The best policy has the density `exp(−½ (a − ½)² / α)` up to a factor: that of a Gaussian whose
  /// deviation is `√α`, which at the temperature 0.1 leaves nothing at the ends.
  @Test func `becomes as random as its temperature says`() throws {
    var configuration = SACConfiguration()
    configuration.hiddenWidths = [64, 64]
    configuration.learningRate = 0.001
    configuration.batchSize = 256
    configuration.temperature = 0.1
    configuration.learnsTemperature = false
    let world = VectorEnvironment(Hill(), count: 1, name: "hill", isSolving: false)
    let agent = try ActorCriticAgent(
      configuration,
      AgentContext(
        observationSpace: world.observationSpace, actionSpace: world.actionSpace, steps: 6_000,
        seed: 0))
    let trainer = try Trainer(agent, in: world, seed: 0)
    while trainer.step < 6_000 { try trainer.advance() }
    let count = 20_000
    var state = ActingState(mode: .sample, random: RandomSource(seed: 1), copies: count)
    var actions = Rows(count: count, width: 1)
    agent.act(
      on: Observations(Rows(Array(repeating: 1, count: count), width: 1)), state: &state,
      into: &actions)
    let mean = actions.storage.reduce(0, +) / Float(count)
    let variance = actions.storage.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(count)
    #expect(abs(mean - 0.5) < 0.05)
    #expect(abs(variance.squareRoot() / Float(0.1).squareRoot() - 1) < 0.05)
  }
}
