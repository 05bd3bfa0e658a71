import ReinforcementLearning
import Testing

@testable import Hierarchical

@Suite struct `The values of options` {
  /// Two states; an option that goes on half the time in state 1, and both single actions.
  ///
  /// Q(1, ·) = (2, 4, 1), Q(0, ·) = 0, γ = ½ and α = ½.
  private func values() -> OptionValues {
    let options = [
      Option("walk", actions: [1, 1], terminations: [0, 0.5]),
      Option(primitive: 1, states: 2), Option(primitive: 0, states: 2),
    ]
    var values = OptionValues(
      options, states: 2, discount: 0.5, learningRate: 0.5, initialValue: 0)
    values.table = [0, 0, 0, 2, 4, 1]
    return values
  }

  /// 3 + ½² · 4 = 4, half of which is 2.
  @Test func `discount what follows a course by its steps`() {
    var values = values()
    let error = values.learn(course: 0, from: 0, earning: 3, lasting: 2, next: 1)
    #expect(error == 4)
    #expect(values.table == [2, 0, 0, 2, 4, 1])
  }

  @Test func `have nothing follow an end`() {
    var values = values()
    _ = values.learn(course: 2, from: 0, earning: 3, lasting: 2, next: nil)
    #expect(values.table[2] == 1.5)
    _ = values.learn(step: 0, from: 0, reward: 1, next: nil)
    #expect(values.table[2] == 1.25)
  }

  /// U(1, walk) = ½ · 2 + ½ · 4 = 3, so that the target is 1 + ½ · 3 = 2.5; U(1, action 1) = 4, so
  /// that it is 3; action 0 would have done something else.
  @Test func `learn a step for every option that would have taken it`() {
    var values = values()
    let error = values.learn(step: 1, from: 0, reward: 1, next: 1)
    #expect(error == (2.5 + 3) / 2)
    #expect(values.table == [1.25, 1.5, 0, 2, 4, 1])
  }

  @Test func `leave out options that cannot be begun`() {
    let options = [
      Option("out", actions: [1, nil], terminations: [0, 0]), Option(primitive: 0, states: 2),
    ]
    var values = OptionValues(
      options, states: 2, discount: 0.5, learningRate: 0.5, initialValue: 0)
    values.table = [0, 0, 9, 2]
    #expect(values.possible(in: 1) == [1])
    #expect(values.best(in: 1) == 2)
    #expect(values.onArrival(in: 1, with: 0) == 2)
  }
}

@Suite struct `The tables of an option-critic` {
  /// Two states, options and actions; Q(0, 0) = ½, Q(1, ·) = (2, 4), all else zero, so that β = ½.
  private func tables() -> OptionCriticTables {
    var tables = OptionCriticTables(states: 2, options: 2, actions: 2)
    tables.optionValues = [0.5, 0, 2, 4]
    return tables
  }

  private var configuration: OptionCriticConfiguration {
    var configuration = OptionCriticConfiguration()
    configuration.criticLearningRate = 0.5
    configuration.policyLearningRate = 0.4
    configuration.terminationLearningRate = 0.4
    configuration.discount = 0.5
    return configuration
  }

  private func isClose(_ values: [Double], _ wanted: [Double]) -> Bool {
    values.count == wanted.count && zip(values, wanted).allSatisfy { abs($0 - $1) < 1e-12 }
  }

  /// g = 1 + ½ (½ · 2 + ½ · 4) = 2.5: Q(0, 0, 1) = 1.25 and Q(0, 0) = ½ + ½ · 2 = 1.5.
  ///
  /// The policy moves by 0.4 · (1.25 − 1.5) = −0.1 times 1 − ½ for the action and −½ for the other;
  /// the logit of β by −0.4 · ¼ · (2 − 4) = 0.2.
  @Test func `learn from a step as algorithm 1 has it`() {
    var tables = tables()
    let error = tables.learn(from: 0, with: 0, by: 1, reward: 1, next: 1, configuration)
    #expect(error == 2.5)
    #expect(isClose(tables.actionValues, [0, 1.25, 0, 0, 0, 0, 0, 0]))
    #expect(isClose(tables.optionValues, [1.5, 0, 2, 4]))
    #expect(isClose(tables.preferences, [0.05, -0.05, 0, 0, 0, 0, 0, 0]))
    #expect(isClose(tables.endings, [0, 0, 0.2, 0]))
  }

  /// −0.4 · ¼ · (2 − 4 + ½) = 0.15; without a baseline the policy moves by 0.4 · 1.25 = 0.5.
  @Test func `pay for deliberation, and do without a baseline`() {
    var (tables, configuration) = (tables(), configuration)
    configuration.deliberationCost = 0.5
    configuration.hasBaseline = false
    _ = tables.learn(from: 0, with: 0, by: 1, reward: 1, next: 1, configuration)
    #expect(isClose(tables.endings, [0, 0, 0.15, 0]))
    #expect(isClose(tables.preferences, [-0.25, 0.25, 0, 0, 0, 0, 0, 0]))
  }

  @Test func `have nothing follow an end`() {
    var tables = tables()
    _ = tables.learn(from: 0, with: 1, by: 0, reward: 3, next: nil, configuration)
    #expect(isClose(tables.optionValues, [0.5, 1.5, 2, 4]))
    #expect(isClose(tables.endings, [0, 0, 0, 0]))
  }
}
