import ReinforcementLearning
import Testing

@testable import Tabular

/// An agent of two states and two actions, with α = ½ and γ = 0.9, that explores with ε = 0.2.
private func agent(
  _ base: TabularConfiguration = TabularConfiguration(), copies: Int = 1,
  _ change: (inout TabularConfiguration) -> Void = { _ in }
) -> TabularLearner {
  var configuration = base
  configuration.learningRate = 0.5
  configuration.discount = 0.9
  configuration.explorationInitial = 0.2
  configuration.explorationFinal = 0.2
  change(&configuration)
  return TabularLearner(
    configuration,
    AgentContext(
      observationSpace: .discrete(2), actionSpace: .discrete(2), copies: copies, steps: 10,
      seed: 0))
}

extension TabularLearner {
  fileprivate func observe(
    _ state: Int, _ action: Int, _ reward: Double, _ next: Int?, in copy: Int = 0,
    isLast: Bool? = nil
  ) {
    observe(
      TabularStep(state: state, action: action, reward: reward, next: next), in: copy,
      isLast: isLast ?? (next == nil))
  }

  fileprivate func expect(
    _ values: [[Double]], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (state, row) in values.enumerated() {
      for (value, expected) in zip(self.values(in: state), row) {
        #expect(abs(value - expected) < 1e-12, "state \(state)", sourceLocation: sourceLocation)
      }
    }
  }
}

@Suite struct `Q-learning` {
  /// Q(0, 1) = ½ · 1; then Q(1, 0) = ½ (0 + 0.9 · ½) = 0.225; then, where nothing follows,
  /// Q(1, 0) = 0.225 + ½ (2 − 0.225) = 1.1125.
  @Test func `moves a value towards what followed`() {
    let agent = agent()
    agent.observe(0, 1, 1, nil)
    agent.expect([[0, 0.5], [0, 0]])
    agent.observe(1, 0, 0, 0)
    agent.expect([[0, 0.5], [0.225, 0]])
    agent.observe(1, 0, 2, nil)
    agent.expect([[0, 0.5], [1.1125, 0]])
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
    agent.observe(0, 1, 1, nil)
    #expect(actions(in: 0) == [1])
  }
}

@Suite struct `Sarsa` {
  /// At T = 1 / log 3 an action that is worth 1 more is three times as likely: 0.75, within five
  /// standard errors of 0.0068; and Q(1, ·) is worth 0.75 · 1 to one who acts so.
  @Test func `draws actions by their worth where it is Boltzmann's`() {
    let temperature = 1 / 1.098_612_288_668_109_8
    let agent = agent {
      $0.isBoltzmann = true
      ($0.learningRate, $0.target) = (1, .expected)
      ($0.temperatureInitial, $0.temperatureFinal) = (temperature, temperature)
    }
    agent.observe(1, 1, 1, nil)
    func share(_ mode: ActingMode) -> Double {
      var acting = ActingState(mode: mode, random: RandomSource(seed: 2), copies: 1)
      var action = Rows(count: 1, width: 1)
      let sum = (0..<4_000).reduce(0.0) { sum, _ in
        agent.act(on: Observations(Rows([1])), state: &acting, into: &action)
        return sum + Double(action[0, 0])
      }
      return sum / 4_000
    }
    #expect(abs(share(.explore) - 0.75) < 0.035)
    #expect(share(.greedy) == 1)
    agent.observe(0, 0, 0, 1)
    agent.expect([[0.9 * 0.75, 0], [0, 1]])
  }

  /// (0, 0) waits for the next action, which is 1 and worth nothing: its value is then ½ · 2,
  /// where Q-learning would have learned ½ (2 + 0.9).
  @Test func `learns from the action that is taken next`() {
    let agent = agent(.sarsa)
    agent.observe(1, 0, 2, nil)
    agent.observe(0, 0, 2, 1)
    agent.expect([[0, 0], [1, 0]])
    agent.observe(1, 1, 0, nil)
    agent.expect([[1, 0], [1, 0]])
  }

  /// No action follows a truncation: half of 2 + 0.9 (0.8 · 1 + 0.2 · ½).
  @Test func `expects the policy after a truncation`() {
    let agent = agent(.sarsa)
    agent.observe(1, 0, 2, nil)
    agent.observe(0, 0, 2, 1, isLast: true)
    agent.expect([[1.405, 0], [1, 0]])
  }

