import Diagnostics
import Foundation
import ReinforcementLearning
import Testing

@testable import DeepQ

@Suite struct `A DQN under noise` {
  private func agent(_ configure: (inout DQNConfiguration) -> Void) throws -> DQN {
    var configuration = DQNConfiguration()
    configuration.hiddenWidths = [16]
    configuration.parameterNoiseScale = 3
    configuration.noiseDeviation = 5
    configure(&configuration)
    return try DQN(
      configuration,
      AgentContext(observationSpace: .discrete(3), actionSpace: .discrete(4), steps: 100, seed: 3))
  }

  /// The actions of an episode in one state, and of as many first steps of episodes.
  private func actions(of agent: DQN, _ mode: ActingMode) -> (
    within: Set<Float>, across: Set<Float>
  ) {
    var state = ActingState(
      mode: mode, random: RandomSource(seed: 1), copies: 1, memoryWidth: agent.memoryWidth)
    var action = Rows(count: 1, width: 1)
    func act(isFirst: Bool) -> Float {
      state.isFirst = [isFirst]
      agent.act(on: Observations(Rows([1])), state: &state, into: &action)
      return action[0, 0]
    }
    let within = Set((0..<100).map { act(isFirst: $0 == 0) })
    return (within, Set((0..<100).map { _ in act(isFirst: true) }))
  }

  @Test func `draws it for each step, and none to be evaluated`() throws {
    for noise in [DQNConfiguration.Noise.factorized, .independent] {
      let agent = try agent { $0.noise = noise }
      #expect(actions(of: agent, .explore).within.count > 1)
      #expect(actions(of: agent, .greedy).across.count == 1)
    }
  }

  @Test func `keeps it for an episode where that is asked for`() throws {
    let noisy = try agent {
      $0.noise = .factorized
      $0.noiseSpan = .episode
    }
    let disturbed = try agent { $0.hasParameterNoise = true }
    for agent in [noisy, disturbed] {
      let (within, across) = actions(of: agent, .explore)
      #expect(within.count == 1)
      #expect(across.count > 1)
      #expect(actions(of: agent, .greedy).across.count == 1)
    }
  }

  /// `-log(1 - ½ + ½ / 2)` = `-log ¾`.
  @Test func `adapts the disturbance to the distance of an ε-greedy policy`() throws {
    var configuration = DQNConfiguration()
    configuration.hasParameterNoise = true
    configuration.batchSize = 8
    let networks = try DQNNetworks(configuration, features: 2, actions: 2, seed: 0)
    let noise = try ParameterNoise(configuration, networks.online, features: 2, actions: 2)
    for place in noise.observations.indices { noise.observations[place] = Float(place % 3) }
    #expect(abs(noise.target(for: 0.5) - 0.287_682) < 1e-6)
    var random = RandomSource(seed: 0)
    #expect(noise.adapt(toward: 1e9, using: &random) >= 0)
    #expect(abs(noise.scale - 0.0101) < 1e-8)
    #expect(noise.adapt(toward: 0, using: &random) > 0)
    #expect(abs(noise.scale - 0.01) < 1e-8)
    var distances: [Double] = []
    for _ in 0..<4_000 { distances.append(noise.adapt(toward: 0.1, using: &random)) }
    let mean = distances.suffix(2_000).reduce(0, +) / 2_000
    #expect(abs(mean / 0.1 - 1) < 0.2)
  }
}

@Suite struct `Relabelling by hindsight` {
  /// Three bits, of which one is flipped at a time.
  @Test func `pays for goals that were achieved later`() throws {
    let entry = try BitFlip.v0.configured(with: ["bits": .integer(3)])
    let batch = entry.makeBatch()
    let layout = try #require(Hindsight.Layout(batch.observationSpace))
    #expect(layout.achieved == 3..<6)
    #expect(layout.desired == 6..<9)
    var configuration = DQNConfiguration()
    configuration.hindsightGoals = 4
    var hindsight = Hindsight(configuration, layout, copies: 1, seed: 0)
    var kept: [ReplayTransition] = []
    var length = 0
    try batch.reset(seed: 5)
    repeat {
      let before = batch.observations
      let actions = Rows([Float(length % 2)])
      try batch.step(actions)
      hindsight.add(
        Transitions(
          from: before, by: actions, remembering: Rows(count: 1, width: 0), in: batch)
      ) { kept.append($0) }
      length += 1
      #expect(kept.count == (batch.endings[0] == nil ? 0 : 4 * length))
    } while batch.endings[0] == nil
    for transition in kept {
      let next = Array(transition.nextObservation)
      let isAchieved = Array(next[3..<6]) == Array(next[6..<9])
      #expect(transition.reward == (isAchieved ? 0 : -1))
      #expect(transition.continuation == (isAchieved ? 0 : 0.99))
      #expect(Array(transition.observation)[6..<9] == next[6..<9])
    }
    // The last step of an episode has no goal after it but its own.
    #expect(kept.suffix(4).allSatisfy { $0.reward == 0 })
    #expect(kept.contains { $0.reward == -1 })
  }

  @Test func `is for observations with goals alone`() {
    #expect(Hindsight.Layout(.discrete(3)) == nil)
    #expect(Hindsight.Layout(.dictionary([.init("observation", .discrete(3))])) == nil)
  }
}
