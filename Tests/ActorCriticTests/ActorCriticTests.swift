import AgentCommons
import Foundation
import ReinforcementLearning
import TensorCore
import Testing

@testable import ActorCritic

/// Two observed numbers and an action of two numbers, of different ranges.
func context(steps: Int = 100, seed: UInt64 = 3) -> AgentContext {
  AgentContext(
    observationSpace: .box(Box(shape: [2], in: -1...1)),
    actionSpace: .box(Box([-2...2, 0...10])), steps: steps, seed: seed)
}

@Suite struct `Actions within ±1` {
  private let scaling = ActionScaling(Box([-2...2, 0...10]))

  /// The ends, the middle, and a quarter of the way.
  @Test func `fill the box`() {
    var actions = Rows(count: 3, width: 2)
    let inner: [Float] = [-1, 1, 0, 0, 0.5, -0.5]
    inner.withUnsafeBufferPointer { scaling.expand($0, into: &actions) }
    #expect(actions.storage == [-2, 10, 0, 5, 1, 2.5])
    #expect(scaling.shrink([1, 2.5]) == [0.5, -0.5])
    #expect(scaling.shrink([-2, 10]) == [-1, 1])
  }

  @Test func `never leave it, however it is rounded`() {
    let box = Box([-0.1...0.3])
    let scaling = ActionScaling(box)
    var actions = Rows(count: 1, width: 1)
    for step in 0...1_000 {
      [Float(step) / 500 - 1].withUnsafeBufferPointer { scaling.expand($0, into: &actions) }
      #expect(Space.box(box).contains(actions[0]))
    }
  }
}

@Suite struct `The noise of exploration` {
  /// Noise of 20,000 steps in two copies, of which only the second's episodes end.
  private func draws(_ correlation: Float, _ mode: ActingMode = .explore) -> [[Float]] {
    let noise = ActionNoise(width: 1, correlation: correlation)
    var state = ActingState(
      mode: mode, random: RandomSource(seed: 5), copies: 2, memoryWidth: noise.memoryWidth)
    var draws: [[Float]] = [[], []]
    var step: [Float] = [0, 0]
    for _ in 0..<20_000 {
      step.withUnsafeMutableBufferPointer { noise.draw(&state, into: $0) }
      for copy in 0..<2 { draws[copy].append(step[copy]) }
      state.noteEndings([nil, .terminated])
    }
    return draws
  }

  private func correlation(_ numbers: [Float]) -> Float {
    let squares = numbers.reduce(0) { $0 + $1 * $1 }
    return zip(numbers, numbers.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / squares
  }

  @Test func `has the correlation and the variance that it is given, within an episode`() {
    let both = draws(0.9)
    for numbers in both {
      let variance = numbers.reduce(0) { $0 + $1 * $1 } / Float(numbers.count)
      #expect(abs(variance - 1) < 0.15)
    }
    #expect(abs(correlation(both[0]) - 0.9) < 0.01)
    #expect(abs(correlation(both[1])) < 0.03)
  }

  @Test func `is white where it is not asked for, or is not for exploration`() {
    #expect(abs(correlation(draws(0)[0])) < 0.03)
    #expect(abs(correlation(draws(0.9, .sample)[0])) < 0.03)
    #expect(ActionNoise(width: 3, correlation: 0).memoryWidth == 0)
    #expect(ActionNoise(width: 3, correlation: 0.5).memoryWidth == 3)
  }
}

@Suite struct `An actor-critic` {
  private static let entries = [
    ActorCriticAgent.sac, ActorCriticAgent.td3, ActorCriticAgent.ddpg, ActorCriticAgent.d4pg,
  ]

  @Test func `refuses actions without bounds, and those that it cannot take`() {
    func refusal(_ entry: AgentEntry, _ actions: Space) -> String? {
      entry.refusal(
        in: AgentSetting(observationSpace: .box(Box([-1...1])), actionSpace: actions))
    }
    for entry in Self.entries {
      #expect(refusal(entry, .box(Box([-1...1]))) == nil)
      #expect(refusal(entry, .box(Box([Box.unbounded]))) == "its actions have no bounds")
      #expect(refusal(entry, .multiDiscrete([2, 2])) == "its actions are not numbers")
      #expect((refusal(entry, .discrete(2)) == nil) == (entry.id == "sac"))
    }
  }

  @Test func `refuses what can never learn`() throws {
    for entry in Self.entries {
      #expect(throws: Failure.self) { try entry.prepare([:], steps: 1_000) }
      #expect(throws: Failure.self) {
        try entry.prepare(["replayCapacity": .integer(16)], steps: 100_000)
      }
    }
    #expect(throws: Failure.self) {
      try ActorCriticAgent.d4pg.prepare(["leastReturn": .number(200)], steps: 100_000)
    }
  }

  @Test func `acts at random at first, alike when it is greedy, and within its box`() throws {
    for entry in Self.entries {
      let agent = try entry.prepare([:], steps: 2_000).make(context(steps: 2_000))
      func actions(_ mode: ActingMode) -> [[Float]] {
        var state = ActingState(
          mode: mode, random: RandomSource(seed: 1), copies: 1, memoryWidth: agent.memoryWidth)
        var action = Rows(count: 1, width: 2)
        return (0..<400).map { _ in
          agent.act(on: Observations(Rows([0.5, -0.5])), state: &state, into: &action)
          return action.storage
        }
      }
      let random = actions(.explore)
      #expect(random.allSatisfy { context().actionSpace.contains($0[...]) })
      #expect(abs(random.reduce(0) { $0 + $1[1] } / 400 - 5) < 0.6)
      #expect(Set(actions(.greedy)).count == 1)
      #expect(Set(actions(.sample)).count == (entry.id == "sac" ? 400 : 1))
    }
  }

  /// Of 0.9, a step differs from the one before with the probability 0.1 · ⅔.
  @Test func `does as before at random from the first step, where it is to explore so`() throws {
    let context = AgentContext(
      observationSpace: .box(Box([-1...1])), actionSpace: .discrete(3), steps: 10_000, seed: 0)
    let entry = try ActorCriticAgent.sac.prepare(["noiseCorrelation": .number(0.9)], steps: 10_000)
    let agent = try entry.make(context)
    var state = ActingState(
      mode: .explore, random: RandomSource(seed: 1), copies: 1, memoryWidth: agent.memoryWidth)
    var action = Rows(count: 1, width: 1)
    let actions = (0..<5_000).map { _ in
      agent.act(on: Observations(Rows([0.5])), state: &state, into: &action)
      state.noteEndings([nil])
      return action[0, 0]
    }
    let changes = zip(actions, actions.dropFirst()).count { $0 != $1 }
    #expect(abs(Float(changes) / 5_000 - 0.0667) < 0.015)
  }

  @Test func `acts alike on one row and on many`() throws {
    for entry in Self.entries {
      let agent = try entry.prepare([:], steps: 2_000).make(context(steps: 2_000))
      func act(_ rows: Rows) -> [Float] {
        var state = ActingState(
          mode: .greedy, random: RandomSource(seed: 1), copies: rows.count,
          memoryWidth: agent.memoryWidth)
        var actions = Rows(count: rows.count, width: 2)
        agent.act(on: Observations(rows), state: &state, into: &actions)
        return actions.storage
      }
      let rows: [[Float]] = [[0.1, 0.2], [-0.7, 0.4], [0.9, -0.9]]
      #expect(act(Rows(rows.flatMap(\.self), width: 2)) == rows.flatMap { act(Rows($0)) })
    }
  }
}
