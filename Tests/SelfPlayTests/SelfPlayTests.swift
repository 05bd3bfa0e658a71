import ErdosSelfridgeSpencer
import ReinforcementLearning
import Scripted
import Testing
import Training

@testable import SelfPlay

/// A game in which it is known who moves when, and what that pays player 0.
private struct Script: Environment {
  /// Who moves, by turns; one of several games, drawn with each episode.
  var games: [[Int]]
  var game = 0
  var time = 0

  var observationSpace: Space {
    .dictionary([
      Space.Field("player", .discrete(2)), Space.Field("time", .box(Box([0...100]))),
    ])
  }

  var actionSpace: Space { .discrete(2) }

  mutating func reset(using random: inout RandomSource) {
    (game, time) = (random.integer(below: games.count), 0)
  }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let reward = [1.0, 10, 100, 1_000, 10_000][time]
    time += 1
    return Outcome(reward: reward, ending: time == games[game].count ? .terminated : nil)
  }

  func observe(into row: inout MutableSpan<Float>) {
    row[0] = time < games[game].count ? Float(games[game][time]) : 0
    row[1] = Float(time)
  }
}

/// Remembers what it was told.
private final class Witness: Agent {
  var told: [Transitions] = []
  var learnt = 0

  let memoryWidth = 1
  let metrics = [Metric("told", "transitions so far")]

  /// Remembers how often it has acted in the episode.
  func act(on observations: Observations, state: inout ActingState, into actions: inout Rows) {
    for copy in 0..<actions.count {
      state.memory[copy, 0] = state.isFirst[copy] ? 1 : state.memory[copy, 0] + 1
      actions[copy, 0] = 1
    }
  }

  /// Thinks of how often that was.
  func introspect(_ observations: Observations, state: ActingState) -> [Introspection] {
    (0..<observations.rows.count).map { copy in
      Introspection(value: state.isFirst[copy] ? 0 : state.memory[copy, 0])
    }
  }

  func observe(_ transitions: Transitions) { told.append(transitions) }

  func learn(recording metrics: inout MetricRecorder) throws {
    learnt += 1
    metrics.record(self.metrics[0], Double(told.count))
  }

  func save(to archive: inout Archive) {}
  func load(from archive: Archive) throws {}
}

private func play(
  _ games: [[Int]], copies: Int, steps: Int
) throws -> (witnesses: [Witness], trainer: Trainer) {
  let witnesses = [Witness(), Witness()]
  let agent = SelfPlayAgent([("first", witnesses[0]), ("second", witnesses[1])], copies: copies)
  let batch = VectorEnvironment(Script(games: games), count: copies, name: "script")
  let trainer = try Trainer(agent, in: batch, seed: 0)
  for _ in 0..<steps { try trainer.advance() }
  return (witnesses, trainer)
}

@Suite struct `Self-play` {
  /// Player 0 moves at times 0 and 3, player 1 at 1 and 2: of 1, 10, 100 and 1,000 the former earns
  /// 111 with its first turn and 1,000 with its last, the latter loses 10 and 1,100.
  @Test func `shows each side its own turns, with what was paid until its next`() throws {
    let (witnesses, _) = try play([[0, 1, 1, 0]], copies: 1, steps: 4)
    let expected = [
      (times: [0, 3], rewards: [111.0, 1_000], following: [3, 4] as [Float]),
      (times: [1, 2], rewards: [-10, -1_100], following: [2, 4]),
    ]
    for (witness, expected) in zip(witnesses, expected) {
      #expect(witness.told.map { Int($0.observations[0, 1]) } == expected.times)
      #expect(witness.told.map { $0.rewards[0] } == expected.rewards)
      #expect(witness.told.map { $0.endings[0] } == [nil, .terminated])
      #expect(witness.told.map { $0.following(0).last } == expected.following)
      #expect(witness.told.map { $0.memory[0, 0] } == [1, 2])
      #expect(witness.told.map { $0.actions[0, 0] } == [1, 1])
    }
  }

  @Test func `tells a side of every copy at once, in order, whoever is ahead`() throws {
    let (witnesses, _) = try play([[0, 1], [0, 1, 0, 1, 1], [1, 0, 0]], copies: 3, steps: 300)
    for witness in witnesses {
      #expect(witness.told.count > 50)
      #expect(witness.learnt == witness.told.count)
      for (earlier, later) in zip(witness.told, witness.told.dropFirst()) {
        for copy in 0..<3 where earlier.endings[copy] == nil {
          #expect(earlier.following(copy) == later.observations[copy])
          #expect(earlier.memory[copy, 0] + 1 == later.memory[copy, 0])
        }
        for copy in 0..<3 where earlier.endings[copy] != nil {
          #expect(later.memory[copy, 0] == 1)
        }
      }
    }
  }

  @Test func `thinks of nothing that was before the episode`() throws {
    let (_, trainer) = try play([[0, 1, 1, 0]], copies: 1, steps: 0)
    let observations = Observations(Rows([1, 2], width: 2))  // the second side is to move
    var state = ActingState(
      mode: .greedy, random: RandomSource(seed: 0), copies: 1,
      memoryWidth: trainer.agent.memoryWidth)
    state.memory[0] = [1, 4, 1, 7]
    state.isFirst = [false]
    #expect(trainer.agent.introspect(observations, state: state)[0].value == 7)
    state.isFirst = [true]
    #expect(trainer.agent.introspect(observations, state: state)[0].value == 0)
  }

  @Test func `records the metrics of both sides under their names`() throws {
    let (_, trainer) = try play([[0, 1, 1, 0]], copies: 1, steps: 4)
    #expect(trainer.agent.metrics.map(\.name) == ["first_told", "second_told"])
    #expect(trainer.drain().metrics == [1.5, 1.5])
  }

  @Test(arguments: [(0.99, -1.0), (1, 1)])
  func `of two who play their best ends as the potential says`(
    _ potential: Double, _ result: Double
  ) throws {
    let world = try TwoPlayerGame.v0.configured(with: ["potential": .number(potential)])
    let agent = SelfPlayAgent(
      [("first", ScriptedAgent()), ("second", ScriptedAgent())], copies: 1)
    let evaluation = try Evaluator(in: world, episodes: 50, seed: 0).evaluate(agent)
    #expect(evaluation.meanReturn == result)
    #expect(evaluation.optimalShare == 1)
    #expect(evaluation.optimalValue == result)
  }

  private func make(_ changes: [String: ConfigurationValue]) throws -> any Agent {
    let setting = TwoPlayerGame.v0.setting
    return try SelfPlayAgent.entry.prepare(changes, steps: 100).make(
      AgentContext(
        observationSpace: setting.observationSpace, actionSpace: setting.actionSpace, steps: 100,
        seed: 0, catalogue: Catalogue(environments: [], agents: [ScriptedAgent.entry])))
  }

  @Test func `refuses sides that there are not, or that cannot play`() throws {
    #expect(throws: Failure.self) { try make(["first.agent": .text("nobody")]) }
    #expect(throws: Failure.self) { try make(["first.agent": .integer(3)]) }
    // Nobody said that the game is solved.
    #expect(throws: Failure.self) {
      try make(["first.agent": .text("scripted"), "second.agent": .text("scripted")])
    }
    #expect(SelfPlayAgent.entry.refusal(in: DefenderGame.v0.setting) != nil)
    #expect(SelfPlayAgent.entry.refusal(in: TwoPlayerGame.v0.setting) == nil)
  }
}
