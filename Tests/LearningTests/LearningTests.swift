import ReinforcementLearning
import Testing
import Training

@testable import apus

/// An agent, trained as its tuned values say.
func trained(
  _ agent: String, in environment: String, options: [String: ConfigurationValue] = [:],
  seed: UInt64, steps: Int, _ changes: [String: ConfigurationValue] = [:], episodes: Int = 100
) throws -> (evaluation: Evaluation, agent: any Agent) {
  let entry = try Catalogue.everything.agent(agent)
  let world = try Catalogue.everything.environment(environment, options: options)
  let settings = try TunedSettings.all(of: entry)[environment]
  let (tuned, copies) = (settings?.parameters ?? [:], settings?.copies ?? 1)
  let batch = world.makeBatch(count: copies, isSolving: world.isSolvable)
  let context = AgentContext(
    observationSpace: batch.observationSpace, actionSpace: batch.actionSpace, copies: copies,
    steps: steps, seed: seed, goals: world.goals, catalogue: .everything)
  let prepared = try entry.prepare(tuned.merging(changes) { $1 }, steps: steps)
  let trainer = try Trainer(try prepared.make(context), in: batch, seed: seed)
  while trainer.step < steps { try trainer.advance() }
  let evaluator = Evaluator(in: world, episodes: episodes, seed: 10_000)
  return (try evaluator.evaluate(trainer.agent), trainer.agent)
}

@Suite struct `What agents learn` {
  private static let quick: [String: ConfigurationValue] = [
    "learningRate": .number(0.003), "warmUpSteps": .integer(100), "trainInterval": .integer(1),
    "targetInterval": .integer(100), "replayCapacity": .integer(5_000),
  ]

  /// Ten steps, each of which pays 1 for the number that is shown: the best there is, is 10.
  @Test(arguments: [0, 1, 2] as [UInt64])
  func `DQN learns to echo`(_ seed: UInt64) throws {
    let result = try trained("dqn", in: "Echo-v0", seed: seed, steps: 3_000, Self.quick)
    #expect(result.evaluation.meanReturn == 10)
    #expect(result.evaluation.optimalShare == 1)
  }

  /// Every named combination, and every switch that none of them has; what is paid is paid at once,
  /// so that nothing needs to be discounted.
  @Test(
    arguments: [
      ("c51", ["vMin": .integer(0), "vMax": .integer(1), "atoms": .integer(21)]),
      ("qr-dqn", ["atoms": .integer(16)]),
      ("noisy-dqn", [:]),
      ("rainbow", ["vMin": .integer(0), "vMax": .integer(1), "atoms": .integer(21)]),
      ("dqn", ["isDouble": .boolean(true), "isDueling": .boolean(true)]),
      ("dqn", ["isPrioritized": .boolean(true)]),
      ("dqn", ["noise": .text("independent"), "noiseDeviation": .number(0.1)]),
      ("dqn", ["hasParameterNoise": .boolean(true), "parameterNoiseFactor": .number(1.05)]),
      ("dqn", ["isMunchausen": .boolean(true)]),
      ("dqn", ["targetFraction": .number(0.02), "targetInterval": .integer(1)]),
    ] as [(String, [String: ConfigurationValue])])
  func `DQN learns to echo with every switch`(
    _ agent: String, _ changes: [String: ConfigurationValue]
  ) throws {
    let quick = Self.quick.merging(["batchSize": .integer(32), "discount": .integer(0)]) { $1 }
    let result = try trained(
      agent, in: "Echo-v0", seed: 0, steps: 8_000, quick.merging(changes) { $1 })
    #expect(result.evaluation.meanReturn == 10)
  }

  /// Of 64 goals all are reached in as few steps as bits differ: 1 - d of each episode.
  @Test func `DQN with hindsight learns to flip bits`() throws {
    let changes: [String: ConfigurationValue] = [
      "hindsightGoals": .integer(4), "batchSize": .integer(64), "targetInterval": .integer(250),
      "hiddenWidths": .list([.integer(64)]), "replayCapacity": .integer(50_000),
    ]
    let result = try trained(
      "dqn", in: "BitFlip-v0", options: ["bits": .integer(6)], seed: 0, steps: 8_000,
      Self.quick.merging(changes) { $1 })
    #expect(result.evaluation.meanReturn > -2.3)
  }

