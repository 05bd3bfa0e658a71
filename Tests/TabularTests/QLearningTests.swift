import ReinforcementLearning
import Testing

@testable import Tabular

@Suite struct `Q-learning` {
  private func agent() -> QLearning {
    var configuration = QLearningConfiguration()
    configuration.learningRate = 0.5
    configuration.discount = 0.9
    return QLearning(
      configuration,
      AgentContext(observationSpace: .discrete(2), actionSpace: .discrete(2), steps: 10, seed: 0))
  }

  /// Q(0, 1) = ½ · 1; then Q(1, 0) = ½ (0 + 0.9 · ½) = 0.225; then, where nothing follows,
  /// Q(1, 0) = 0.225 + ½ (2 − 0.225) = 1.1125.
  @Test func `moves a value towards what followed`() {
    let agent = agent()
    agent.learn(from: 0, by: 1, reward: 1, next: nil)
    #expect(Array(agent.values(in: 0)) == [0, 0.5])
    agent.learn(from: 1, by: 0, reward: 0, next: 0)
    #expect(abs(agent.values(in: 1)[2] - 0.225) < 1e-12)
    agent.learn(from: 1, by: 0, reward: 2, next: nil)
    #expect(abs(agent.values(in: 1)[2] - 1.1125) < 1e-12)
  }

  @Test func `breaks ties at random, and only ties`() {
    let agent = agent()
    func actions(in state: Float) -> Set<Float> {
      var acting = ActingState(mode: .greedy, random: RandomSource(seed: 2), copies: 1)
      var action = Rows(count: 1, width: 1)
      return Set(
        (0..<100).map { _ in
          agent.act(on: Observations(Rows([state])), state: &acting, into: &action)
          return action[0, 0]
        })
    }
    #expect(actions(in: 0) == [0, 1])
    agent.learn(from: 0, by: 1, reward: 1, next: nil)
    #expect(actions(in: 0) == [1])
  }

  /// At T = 1 / log 3 an action that is worth 1 more is three times as likely: 0.75, within five
  /// standard errors of 0.0068.
  @Test func `draws actions by their worth where it is Boltzmann's`() {
    var configuration = QLearningConfiguration()
    configuration.isBoltzmann = true
    configuration.learningRate = 1
    configuration.explorationFraction = 0
    configuration.temperatureFinal = 1 / 1.098_612_288_668_109_8
    let agent = QLearning(
      configuration,
      AgentContext(observationSpace: .discrete(2), actionSpace: .discrete(2), steps: 10, seed: 0))
    agent.learn(from: 0, by: 1, reward: 1, next: nil)
    func share(_ mode: ActingMode) -> Double {
      var acting = ActingState(mode: mode, random: RandomSource(seed: 2), copies: 1)
      var action = Rows(count: 1, width: 1)
      let sum = (0..<4_000).reduce(0.0) { sum, _ in
        agent.act(on: Observations(Rows([0])), state: &acting, into: &action)
        return sum + Double(action[0, 0])
      }
      return sum / 4_000
    }
    #expect(abs(share(.explore) - 0.75) < 0.035)
    #expect(share(.greedy) == 1)
  }
}
