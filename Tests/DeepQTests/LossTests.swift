import AgentCommons
import Foundation
import ReinforcementLearning
import TensorCore
import Testing

@testable import DeepQ

/// Networks without hidden layers, all of whose weights are zero but those given by name.
private func networks(
  _ parameters: [String: [Float]], _ configure: (inout DQNConfiguration) -> Void
) throws -> DQNNetworks {
  var configuration = DQNConfiguration()
  configuration.hiddenWidths = []
  configuration.batchSize = 2
  configure(&configuration)
  let networks = try DQNNetworks(configuration, features: 1, actions: 2, seed: 0)
  var archive = Archive()
  networks.save(to: &archive)
  var arrays = archive.arrays
  for (name, array) in arrays where name.hasPrefix("online/") || name.hasPrefix("target/") {
    let floats = parameters[name] ?? Array(repeating: 0, count: array.floats.count)
    arrays[name] = .init(floats, shape: array.shape)
  }
  #expect(parameters.keys.allSatisfy { arrays[$0] != nil })
  try networks.load(from: Archive(arrays: arrays, values: archive.values))
  return networks
}

/// The loss of one update on two transitions by action 0.
private func loss(
  _ networks: DQNNetworks, rewards: [Float], continuations: [Float], weights: [Float] = [1, 1]
) -> Float {
  let batch = networks.batch
  for row in 0..<2 {
    batch.observations[row] = 1
    batch.nextObservations[row] = 1
    batch.rewards[row] = rewards[row]
    batch.continuations[row] = continuations[row]
    batch.actions[row] = 0
    batch.weights?[row] = weights[row]
  }
  networks.update.run()
  return batch.loss[0]
}

@Suite struct `The loss of an extended DQN` {
  /// Action 1 is the better one, of mean 0.6, with the law (0.1, 0.2, 0.7) on -1, 0, 1.
  ///
  /// At 0.5 + 0.5 z = (0, 0.5, 1) that is (0, 0.2, 0.8) on the atoms, and ln 2 · 0.2 + ln 4 · 0.8 =
  /// 1.247665 against the prediction (¼, ½, ¼).  Where nothing follows, all lies at 0.25, which is
  /// (0, ¾, ¼), and ln 2 · ¾ + ln 4 · ¼ = 0.866434.  Their mean is 1.057049.
  @Test func `projects the law of the best action onto the atoms`() throws {
    let logits = { (law: [Float]) in law.map { Float(log(Double($0))) } }
    let networks = try networks([
      "online/online/0/bias": logits([0.25, 0.5, 0.25, 0.2, 0.3, 0.5]),
      "target/target/0/bias": logits([0.25, 0.5, 0.25, 0.1, 0.2, 0.7]),
    ]) {
      $0.distribution = .categorical
      ($0.atoms, $0.vMin, $0.vMax) = (3, -1, 1)
      $0.isPrioritized = true
    }
    let loss = loss(networks, rewards: [0.5, 0.25], continuations: [0.5, 0])
    #expect(abs(loss - 1.057_049) < 1e-5)
    let errors = try #require(networks.batch.errors)
    #expect(abs(errors[0] - 1.247_665) < 1e-5)
    #expect(abs(errors[1] - 0.866_434) < 1e-5)
  }

  /// Action 1 has the greater mean, of the quantiles 1 and 5: 1 + ½ (1, 5) = (1.5, 3.5).
  ///
  /// Against the predictions 1 and 3 at ¼ and ¾, the errors are (0.5, 2.5) and (-1.5, 0.5), and the losses
  /// ¼ (0.125 + 2) / 2 + (¼ · 1 + ¾ · 0.125) / 2 = 0.4375.  Where nothing follows, the errors are 0
  /// and -2, and the loss is ¼ · 1.5 = 0.375.  Their mean is 0.40625.
  @Test func `regresses on the quantiles of the best action`() throws {
    let networks = try networks([
      "online/online/0/bias": [1, 3, 0, 0], "target/target/0/bias": [0, 2, 1, 5],
    ]) {
      $0.distribution = .quantile
      $0.atoms = 2
    }
    let loss = loss(networks, rewards: [1, 1], continuations: [0.5, 0])
    #expect(abs(loss - 0.406_25) < 1e-6)
  }

  /// Both errors are 2.7, whose Huber loss is 2.2: (2.2 · 1 + 2.2 · 0.5) / 2 = 1.65; priorities are
  /// the errors as they are.
  @Test func `weighs each transition`() throws {
    let networks = try networks([
      "online/online/0/bias": [1, 0.5], "target/target/0/bias": [2, 3],
    ]) { $0.isPrioritized = true }
    let loss = loss(
      networks, rewards: [1, 1], continuations: [0.9, 0.9], weights: [1, 0.5])
    #expect(abs(loss - 1.65) < 1e-6)
    let errors = try #require(networks.batch.errors)
    #expect(errors.allSatisfy { abs($0 - 2.7) < 1e-6 })
  }