  private static let small: [String: ConfigurationValue] = [
    "learningRate": .number(0.003), "actorLearningRate": .number(0.001),
    "criticLearningRate": .number(0.003), "warmUpSteps": .integer(200), "batchSize": .integer(64),
    "hiddenWidths": .list([.integer(64), .integer(64)]), "discount": .number(0.5),
    "leastReturn": .number(-8), "greatestReturn": .number(0),
  ]

  /// Ten steps, each of which costs the square of the distance to the number that is shown: at the
  /// solved return the answers are a tenth off.
  @Test(arguments: ["sac", "td3", "ddpg", "d4pg"], [0, 1] as [UInt64])
  func `Actor-critics learn to echo`(_ agent: String, _ seed: UInt64) throws {
    let known = Set(try Catalogue.everything.agent(agent).parameters.map(\.key))
    let changes = Self.small.filter { known.contains($0.key) }
    let result = try trained(agent, in: "EchoContinuous-v0", seed: seed, steps: 3_000, changes)
    #expect(result.evaluation.meanReturn >= -0.1)
  }

  @Test(arguments: ["Echo-v0", "EchoContinuous-v0"])
  func `MPO learns to echo`(_ environment: String) throws {
    let changes: [String: ConfigurationValue] = [
      "hiddenWidths": .list([.integer(32), .integer(32)]), "batchSize": .integer(32),
      "learningRate": .number(0.003), "warmUpSteps": .integer(200), "targetInterval": .integer(25),
      "meanBound": .number(0.05), "covarianceBound": .number(0.001), "discount": .number(0),
      "initialDeviation": .number(0.2),
    ]
    let result = try trained("mpo", in: environment, seed: 0, steps: 3_000, changes)
    #expect(result.evaluation.meanReturn >= (environment == "Echo-v0" ? 10 : -0.1))
  }

  @Test(arguments: [0, 1] as [UInt64])
  func `Discrete SAC learns to echo`(_ seed: UInt64) throws {
    let changes = Self.small.filter { $0.key == "learningRate" || $0.key == "hiddenWidths" }
    let result = try trained("sac", in: "Echo-v0", seed: seed, steps: 3_000, changes)
    #expect(result.evaluation.meanReturn == 10)
  }

  @Test(arguments: [0, 1, 2] as [UInt64])
  func `Q-learning learns to echo`(_ seed: UInt64) throws {
    let result = try trained("q-learning", in: "Echo-v0", seed: seed, steps: 3_000)
    #expect(result.evaluation.meanReturn == 10)
  }

  /// What policy gradients learn too, of indices and of numbers.
  @Test(arguments: ["ppo", "a2c", "noisy-a2c", "trpo", "reinforce"])
  func `Policy gradients learn to echo`(_ agent: String) throws {
    let quick: [String: ConfigurationValue] = [
      "learningRate": .number(0.003),
      "rolloutSteps": .integer(agent.hasSuffix("a2c") ? 16 : agent == "trpo" ? 256 : 64),
      "batchSize": .integer(64),
      "discount": .number(0), "normalizesAdvantages": .boolean(true),
    ]
    let known = Set(try Catalogue.everything.agent(agent).parameters.map(\.key))
    let changes = quick.filter { known.contains($0.key) }
    let indices = try trained(agent, in: "Echo-v0", seed: 0, steps: 30_000, changes)
    #expect(indices.evaluation.meanReturn == 10)
    // What it explores by is in all its weights, so that its answers settle later.
    let settling: [String: ConfigurationValue] =
      agent == "noisy-a2c" ? ["learningRateDecay": .number(1)] : [:]
    let numbers = try trained(
      agent, in: "EchoContinuous-v0", seed: 0, steps: agent == "noisy-a2c" ? 90_000 : 30_000,
      changes.merging(settling) { $1 })
    #expect(numbers.evaluation.meanReturn >= -0.1)
  }

