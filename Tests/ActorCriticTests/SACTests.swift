import AgentCommons
import Foundation
import ReinforcementLearning
import TensorCore
import Testing

@testable import ActorCritic

/// A soft actor-critic without hidden layers and with weights of zero, whose outputs are its biases.
private struct Biased {
  let method: SAC
  let batch: TransitionBatch
  let update: Program

  init(
    actions: Space, biases: [String: [Float]],
    _ configure: (inout SACConfiguration) -> Void = { _ in }
  ) throws {
    var configuration = SACConfiguration()
    configuration.hiddenWidths = []
    configuration.batchSize = 2
    configure(&configuration)
    let context = AgentContext(
      observationSpace: .box(Box([-1...1])), actionSpace: actions, steps: 100, seed: 0)
    method = try SAC(configuration, FeatureEncoder(context.observationSpace), context)
    var archive = Archive()
    method.save(to: &archive)
    var arrays = archive.arrays
    for (name, array) in arrays where name.hasSuffix("/weight") {
      arrays[name]?.floats = array.floats.map { _ in 0 }
    }
    for (name, floats) in biases { arrays[name]?.floats = floats }
    try method.load(from: Archive(arrays: arrays, values: archive.values))
    batch = method.batch
    update = method.programs[0]
  }

  func run(rewards: [Float], continuations: [Float]) {
    for row in 0..<2 {
      batch.observations[row] = 1
      batch.nextObservations[row] = 1
      batch.rewards[row] = rewards[row]
      batch.continuations[row] = continuations[row]
      switch batch.actions {
      case .numbers(let numbers): numbers[row] = 0
      case .indices(let indices): indices[row] = 0
      }
    }
    update.run()
  }

  func array(_ name: String) throws -> [Float] {
    var archive = Archive()
    method.save(to: &archive)
    return try archive.floats(for: name)
  }
}

@Suite struct `The losses of SAC` {
  private static let interval = Space.box(Box([-1...1]))
  /// Mean 0 and deviation 1 before the tangent; values 1 and 2, later 3 and 5.
  private static let biases: [String: [Float]] = [
    "actor/actor/0/bias": [0, 0], "critics/critics/0/bias": [1, 2],
    "target/target/0/bias": [3, 5],
  ]

  /// With noise of zero the action is 0 with log π = −½ log 2π = −0.918939.
  ///
  /// At the temperature 1/2, y = 1 + 0.9 (min(3, 5) + 0.459469) = 4.113522, and 1 where nothing
  /// follows: ½ ((4.113522 − 1)² + (4.113522 − 2)²) = 7.080497 and ½ (0 + 1) = 0.5.
  @Test func `bootstrap from the lesser soft value, and not beyond an end`() throws {
    let sac = try Biased(actions: Self.interval, biases: Self.biases) { $0.temperature = 0.5 }
    sac.run(rewards: [1, 1], continuations: [0.9, 0])
    #expect(abs(sac.update.output("critic_loss")[0] - (7.080497 + 0.5) / 2) < 1e-5)
    #expect(sac.update.output("value")[0] == 1.5)
    // ½ · (−0.918939) − min(1, 2).
    #expect(abs(sac.update.output("actor_loss")[0] + 1.459469) < 1e-5)
    #expect(abs(sac.update.output("entropy")[0] - 0.918939) < 1e-5)
  }

  /// dJ/d log α = −α (log π + H̄) = ½ (0.918939 + 1): too random, so that the temperature falls, by
  /// Adam's first step; with H̄ = 0.69 and −log π smaller it rises.
  @Test(arguments: [(Float(-1), Float(-0.01)), (0.69, 0.01)])
  func `move the temperature until the entropy meets its target`(_ target: Float, _ step: Float)
    throws
  {
    var biases = Self.biases
    if target > 0 { biases["actor/actor/0/bias"] = [0, -1] }  // log σ = −1
    let sac = try Biased(actions: Self.interval, biases: biases) {
      $0.temperature = 0.5
      $0.entropyPerDimension = target
      $0.learningRate = 0.01
    }
    sac.run(rewards: [1, 1], continuations: [0.9, 0])
    let moved = try sac.array("temperature/logTemperature")[0] - log(0.5)
    #expect(abs(moved - step) < 1e-5)
    let fixed = try Biased(actions: Self.interval, biases: biases) {
      $0.temperature = 0.5
      $0.learnsTemperature = false
    }
    fixed.run(rewards: [1, 1], continuations: [0.9, 0])
    #expect(try fixed.array("temperature/logTemperature")[0] == log(0.5))
  }

  /// The value itself: ½ · (0.918939 + 1), and its slope by log α is the same number.
  @Test func `give the temperature its gradient`() throws {
    let context = AgentContext(
      observationSpace: .box(Box([-1...1])), actionSpace: .box(Box([-1...1])), steps: 100, seed: 0)
    var configuration = SACConfiguration()
    configuration.temperature = 0.5
    let networks = try SoftNetworks(
      configuration, FeatureEncoder(context.observationSpace), context)
    let losses = SoftLosses(configuration, networks)
    let program = try Program { trace in
      let entropy = trace.input("entropy", shape: [])
      let loss = losses.temperatureLoss(entropy)
      trace.output("loss", loss)
      trace.output("slope", trace.gradients(of: loss, for: [networks.logTemperature])[0])
      trace.output("none", trace.gradients(of: loss, for: [entropy])[0])
    }
    program.input("entropy")[0] = 0.918939
    program.run()
    #expect(abs(program.output("loss")[0] - 0.9594695) < 1e-6)
    #expect(abs(program.output("slope")[0] - 0.9594695) < 1e-6)
    #expect(program.output("none")[0] == 0)
  }

