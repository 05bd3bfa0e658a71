import ReinforcementLearning
import Testing

@testable import Tabular

@Suite struct `R-max` {
  /// γ = ½ and R_max = 1, so that what is unknown is worth 2; known after two steps.
  private func agent() -> RMax {
    var configuration = RMaxConfiguration()
    configuration.knownVisits = 2
    configuration.discount = 0.5
    return RMax(
      configuration,
      AgentContext(observationSpace: .discrete(2), actionSpace: .discrete(2), steps: 10, seed: 0))
  }

  private func learn(_ agent: RMax) throws {
    var metrics = MetricRecorder(agent.metrics)
    try agent.learn(recording: &metrics)
  }

  @Test func `holds what it does not know to be the best`() throws {
    let agent = agent()
    agent.observe(TabularStep(state: 0, action: 0, reward: 0, next: 0))
    try learn(agent)
    #expect(Array(agent.values(in: 0)) == [2, 2])
  }

  /// (0, 0) paid 0 and 1 and led once to 0 and once to 1: ½ + ½ (½ · 2 + ½ · 2) = 1.5; then (0, 1)
  /// ends and pays nothing, so that V(0) = Q(0, 0) = ½ + ½ (½ Q(0, 0) + ½ · 2), which is 4/3.
  @Test func `solves what it has counted`() throws {
    let agent = agent()
    agent.observe(TabularStep(state: 0, action: 0, reward: 0, next: 0))
    agent.observe(TabularStep(state: 0, action: 0, reward: 1, next: 1))
    try learn(agent)
    #expect(abs(agent.values(in: 0)[0] - 1.5) < 1e-5)
    for _ in 0..<2 { agent.observe(TabularStep(state: 0, action: 1, reward: 0, next: nil)) }
    try learn(agent)
    #expect(agent.values(in: 0)[1] == 0)
    #expect(abs(agent.values(in: 0)[0] - 4.0 / 3) < 1e-5)
    agent.observe(TabularStep(state: 0, action: 1, reward: 9, next: 1))
    try learn(agent)
    #expect(agent.values(in: 0)[1] == 0, "what is known is not counted any more")
  }

  @Test func `refuses to discount nothing`() {
    var configuration = RMaxConfiguration()
    configuration.discount = 1
    #expect(throws: Failure.self) { try configuration.validate(steps: 1) }
  }
}