  @Test func `does not take one copy's next action for another's`() {
    let agent = agent(.sarsa, copies: 2)
    agent.observe(1, 0, 2, nil)
    agent.observe(0, 0, 2, 1, in: 0)
    agent.observe(1, 1, 0, nil, in: 1)
    agent.expect([[0, 0], [1, 0]])
    agent.observe(1, 0, 2, nil, in: 0)
    agent.expect([[1.45, 0], [1.5, 0]])
  }

  /// Half of 2 + 0.9 (0.8 · 1 + 0.2 · ½).
  @Test func `is expected to take what the policy takes`() {
    let agent = agent(.expectedSarsa)
    agent.observe(1, 0, 2, nil)
    agent.observe(0, 0, 2, 1)
    agent.expect([[1.405, 0], [1, 0]])
  }
}

@Suite struct `Traces` {
  /// After (0, 0) and (1, 0) the error of 2 moves Q(1, 0) by ½ · 2 and Q(0, 0) by ½ · 2 · 0.9 · 0.5.
  @Test func `carry an error back`() {
    let agent = agent { $0.traceDecay = 0.5 }
    agent.observe(0, 0, 0, 1)
    agent.observe(1, 0, 2, nil)
    agent.expect([[0.45, 0], [1, 0]])
  }

  /// Q(1, 0) = 1 is greater than Q(1, 1), which is taken: (0, 0) is not answerable for the error.
  @Test func `are cut by an action that is not the greatest`() {
    let agent = agent { $0.traceDecay = 0.5 }
    agent.observe(1, 0, 2, nil)
    agent.observe(0, 0, 0, 0)  // error 0
    agent.observe(1, 1, 2, nil)
    agent.expect([[0, 0], [1, 1]])
  }

  /// The trace of (0, 0) is 0.45 + 1, or 1, when the error of 2 comes.
  @Test(arguments: [(false, 1.45), (true, 1)])
  func `add up or are replaced`(_ isReplacing: Bool, _ value: Double) {
    let agent = agent {
      $0.traceDecay = 0.5
      $0.hasReplacingTraces = isReplacing
    }
    agent.observe(0, 0, 0, 0)
    agent.observe(0, 0, 2, nil)
    agent.expect([[value, 0], [0, 0]])
  }

  @Test func `end with their episode`() {
    let agent = agent { $0.traceDecay = 0.5 }
    agent.observe(0, 0, 0, 1, isLast: true)
    agent.observe(1, 0, 2, nil)
    agent.expect([[0, 0], [1, 0]])
  }

  @Test func `are refused to two tables`() {
    var configuration = TabularConfiguration.doubleQ
    configuration.traceDecay = 0.5
    #expect(throws: Failure.self) { try configuration.validate(steps: 1) }
  }
}

@Suite struct `Double Q-learning` {
  /// One table learns Q(0, 0) = 1, so that the mean is ½.
  @Test func `moves one of two tables`() {
    let agent = agent(.doubleQ)
    agent.observe(0, 0, 2, nil)
    agent.expect([[0.5, 0], [0, 0]])
  }

  /// Of an action whose reward is ±1 by chance, one table's error is no error of the other's: from
  /// state 0, which is worth nothing, the greatest of eight noisy values is far above 0.
  @Test func `overestimates less than Q-learning`() {
    func worth(_ isDouble: Bool) -> Double {
      var configuration = TabularConfiguration()
      configuration.isDouble = isDouble
      let agent = TabularLearner(
        configuration,
        AgentContext(observationSpace: .discrete(2), actionSpace: .discrete(8), steps: 1, seed: 0))
      var random = RandomSource(seed: 1)
      var sum = 0.0
      for _ in 0..<5_000 {
        agent.observe(0, 0, 0, 1)
        agent.observe(1, random.integer(below: 8), random.uniform() < 0.5 ? -1 : 1, nil)
        sum += agent.values(in: 0)[0] / 5_000
      }
      return sum
    }
    #expect(worth(false) > 0.2)
    #expect(abs(worth(true)) < 0.1)
  }
}

@Suite struct `Dyna-Q` {
  /// (1, 0) pays 2 and ends; repeated without end its value is 2, and that of (0, 0), which leads
  /// there, 0.9 · 2, after one step each in the world.
  @Test func `learns from what it remembers`() {
    let agent = agent(.dynaQ) { $0.planningSteps = 500 }
    agent.observe(0, 0, 0, 1)
    agent.observe(1, 0, 2, nil)
    agent.expect([[1.8, 0], [2, 0]])
  }
}
