import ReinforcementLearning
import Tabular
import Testing

@testable import Exploration

@Suite struct `An exploring agent` {
  /// Notes what it is paid.
  private final class Purse: Agent {
    var rewards: [Double] = []

    func act(on observations: Observations, state: inout ActingState, into actions: inout Rows) {
      for copy in 0..<actions.count { actions[copy, 0] = 1 }
    }

    func observe(_ transitions: Transitions) { rewards += transitions.rewards }
    func save(to archive: inout Archive) { archive.store(rewards, for: "rewards") }
    func load(from archive: Archive) throws {
      rewards = try archive.value([Double].self, for: "rewards")
    }
  }

  @Test func `is paid for both, and records what novelty paid`() throws {
    let purse = Purse()
    let agent = ExploringAgent(purse, CountBonus())
    let walk = try Walk((0..<4).map { _ in Script.Event(observation: 0, reward: 3) })
    var metrics = MetricRecorder(agent.metrics)
    for _ in 0..<4 {
      agent.observe(try walk.step(0))
      try agent.learn(recording: &metrics)
    }
    let bonuses = [1, 1 / 2.0.squareRoot(), 1 / 3.0.squareRoot(), 0.5].map { 0.1 * $0 }
    #expect(purse.rewards == bonuses.map { 3 + $0 })
    let drained = metrics.drain()
    #expect(abs((drained[0] ?? 0) - bonuses.reduce(0, +) / 4) < 1e-12)
    #expect(agent.metrics.map(\.name) == ["intrinsic_reward", "novelty", "distinct"])
  }

  @Test func `keeps both in its archive`() throws {
    let agent = ExploringAgent(Purse(), CountBonus())
    let walk = try Walk((0..<3).map { _ in Script.Event(observation: 0, reward: 3) })
    for _ in 0..<3 { agent.observe(try walk.step(0)) }
    var archive = Archive()
    agent.save(to: &archive)
    let purse = Purse()
    let other = ExploringAgent(purse, CountBonus())
    try other.load(from: archive)
    #expect(purse.rewards.count == 3)
    let state = ActingState(mode: .greedy, random: RandomSource(seed: 0), copies: 1)
    let thoughts = other.introspect(Observations(Rows([0])), state: state)
    #expect(thoughts[0].novelty == 0.5)
  }

  /// Whatever an agent holds to be best, DORA has it try every action once.
  @Test func `chooses by E-values, but only to explore`() throws {
    var configuration = DoraConfiguration()
    configuration.choice = .softmax
    var inner = TabularConfiguration()
    (inner.explorationInitial, inner.explorationFinal) = (0, 0)
    let learner = TabularLearner(inner, .small)
    let agent = ExploringAgent(learner, try Dora(configuration, .small))
    let walk = try Walk((0..<9).map { _ in Script.Event(observation: 0, reward: 1) })
    for action in [1, 1, 1] { agent.observe(try walk.step(action)) }
    func action(_ mode: ActingMode) -> Float {
      var state = ActingState(mode: mode, random: RandomSource(seed: 0), copies: 1)
      var actions = Rows(count: 1, width: 1)
      agent.act(on: Observations(Rows([0])), state: &state, into: &actions)
      return actions[0, 0]
    }
    #expect(action(.explore) == 0)
    #expect(action(.greedy) == 1)
  }

  @Test func `refuses to choose for an agent without values`() {
    var configuration = DoraConfiguration()
    configuration.choice = .softmax
    #expect(throws: Failure.self) {
      try Dora.requireChoice(configuration, of: Purse(), .small)
    }
  }
}