  /// What lies in an image is seen alike in all its places.
  @Test(arguments: ["dqn", "ppo", "a2c", "trpo"])
  func `Networks learn to see`(_ agent: String) throws {
    let quick: [String: ConfigurationValue] = [
      "learningRate": .number(0.001), "rolloutSteps": .integer(agent == "a2c" ? 32 : 256),
      "batchSize": .integer(64), "discount": .number(0), "normalizesAdvantages": .boolean(true),
      "hiddenWidths": .list([.integer(32)]), "warmUpSteps": .integer(200),
      "trainInterval": .integer(2), "replayCapacity": .integer(5_000),
      "explorationFraction": .number(0.2),
    ]
    let known = Set(try Catalogue.everything.agent(agent).parameters.map(\.key))
    let result = try trained(
      agent, in: "EchoImage-v0", seed: 0, steps: agent == "dqn" ? 6_000 : 30_000,
      quick.filter { known.contains($0.key) })
    #expect(result.evaluation.meanReturn >= 9.5)
  }

  /// The answer was shown five steps before: without a memory half of the answers are right.
  @Test(arguments: ["gru", "lstm"])
  func `Recurrent PPO remembers`(_ recurrence: String) throws {
    let changes: [String: ConfigurationValue] = [
      "learningRate": .number(0.001), "rolloutSteps": .integer(192), "batchSize": .integer(192),
      "sequenceSteps": .integer(12), "recurrence": .text(recurrence),
      "recurrentWidth": .integer(16), "hiddenWidths": .list([.integer(16)]),
      "learningRateDecay": .number(1),
    ]
    let result = try trained(
      "ppo", in: "MemoryLength-v0", options: ["length": .integer(5)], seed: 0, steps: 60_000,
      changes)
    #expect(result.evaluation.meanReturn >= 0.95)
  }

  /// 475 is where Gymnasium calls CartPole-v1 solved.
  @Test func `PPO balances the pole`() throws {
    let result = try trained("ppo", in: "CartPole-v1", seed: 0, steps: 100_000)
    #expect(result.evaluation.meanReturn >= 475)
  }

  /// The mean of the shortest paths from the evaluation's starts, by the exact solution.
  @Test(arguments: [0, 1, 2] as [UInt64])
  func `Q-learning finds the shortest paths through the four rooms`(_ seed: UInt64) throws {
    let result = try trained("q-learning", in: "FourRooms-v0", seed: seed, steps: 50_000)
    #expect(result.evaluation.meanLength == result.evaluation.optimalLength)
  }

  @Test(arguments: [false, true])
  func `DQN finds the shortest paths through the four rooms`(_ isDouble: Bool) throws {
    let result = try trained(
      "dqn", in: "FourRooms-v0", seed: 0, steps: 50_000, ["isDouble": .boolean(isDouble)])
    #expect(result.evaluation.meanLength == result.evaluation.optimalLength)
  }

  /// 475 is where Gymnasium calls CartPole-v1 solved.
  @Test func `DQN balances the pole`() throws {
    let result = try trained("dqn", in: "CartPole-v1", seed: 0, steps: 50_000)
    #expect(result.evaluation.meanReturn >= 475)
  }

  @Test func `A script takes only the best actions`() throws {
    for environment in ["FourRooms-v0", "Echo-v0", "EchoContinuous-v0"] {
      let result = try trained("scripted", in: environment, seed: 0, steps: 10)
      #expect(result.evaluation.optimalShare == 1, "\(environment)")
    }
  }

  /// Random actions balance the pole for 22.4 ± 0.5 steps (2,000 episodes).
  @Test func `Random actions earn what they should`() throws {
    let world = try Catalogue.everything.environment("CartPole-v1")
    let agent = try Catalogue.everything.agent("random").prepare([:], steps: 1).make(
      AgentContext(
        observationSpace: world.setting.observationSpace, actionSpace: .discrete(2), steps: 1,
        seed: 0))
    let evaluation = try Evaluator(in: world, episodes: 2_000, seed: 0).evaluate(agent)
    #expect(abs(evaluation.meanReturn - 22.4) < 0.5)
  }
}
