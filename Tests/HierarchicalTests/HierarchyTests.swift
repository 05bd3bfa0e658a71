import ReinforcementLearning
import Testing

@testable import Hierarchical
@testable import Tabular

/// Always does the same, and keeps what it is told.
private final class Spy: Agent {
  let choice: Float
  let memoryWidth: Int
  private(set) var seen: [Transitions] = []
  private(set) var asked: [[Float]] = []
  private(set) var firsts: [Bool] = []

  init(_ choice: Choice) { (self.choice, memoryWidth) = (choice.action, choice.memoryWidth) }

  func act(on observations: Observations, state: inout ActingState, into actions: inout Rows) {
    for copy in 0..<actions.count {
      actions[copy, 0] = choice
      asked.append(Array(observations.rows[copy]))
      firsts.append(state.isFirst[copy])
    }
  }

  func observe(_ transitions: Transitions) { seen.append(transitions) }
  func save(to archive: inout Archive) {}
  func load(from archive: Archive) throws {}
}

private struct Choice: AgentConfiguration {
  var action: Float = 0
  var memoryWidth = 0
  var discount = 0.5
  static let parameters: [ParameterDescription] = []
}

/// Four states in a row, of which the last is the goal; numbers are the states.
private func hierarchy(
  _ changes: (inout HDQNConfiguration) -> Void = { _ in }
) throws -> (agent: HierarchicalDQN, meta: Spy, controller: Spy) {
  let spy = AgentEntry("spy", summary: "", source: "", configuration: Choice.self) { choice, _ in
    Spy(choice)
  }
  var configuration = HDQNConfiguration()
  configuration.meta = ["agent": .text("spy"), "action": .integer(1)]
  configuration.controller = ["agent": .text("spy")]
  configuration.controllerShare = 0
  configuration.explorationInitial = 0
  configuration.explorationFinal = 0
  changes(&configuration)
  let goals = GoalProvider(ofStates: ["first", "last"]) { goal, state in state == 3 * goal }
  let agent = try HierarchicalDQN(
    configuration,
    AgentContext(
      observationSpace: .discrete(4), actionSpace: .discrete(2), steps: 100, seed: 0,
      goals: goals, catalogue: Catalogue(environments: [], agents: [spy])))
  guard let meta = agent.meta.agent as? Spy, let controller = agent.controller.agent as? Spy else {
    throw Failure(.configuration, "both levels are spies", remedy: "")
  }
  return (agent, meta, controller)
}

/// A walk over states, each step of which pays its number.
private struct Walk {
  let agent: HierarchicalDQN
  var state: ActingState
  var steps = 0

  init(_ agent: HierarchicalDQN) {
    self.agent = agent
    state = ActingState(
      mode: .explore, random: RandomSource(seed: 0), copies: 1, memoryWidth: agent.memoryWidth)
  }

  mutating func step(from place: Int, to next: Int, ending: Ending? = nil) throws {
    var actions = Rows(count: 1, width: 1)
    let observations = Rows([Float(place)])
    agent.act(on: Observations(observations), state: &state, into: &actions)
    steps += 1
    state.isFirst[0] = ending != nil
    agent.observe(
      Transitions(
        observations: observations, actions: actions, rewards: [Double(steps)], endings: [ending],
        memory: state.memory, following: Rows([Float(next)])))
    var recorder = MetricRecorder(agent.metrics)
    try agent.learn(recording: &recorder)
  }
}

@Suite struct `A hierarchy` {
  @Test func `pays the controller for its goal alone, where its pursuit ends`() throws {
    let (agent, _, controller) = try hierarchy { $0.intrinsicStepReward = -0.25 }
    var walk = Walk(agent)
    try walk.step(from: 1, to: 2)
    try walk.step(from: 2, to: 3)
    try walk.step(from: 3, to: 2)
    #expect(controller.seen.map { $0.rewards[0] } == [-0.25, 1, -0.25])
    #expect(controller.seen.map { $0.endings[0] } == [nil, .terminated, nil])
    #expect(controller.asked == [[1, 0, 1], [2, 0, 1], [3, 0, 1]])
    #expect(controller.firsts == [true, false, true])
    #expect(Array(controller.seen[0].following(0)) == [2, 0, 1])
  }

