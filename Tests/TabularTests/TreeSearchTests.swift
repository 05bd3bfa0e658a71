import Foundation
import ReinforcementLearning
import Testing

@testable import Tabular

/// Two steps, of which the first pays 1 and ends, or nothing; the second pays 4 for action 1.
private struct Fork: Environment {
  var steps = 0

  var observationSpace: Space { .discrete(2) }
  var actionSpace: Space { .discrete(2) }
  mutating func reset(using random: inout RandomSource) { steps = 0 }
  func observe(into row: inout MutableSpan<Float>) { row[0] = Float(steps) }
  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    defer { steps += 1 }
    guard steps == 0 else { return Outcome(reward: action == 1 ? 4 : 0, ending: .terminated) }
    return action == 0 ? Outcome(reward: 1, ending: .terminated) : Outcome(reward: 0)
  }
}

@Suite struct `Tree search` {
  /// Both actions of the root were taken, worth 1 and 3, that is 0 and 1 of the range of returns:
  /// 0 + c √(ln 3 / 1) and 1 + c √(ln 3 / 2).
  @Test func `chooses by upper confidence bounds`() {
    var tree = SearchTree(actionCount: 2)
    #expect(tree.bounds(of: 0, exploration: 1) == [.infinity, .infinity])
    tree.note(1, after: 0, of: 0)
    tree.note(3, after: 1, of: 0)
    tree.note(3, after: 1, of: 0)
    let bounds = tree.bounds(of: 0, exploration: 1)
    #expect(abs(bounds[0] - log(3).squareRoot()) < 1e-12)
    #expect(abs(bounds[1] - (1 + (log(3) / 2).squareRoot())) < 1e-12)
    #expect(tree.rootValues == [1, 3])
  }

  @Test func `tells situations apart by what is observed and when`() {
    var tree = SearchTree(actionCount: 2)
    #expect(tree.node(of: .init(depth: 1, observation: [0])) == nil)
    #expect(tree.node(of: .init(depth: 1, observation: [0])) == 1)
    #expect(tree.node(of: .init(depth: 2, observation: [0])) == nil)
    #expect(tree.node(of: .init(depth: 1, observation: [1])) == nil)
    #expect(tree.node(of: .init(depth: 2, observation: [0])) == 2)
  }

  /// Action 0 pays 1; action 1 leads to where 4 is to be had, a step later: 0.9 · 4.
  @Test func `looks beyond the next reward`() {
    var configuration = TreeSearchConfiguration()
    configuration.simulations = 2_000
    configuration.discount = 0.9
    let agent = TreeSearch(
      configuration,
      AgentContext(observationSpace: .discrete(2), actionSpace: .discrete(2), steps: 1, seed: 0))
    var random = RandomSource(seed: 1)
    let simulator = Simulator(Fork())
    let tree = agent.search(simulator, using: &random)
    #expect(tree.rootValues[0] == 1)
    #expect(abs(tree.rootValues[1] - 3.6) < 0.2)
    configuration.depth = 1
    let short = TreeSearch(
      configuration,
      AgentContext(observationSpace: .discrete(2), actionSpace: .discrete(2), steps: 1, seed: 0))
    #expect(short.search(simulator, using: &random).rootValues == [1, 0])
  }

  @Test func `is refused where play cannot be tried out`() {
    let setting = AgentSetting(observationSpace: .discrete(2), actionSpace: .discrete(2))
    #expect(TreeSearch.entry.refusal(in: setting) != nil)
    var simulated = setting
    simulated.isSimulated = true
    #expect(TreeSearch.entry.refusal(in: simulated) == nil)
    simulated.actionSpace = .box(Box([-1...1]))
    #expect(TreeSearch.entry.refusal(in: simulated) != nil)
  }

  @Test func `leaves the world as it is`() throws {
    let batch = VectorEnvironment(Fork(), name: "Fork")
    try batch.reset(seed: 0)
    var archive = Archive()
    batch.save(to: &archive)
    let simulator = try #require(batch.simulator(of: 0))
    var random = RandomSource(seed: 0)
    #expect(simulator.step([1], using: &random).ending == nil)
    #expect(simulator.step([1], using: &random).ending == .terminated)
    var after = Archive()
    batch.save(to: &after)
    #expect(archive == after)
    simulator.restart()
    #expect(simulator.step([0], using: &random).reward == 1)
  }
}