  /// Two actions of probability ¼ and ¾, so that the entropy is 0.562335; at the temperature 1 the
  /// state is worth min(3, 5) / 4 + min(7, 6) · 3 / 4 + 0.562335 = 5.812335.
  @Test func `take expectations over discrete actions`() throws {
    let sac = try Biased(
      actions: .discrete(2),
      biases: [
        "actor/actor/0/bias": [0, log(3)], "critics/critics/0/bias": [1, 8, 2, 8],
        "target/target/0/bias": [3, 7, 5, 6],
      ])
    sac.run(rewards: [1, 1], continuations: [0.5, 0])
    // y = 1 + 0.5 · 5.812335 = 3.906168, and 1; both against 1 and 2.
    let first: Float = 0.5 * (2.906168 * 2.906168 + 1.906168 * 1.906168)
    #expect(abs(sac.update.output("critic_loss")[0] - (first + 0.5) / 2) < 1e-4)
    #expect(abs(sac.update.output("entropy")[0] - 0.562335) < 1e-5)
    // Σ π log π − Σ π min Q = −0.562335 − (¼ · 1 + ¾ · 8).
    #expect(abs(sac.update.output("actor_loss")[0] + 6.812335) < 1e-4)
  }

  /// y = 1 + 0.9 · 4 = 4.6, and 1; V follows min(1, 2) + ½ · 0.918939 = 1.459469 by Adam's first step
  /// from below.
  @Test func `follow a network of state values in the first version`() throws {
    var biases = Self.biases
    biases["value/value/0/bias"] = [1]
    biases["targetValue/target/0/bias"] = [4]
    let sac = try Biased(actions: Self.interval, biases: biases) {
      $0.temperature = 0.5
      $0.hasValueNetwork = true
      $0.learningRate = 0.01
      $0.targetFraction = 0.5
    }
    sac.run(rewards: [1, 1], continuations: [0.9, 0])
    let first: Float = 0.5 * (3.6 * 3.6 + 2.6 * 2.6)
    #expect(abs(sac.update.output("critic_loss")[0] - (first + 0.5) / 2) < 1e-5)
    #expect(abs(try sac.array("value/value/0/bias")[0] - 1.01) < 1e-6)
    #expect(abs(try sac.array("targetValue/target/0/bias")[0] - (4 + 1.01) / 2) < 1e-6)
  }
}

@Suite struct `An update of SAC` {
  private func products(_ configure: (inout SACConfiguration) -> Void = { _ in }) throws -> [String]
  {
    var configuration = SACConfiguration()
    configuration.hiddenWidths = [64, 32]
    configuration.batchSize = 16
    configure(&configuration)
    let space = Box(shape: [17], in: Box.unbounded)
    let agent = try ActorCriticAgent(
      configuration,
      AgentContext(
        observationSpace: .box(space), actionSpace: .box(Box(shape: [6], in: -1...1)),
        steps: 10_000,
        seed: 0))
    return agent.updatePrograms[0].statistics.matrixProducts.map(\.description)
  }

  /// Each product that the mathematics needs, once: no gradient of the critics' weights or by what
  /// was observed in the actor's step, no gradient at all of the targets, both critics at a time.
  @Test func `does every product that it needs, and no other`() throws {
    let actor = ["[16, 17] · [17, 64]", "[16, 64] · [64, 32]", "[16, 32] · [32, 12]"]
    let actorGradients = [
      "[32, 16] · [16, 12]", "[16, 12] · [12, 32]", "[64, 16] · [16, 32]", "[16, 32] · [32, 64]",
      "[17, 16] · [16, 64]",
    ]
    let critics = [
      "2 × [16, 23] · [23, 64]", "2 × [16, 64] · [64, 32]", "2 × [16, 32] · [32, 1]",
    ]
    let byOutputs = ["2 × [16, 1] · [1, 32]", "2 × [16, 32] · [32, 64]"]
    let byWeights = [
      "2 × [32, 16] · [16, 1]", "2 × [64, 16] · [16, 32]", "2 × [23, 16] · [16, 64]",
    ]
    let byActions = ["2 × [16, 64] · [64, 23]"]
    let next = actor + critics
    let taken = critics + byOutputs + byWeights
    let policy = actor + critics + byOutputs + byActions + actorGradients
    #expect(try products().sorted() == (next + taken + policy).sorted())
  }

  /// One state value in place of the next policy and its critics.
  @Test func `needs no critics of the next state where there is a network of state values`() throws
  {
    let all = try products { $0.hasValueNetwork = true }
    #expect(all.filter { $0 == "2 × [16, 23] · [23, 64]" }.count == 2)
    #expect(all.filter { $0 == "[16, 32] · [32, 12]" }.count == 1)
    #expect(all.filter { $0 == "[16, 32] · [32, 1]" }.count == 2)
  }
}