  /// The goals are the states 0 and 3, of which 3 is pursued.
  @Test func `tells the controller what a step is to every goal`() throws {
    let (agent, meta, controller) = try hierarchy {
      $0.learnsAllGoals = true
      $0.intrinsicStepReward = -0.25
    }
    var walk = Walk(agent)
    try walk.step(from: 1, to: 0)
    try walk.step(from: 0, to: 3)
    try walk.step(from: 3, to: 1, ending: .terminated)
    #expect(controller.seen.map(\.rewards) == [[1, -0.25], [-0.25, 1], [-0.25, -0.25]])
    let endings: [[Ending?]] = [
      [.terminated, nil], [.truncated, .terminated], [.terminated, .terminated],
    ]
    #expect(controller.seen.map(\.endings) == endings)
    #expect(controller.seen[1].observations == Rows([0, 1, 0, 0, 0, 1], width: 3))
    #expect(Array(controller.seen[1].following(0)) == [3, 1, 0])
    #expect(controller.seen[1].actions == Rows([0, 0], width: 1))
    #expect(meta.seen.count == 2)
    #expect(agent.success.rates == [0, 0.02 * 0.98])
  }

  /// 1 + ½ · 2 + ¼ · 3 = 2.75 over three steps, γ being the meta-controller's.
  @Test func `sums for the meta-controller what a goal earned`() throws {
    let (agent, meta, _) = try hierarchy()
    var walk = Walk(agent)
    try walk.step(from: 1, to: 2)
    try walk.step(from: 2, to: 2)
    #expect(meta.seen.isEmpty)
    try walk.step(from: 2, to: 3)
    #expect(meta.seen.count == 1)
    #expect(meta.seen[0].rewards == [2.75])
    #expect(meta.seen[0].duration(of: 0) == 3)
    #expect(meta.seen[0].endings == [nil])
    #expect(meta.seen[0].actions == Rows([1]))
    #expect(Array(meta.seen[0].observations[0]) == [1])
    #expect(Array(meta.seen[0].following(0)) == [3])
  }

  @Test func `adds up plainly, and counts one step, as published`() throws {
    let (agent, meta, _) = try hierarchy { $0.isSemiMarkov = false }
    var walk = Walk(agent)
    try walk.step(from: 1, to: 2)
    try walk.step(from: 2, to: 0, ending: .terminated)
    #expect(meta.seen.map { $0.rewards[0] } == [3])
    #expect(meta.seen[0].duration(of: 0) == 1)
    #expect(meta.seen[0].endings == [.terminated])
  }

  @Test func `gives up a goal after a while, which is no end of the world`() throws {
    let (agent, meta, controller) = try hierarchy { $0.goalSteps = 2 }
    var walk = Walk(agent)
    for _ in 0..<3 { try walk.step(from: 1, to: 1) }
    #expect(controller.seen.map { $0.endings[0] } == [nil, .truncated, nil])
    #expect(meta.seen.count == 1)
    #expect(meta.seen[0].endings == [nil])
    #expect(agent.success.rates == [0, 0])
  }

  @Test func `leaves the meta-controller out at first`() throws {
    let (agent, meta, controller) = try hierarchy { $0.controllerShare = 0.02 }
    var walk = Walk(agent)
    for _ in 0..<2 { try walk.step(from: 1, to: 3, ending: .terminated) }
    #expect(meta.asked.isEmpty)
    try walk.step(from: 1, to: 3, ending: .terminated)
    #expect(meta.asked.count == 1)
    #expect(meta.seen.count == 1)
    #expect(controller.seen.count == 3)
  }

