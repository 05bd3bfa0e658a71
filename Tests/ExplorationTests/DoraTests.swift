import ReinforcementLearning
import Testing

@testable import Exploration

@Suite struct `DORA` {
  private func dora(_ changes: (inout DoraConfiguration) -> Void) throws -> Dora {
    var configuration = DoraConfiguration()
    changes(&configuration)
    return try Dora(configuration, .small)
  }

  /// E = (1 - α)ⁿ after n visits, so that log E / log(1 - α) is n.
  @Test func `counts visits where it does not look ahead`() throws {
    let dora = try dora { ($0.discount, $0.learningRate) = (0, 0.3) }
    var random = RandomSource(seed: 5)
    let events = (0..<400).map { step in
      Script.Event(observation: random.integer(below: 3), ending: step % 7 == 6 ? .truncated : nil)
    }
    let walk = try Walk(events)
    var visits: [[Float]: Int] = [:]
    for step in 0..<400 {
      let action = random.integer(below: 2)
      let transitions = try walk.step(action)
      _ = dora.appraise(transitions)
      // The last visit is counted with the next action.
      if step < 399 { visits[[transitions.observations[0, 0], Float(action)], default: 0] += 1 }
    }
    for (pair, count) in visits {
      let counter = dora.counters(in: [pair[0]])[Int(pair[1])]
      #expect(abs(counter - Double(count)) < 1e-9 || abs(counter - Double(count + 1)) < 1e-9)
    }
    let total = (0..<3).flatMap { dora.counters(in: [Float($0)]) }.reduce(0, +)
    #expect(abs(total - 399) < 1e-9)
  }

  /// With α = ½ and γ_E = ½.
  ///
  /// Leaving 0 for 1, where nothing was done, E(0, 0) = 1 + ½ (½ · 1 - 1) =
  /// 0.75; the episode ends with the next action, E(1, 1) = ½.  Once more, E(0, 0) = 0.75 +
  /// ½ (½ · ½ - 0.75) = 0.5, and E(1, 1) = ¼.
  @Test func `looks ahead along what is done next`() throws {
    let dora = try dora { ($0.discount, $0.learningRate, $0.beta) = (0.5, 0.5, 1) }
    let walk = try Walk([
      .init(observation: 1), .init(observation: 0, ending: .terminated),
      .init(observation: 1), .init(observation: 0, ending: .terminated),
    ])
    #expect(dora.appraise(try walk.step(0))[0] == Appraisal(novelty: 1, reward: 1))
    #expect(dora.counters(in: [0])[0] == 0)
    _ = dora.appraise(try walk.step(1))
    #expect(abs(dora.counters(in: [1])[1] - 1) < 1e-12)
    // log₂ of 1 / 0.75
    #expect(abs(dora.counters(in: [0])[0] - 0.415_037_499_278_843_8) < 1e-12)
    let again = dora.appraise(try walk.step(0))[0]
    #expect(again.novelty == 0.75)
    #expect(abs(again.reward - 1 / (1 + dora.counters(in: [0])[0]).squareRoot()) < 1e-12)
    _ = dora.appraise(try walk.step(1))
    #expect(abs(dora.counters(in: [0])[0] - 1) < 1e-12)
    #expect(abs(dora.counters(in: [1])[1] - 2) < 1e-12)
  }

  /// After a cut the next action is unknown: the mean of E(1, 0) = 1 and E(1, 1) = ½ stands for it.
  @Test func `takes the mean over actions where an episode was cut`() throws {
    var configuration = DoraConfiguration()
    (configuration.discount, configuration.learningRate) = (1, 0.5)
    let values = TabularExploratoryValues(configuration, actions: 2)
    values.learn(from: ExploratoryVisit(situation: [1], action: 1, next: [0], isLast: true))
    #expect(values.values(in: [1]) == [1, 0.5])
    values.learn(from: ExploratoryVisit(situation: [0], action: 0, next: [1]))
    #expect(values.values(in: [0]) == [0.875, 1])
  }

  /// log f - log C: a softmax of T = ½ of 1 and 0 differs by 2; counters of e and 1 by 1.
  @Test func `makes rules deterministic`() throws {
    let softmax = try dora { ($0.choice, $0.temperature) = (.softmax, 0.5) }
    let scores = softmax.scores(of: [1, 0], knowing: [2.718281828459045, 1])
    #expect(abs(scores[0] + 1) < 1e-12)
    #expect(abs(scores[1] + 2) < 1e-12)
    // Of ε = 0.2 the greedy action has 0.9: as often as nine visits of the other need to outweigh.
    let greedy = try dora { ($0.choice, $0.epsilon) = (.epsilonGreedy, 0.2) }
    let before = greedy.scores(of: [1, 0], knowing: [8.9, 1])
    #expect(before[0] > before[1])
    let after = greedy.scores(of: [1, 0], knowing: [9.1, 1])
    #expect(after[0] < after[1])
  }

  @Test func `tries first what was never tried`() throws {
    let dora = try dora { $0.choice = .softmax }
    let scores = dora.scores(of: [5, 0], knowing: [3, 0])
    #expect(scores[1] > scores[0])
  }

  /// A network that sees one action again and again knows it, and not the other.
  @Test func `learns E-values with a network`() throws {
    let dora = try dora {
      ($0.values, $0.discount, $0.batchSize) = (.network, 0, 4)
      $0.networkLearningRate = 0.01
    }
    let walk = try Walk((0..<400).map { _ in Script.Event(observation: 2) })
    let first = dora.counters(in: [2])
    #expect(first.allSatisfy { $0 < 0.2 })
    for _ in 0..<400 { _ = dora.appraise(try walk.step(1)) }
    let counters = dora.counters(in: [2])
    #expect(counters[1] > 5)
    #expect(counters[0] < counters[1] / 4)
  }
}

@Suite struct `Random network distillation` {
  private func reward() throws -> RandomNetworkDistillation {
    var configuration = DistillationConfiguration()
    (configuration.primingSteps, configuration.batchSize) = (20, 4)
    return try RandomNetworkDistillation(configuration, .small)
  }

  @Test func `pays less and less for what is seen again, and more for what is not`() throws {
    let reward = try reward()
    var random = RandomSource(seed: 1)
    let events = (0..<1_200).map { step in
      Script.Event(observation: step == 1_199 ? 9 : random.integer(below: 4))
    }
    let walk = try Walk(events)
    var metrics = MetricRecorder(reward.metrics)
    var paid: [Double] = []
    for _ in events {
      paid.append(reward.appraise(try walk.step(0))[0].reward)
      try reward.learn(recording: &metrics)
    }
    #expect(paid.prefix(20).allSatisfy { $0 == 0 })
    let early = paid[20..<120].reduce(0, +) / 100
    let late = paid[1_099..<1_199].reduce(0, +) / 100
    #expect(late < early / 10)
    #expect(paid[1_199] > 10 * late)
    let novelties = reward.novelties(of: Rows([0, 8], width: 1))
    #expect(novelties[1] > novelties[0])
    #expect(novelties.allSatisfy { (0...1).contains($0) })
  }
}