  /// With τ = 1, log π⁻ of (2, 3) is (-1.313262, -0.313262); of the first, -1 is counted, half of
  /// it added.
  ///
  /// What follows is worth Σ π⁻ (Q⁻ - log π⁻) = log (e² + e³) = 3.313262, so that the
  /// target is 1 - 0.5 + 0.9 · 3.313262 = 3.481936, and the loss 2.481936 - 0.5 = 1.981936.  Where
  /// nothing follows, the error is -0.5 and the loss 0.125.  Their mean is 1.053468.
  @Test func `adds the policy's own logarithm, and follows it softly`() throws {
    let networks = try networks([
      "online/online/0/bias": [1, 0.5], "target/target/0/bias": [2, 3],
    ]) {
      $0.isMunchausen = true
      $0.munchausenShare = 0.5
      $0.munchausenTemperature = 1
    }
    let loss = loss(networks, rewards: [1, 1], continuations: [0.9, 0])
    #expect(abs(loss - 1.053_468) < 1e-5)
  }

  /// The online values are 1 + (1, 3) - 2 = (0, 2), the target's 0 + (2, 4) - 3 = (-1, 1).
  ///
  /// The errors are 1 + 0.9 · 1 - 0 = 1.9 and 1, the losses 1.4 and 0.5, and their mean is 0.95.
  @Test func `takes the mean off the advantages`() throws {
    let networks = try networks([
      "online/online/value/0/bias": [1], "online/online/advantage/0/bias": [1, 3],
      "target/target/advantage/0/bias": [2, 4],
    ]) { $0.isDueling = true }
    let loss = loss(networks, rewards: [1, 1], continuations: [0.9, 0])
    #expect(abs(loss - 0.95) < 1e-6)
  }

  /// Factorized noise of one input: `(f(ε') + f(ε'')) σ` of weight and bias; without σ it is none.
  @Test func `has noise of its own in every pass`() throws {
    for (isDouble, passes) in [(false, 2), (true, 3)] {
      let networks = try networks([
        "online/online/0/bias": [1, 0.5], "target/target/0/bias": [2, 3],
        "online/online/0/biasDeviation": [1, 1],
      ]) {
        $0.noise = .factorized
        $0.isDouble = isDouble
      }
      #expect(networks.updateNoise.count == passes)
      for buffers in networks.updateNoise {
        for buffer in buffers.buffers { buffer.update(repeating: 0) }
      }
      // ε of action 0 is 4, so that the prediction is 1 + √4 = 3, and nothing follows.
      networks.updateNoise[0].buffers[1][0] = 4
      let loss = loss(networks, rewards: [3, 3], continuations: [0, 0])
      #expect(abs(loss) < 1e-6)
      // Before that update the mean of |σ| was that of the four numbers (0, 0, 1, 1).
      #expect(networks.batch.deviation?[0] == 0.5)
    }
  }
}

@Suite struct `Ill-fitting switches` {
  private static let combinations: [[String: ConfigurationValue]] = [
    ["noise": .text("factorized"), "hasParameterNoise": .boolean(true)],
    ["hasParameterNoise": .boolean(true), "explorationFinal": .integer(0)],
    ["distribution": .text("categorical"), "vMin": .integer(3), "vMax": .integer(3)],
    ["distribution": .text("categorical"), "atoms": .integer(1)],
    ["distribution": .text("quantile"), "loss": .text("squared")],
    ["isMunchausen": .boolean(true), "isDouble": .boolean(true)],
    ["isMunchausen": .boolean(true), "rewardSteps": .integer(3)],
    ["isMunchausen": .boolean(true), "distribution": .text("categorical")],
    ["hindsightGoals": .integer(4), "rewardSteps": .integer(2)],
    ["batchSize": .integer(128), "replayCapacity": .integer(100)],
    ["warmUpSteps": .integer(10_000)],
  ]

  @Test(arguments: combinations)
  func `are refused, with what to do`(_ changes: [String: ConfigurationValue]) throws {
    let failure = #expect(throws: Failure.self) {
      try DQN.entry.prepare(changes, steps: 10_000)
    }
    #expect(failure?.kind == .configuration)
    #expect(failure?.remedy.isEmpty == false)
  }

  @Test func `are refused where the environment has no goals`() throws {
    let prepared = try DQN.entry.prepare(["hindsightGoals": .integer(4)], steps: 10_000)
    let failure = #expect(throws: Failure.self) {
      try prepared.make(
        AgentContext(
          observationSpace: .discrete(3), actionSpace: .discrete(2), steps: 10_000, seed: 0))
    }
    #expect(failure?.kind == .configuration)
  }
}