  @Test func `names the goal that is pursued`() throws {
    let (agent, _, _) = try hierarchy()
    var walk = Walk(agent)
    let observations = Observations(Rows([1 as Float]))
    #expect(agent.introspect(observations, state: walk.state)[0].goal == "last")
    try walk.step(from: 1, to: 1)
    #expect(agent.introspect(observations, state: walk.state)[0].goal == "last")
  }

  @Test func `is refused where there are no goals, unless some are listed`() {
    let setting = AgentSetting(observationSpace: .discrete(4), actionSpace: .discrete(2))
    let listed: [String: ConfigurationValue] = ["goals": .list([.list([.integer(3)])])]
    #expect(HierarchicalDQN.entry.refusal(in: setting) != nil)
    #expect(HierarchicalDQN.entry.refusal(in: setting, with: listed) == nil)
    #expect(OptionsAgent.entry.refusal(in: setting) != nil)
  }

  @Test(arguments: [(true, false), (false, true), (false, false)])
  func `replaces no action that its controller remembers`(
    exploresByGoal: Bool, learnsAllGoals: Bool
  ) throws {
    func make() throws {
      _ = try hierarchy {
        $0.controller["memoryWidth"] = .integer(1)
        ($0.goalExploration, $0.learnsAllGoals) = (exploresByGoal, learnsAllGoals)
      }
    }
    guard exploresByGoal || learnsAllGoals else { return try make() }
    let failure = #expect(throws: Failure.self) { try make() }
    #expect(failure?.remedy.contains(exploresByGoal ? "goalExploration" : "learnsAllGoals") == true)
  }

  @Test func `names the agents that fit a level`() {
    let failure = #expect(throws: Failure.self) {
      _ = try hierarchy { $0.controller = ["agent": .text("spi")] }
    }
    #expect(failure?.what == "there is no agent spi")
  }

  @Test func `says which of its agents refuses a value`() {
    let failure = #expect(throws: Failure.self) {
      _ = try hierarchy { $0.controller["colour"] = .integer(1) }
    }
    #expect(failure?.location == "controller of h-dqn")
  }

  @Test(arguments: [[1, 2], [], [-1], [0.5], [99]] as [[Float]])
  func `refuses goals that cannot be observed`(_ goal: [Float]) {
    let failure = #expect(throws: Failure.self) { _ = try hierarchy { $0.goals = [[0], goal] } }
    #expect(failure?.what == "the goal \(goal) is no observation")
  }
}

@Suite struct `The ledger of pursuits` {
  @Test func `waits for every copy`() {
    var ledger = PursuitLedger(copies: 2, discount: 0.5)
    let step = PursuitLedger.Step(observation: [0], goal: 0, memory: [])
    for copy in 0..<2 { ledger.begin(step, of: copy) }
    ledger.earn(4, in: 1)
    ledger.finish(1, ending: nil, following: [1])
    #expect(ledger.take() == nil)
    ledger.earn(2, in: 0)
    ledger.finish(0, ending: .truncated, following: [2])
    #expect(ledger.take()?.map(\.sum) == [2, 4])
    #expect(ledger.take() == nil)
  }

  /// Q(0, 1) = ½ (3 + ⅛ · 8) = 2.
  @Test func `lets a table discount by the steps of a goal`() {
    var configuration = TabularConfiguration()
    (configuration.learningRate, configuration.discount) = (0.5, 0.5)
    let agent = TabularLearner(
      configuration,
      AgentContext(observationSpace: .discrete(2), actionSpace: .discrete(2), steps: 1, seed: 0))
    let last = TabularStep(state: 1, action: 0, reward: 8, next: nil)
    for _ in 0..<64 { agent.observe(last, isLast: true) }
    let step = PursuitLedger.Step(
      observation: [0], goal: 1, memory: [], sum: 3, duration: 3, ending: nil, following: [1])
    agent.observe(HDQNSetup.transitions(of: [step], isSemiMarkov: true))
    #expect(abs(agent.values(in: 0)[1] - 2) < 1e-12)
  }
}
