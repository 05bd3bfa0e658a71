import ReinforcementLearning
import TensorCore
import Testing

@testable import DeepQ

/// Networks without hidden layers and with weights of zero: their values are their biases.
private func networks(
  online: [Float], target: [Float], _ configure: (inout DQNConfiguration) -> Void = { _ in }
) throws -> DQNNetworks {
  var configuration = DQNConfiguration()
  configuration.hiddenWidths = []
  configuration.batchSize = 2
  configure(&configuration)
  let networks = try DQNNetworks(configuration, features: 1, actions: 2, seed: 0)
  var archive = Archive()
  networks.save(to: &archive)
  var arrays = archive.arrays
  for (name, biases) in [("online", online), ("target", target)] {
    arrays["\(name)/\(name)/0/weight"] = .init([0, 0], shape: [1, 2])
    arrays["\(name)/\(name)/0/bias"] = .init(biases, shape: [2])
  }
  try networks.load(from: Archive(arrays: arrays, values: archive.values))
  return networks
}

/// The loss of one update on two transitions by action 0.
private func loss(
  _ networks: DQNNetworks, rewards: [Float], continuations: [Float]
) -> Float {
  let batch = networks.batch
  for row in 0..<2 {
    batch.observations[row] = 1
    batch.nextObservations[row] = 1
    batch.rewards[row] = rewards[row]
    batch.continuations[row] = continuations[row]
    batch.actions[row] = 0
  }
  networks.update.run()
  return batch.loss[0]
}

@Suite struct `The loss of a DQN` {
  /// 1 + 0.9 · max(2, 3) − 1 = 2.7, whose Huber loss is 2.2; and 1 + 0 − 1 = 0 where nothing
  /// follows; their mean is 1.1.
  @Test func `bootstraps from the target network, and not beyond an end`() throws {
    let networks = try networks(online: [1, 0.5], target: [2, 3])
    let loss = loss(networks, rewards: [1, 1], continuations: [0.9, 0])
    #expect(abs(loss - 1.1) < 1e-6)
  }

  /// The online network prefers action 0, which the target network values at 2:
  /// 1 + 0.9 · 2 − 1 = 1.8, whose Huber loss is 1.3, and 0; their mean is 0.65.
  @Test func `lets the online network choose where it is double`() throws {
    let networks = try networks(online: [1, 0.5], target: [2, 3]) { $0.isDouble = true }
    let loss = loss(networks, rewards: [1, 1], continuations: [0.9, 0])
    #expect(abs(loss - 0.65) < 1e-6)
  }

  /// Half of 2.7² is 3.645, and half of 0.5² is 0.125; their mean is 1.885.
  @Test func `is half the square where it is asked for`() throws {
    let networks = try networks(online: [1, 0.5], target: [2, 3]) { $0.loss = .squared }
    let loss = loss(networks, rewards: [1, 1.5], continuations: [0.9, 0])
    #expect(abs(loss - 1.885) < 1e-5)
  }

  /// Only the bias of action 0 has a gradient; Adam's first step is the learning rate against it.
  @Test func `moves the value of the action taken, by Adam's first step`() throws {
    let networks = try networks(online: [1, 0.5], target: [2, 3]) { $0.learningRate = 0.01 }
    _ = loss(networks, rewards: [1, 1], continuations: [0.9, 0])
    var archive = Archive()
    networks.save(to: &archive)
    let biases = try archive.floats(for: "online/online/0/bias")
    #expect(abs(biases[0] - 1.01) < 1e-5)
    #expect(biases[1] == 0.5)
    #expect(try archive.floats(for: "target/target/0/bias") == [2, 3])
  }

  @Test func `copies the target network, or moves it part of the way`() throws {
    for (fraction, expected) in [(1, [1, 0.5]), (0.5, [1.5, 1.75])] as [(Float, [Float])] {
      let networks = try networks(online: [1, 0.5], target: [2, 3]) {
        $0.targetFraction = fraction
      }
      networks.updateTarget.run()
      var archive = Archive()
      networks.save(to: &archive)
      #expect(try archive.floats(for: "target/target/0/bias") == expected)
    }
  }
}

@Suite struct `A DQN` {
  private func agent(_ configure: (inout DQNConfiguration) -> Void = { _ in }) throws -> DQN {
    var configuration = DQNConfiguration()
    configure(&configuration)
    return try DQN(
      configuration,
      AgentContext(observationSpace: .discrete(3), actionSpace: .discrete(4), steps: 100, seed: 3))
  }

  @Test func `explores at first, and never when it is evaluated`() throws {
    let agent = try agent()
    let observations = Observations(Rows([1]))
    func actions(_ mode: ActingMode) -> Set<Float> {
      var state = ActingState(mode: mode, random: RandomSource(seed: 1), copies: 1)
      var action = Rows(count: 1, width: 1)
      return Set(
        (0..<200).map { _ in
          agent.act(on: observations, state: &state, into: &action)
          return action[0, 0]
        })
    }
    #expect(actions(.explore) == [0, 1, 2, 3])
    #expect(actions(.greedy).count == 1)
  }

  @Test func `acts alike on one row and on many`() throws {
    let agent = try agent()
    let all = agent.introspect(
      Observations(Rows([0, 1, 2], width: 1)),
      state: ActingState(mode: .greedy, random: RandomSource(seed: 1), copies: 3))
    for index in 0..<3 {
      let one = agent.introspect(
        Observations(Rows([Float(index)])),
        state: ActingState(mode: .greedy, random: RandomSource(seed: 1), copies: 1))
      #expect(one[0] == all[index])
    }
  }

  @Test func `refuses what can never learn`() {
    #expect(throws: Failure.self) { try DQNConfiguration().validate(steps: 1_000) }
    var configuration = DQNConfiguration()
    configuration.replayCapacity = 16
    #expect(throws: Failure.self) { try configuration.validate(steps: 100_000) }
  }
}
