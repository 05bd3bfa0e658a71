import Foundation
import ReinforcementLearning
import Testing

@Suite struct `Policies in a finite world` {
  /// The random walk of five states: V = 1/6 … 5/6, from the middle in nine steps.
  private var walk: FiniteModel {
    get throws {
      try FiniteModel(
        stateCount: 5, actionCount: 2, discount: 1, starts: [StartState(state: 2, probability: 1)]
      ) { state, action in
        action == 0
          ? [StateTransition(next: max(state - 1, 0), reward: 0, isTerminal: state == 0)]
          : [
            StateTransition(
              next: min(state + 1, 4), reward: state == 4 ? 1 : 0, isTerminal: state == 4)
          ]
      }
    }
  }

  private func agree(_ mine: [Double], _ known: [Double], within tolerance: Double = 1e-12) -> Bool
  {
    mine.count == known.count && zip(mine, known).allSatisfy { abs($0 - $1) <= tolerance }
  }

  @Test func `are evaluated exactly, be they left to chance`() throws {
    let chain = try PolicyChain(walk, under: TabularPolicy(uniformOver: 2, in: 5))
    #expect(agree(chain.values(), (1...5).map { Double($0) / 6 }))
    #expect(agree(chain.expectedLengths(), [5, 8, 9, 8, 5]))
    // How often the walk is at each place before it ends: 1, 2, 3, 2, 1 times.
    #expect(agree(chain.occupancy(), [1, 2, 3, 2, 1]))
    // Two steps: right, right is too short to be paid from the middle.
    #expect(agree(chain.values(steps: 2), [0, 0, 0, 0.25, 0.5]))
  }

  /// Every equation of a full and of a sparse random process holds, to rounding.
  @Test(arguments: [(40, 40), (300, 3), (150, 30)])
  func `satisfy their equations`(_ states: Int, _ branching: Int) throws {
    let model = try FiniteModels.random(
      states: states, actions: 3, branching: branching, seed: 7, discount: 0.99)
    let chain = try PolicyChain(model, under: TabularPolicy(uniformOver: 3, in: states))
    let values = chain.values()
    let once = chain.values(steps: 1)
    // The return of 400 steps, and what it still lacks, bounds what the elimination must give.
    let many = chain.values(steps: 4_000, discount: 0.99)
    #expect(agree(values, many, within: 1e-9))
    #expect(!agree(values, once, within: 1e-3))
    let occupancy = chain.occupancy()
    #expect(abs(occupancy.reduce(0, +) * 0.01 - 1) < 1e-12)
    // What is earned is what is paid wherever play is, as often as it is there.
    let earned = zip(occupancy, once).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(earned - model.atStart(values)) < 1e-9)
  }

  @Test func `may be worth infinitely much, or be paid nothing for ever`() throws {
    let model = try FiniteModel(
      stateCount: 3, actionCount: 1, discount: 1, starts: [StartState(state: 0, probability: 1)]
    ) { state, _ in
      [
        StateTransition(probability: 0.5, next: state, reward: state == 1 ? -1 : 0),
        StateTransition(probability: 0.5, next: state == 0 ? 1 : state, reward: 0),
      ]
    }
    let chain = try PolicyChain(model, under: TabularPolicy(uniformOver: 1, in: 3))
    #expect(chain.values() == [-.infinity, -.infinity, 0])
    #expect(chain.expectedLengths() == [.infinity, .infinity, .infinity])
    #expect(chain.occupancy() == [2, .infinity, 0])
    #expect(agree(chain.values(discount: 0.5), [-1.0 / 3, -1, 0]))
  }

  /// Two states that are left with probabilities 0.3 and 0.1: π = (1/4, 3/4), and the law after `t`
  /// steps is off by 0.6ᵗ · 3/4 at most.
  private var pair: FiniteModel {
    get throws {
      try FiniteModel(
        stateCount: 2, actionCount: 1, discount: 0.9, starts: [StartState(state: 0, probability: 1)]
      ) { state, _ in
        let chance = state == 0 ? 0.3 : 0.1
        return [
          StateTransition(probability: chance, next: 1 - state, reward: 4),
          StateTransition(probability: 1 - chance, next: state, reward: state == 0 ? 0 : 8),
        ]
      }
    }
  }

  @Test func `have a long run`() throws {
    let chain = try PolicyChain(pair, under: TabularPolicy(uniformOver: 1, in: 2))
    #expect(agree(try #require(chain.stationaryDistribution()), [0.25, 0.75]))
    // 1/4 · 1.2 + 3/4 · 7.6, and the bias solves h₁ − h₀ = (7.6 − 1.2) / (0.3 + 0.1).
    let longRun = chain.longRun()
    #expect(agree(longRun.gains, [6, 6]))
    #expect(abs(longRun.biases[1] - longRun.biases[0] - 16) < 1e-12)
    #expect(longRun.classCount == 1)
    for tolerance in [0.5, 0.25, 0.01, 1e-6] {
      let time = Int((log(tolerance / 0.75) / log(0.6)).rounded(.up))
      #expect(chain.mixingTime(tolerance: tolerance) == time)
    }
    #expect(chain.mixingTime(tolerance: 0.8) == 0)
  }

  @Test func `begin anew in the long run where they end`() throws {
    let chain = try PolicyChain(walk, under: TabularPolicy(always: [1, 1, 1, 1, 1], of: 2))
    #expect(agree(chain.longRun().gains, [Double](repeating: 1.0 / 3, count: 5)))
    #expect(agree(try #require(chain.stationaryDistribution()), [0, 0, 1, 1, 1].map { $0 / 3 }))
    #expect(chain.mixingTime() == nil)
  }

  /// Two states that are never left, and one that leads to either: gains of 1, 3 and their mean.
  @Test func `may have several long runs`() throws {
    let model = try FiniteModel(
      stateCount: 3, actionCount: 1, discount: 0.9, starts: [StartState(state: 2, probability: 1)]
    ) { state, _ in
      state < 2
        ? [StateTransition(next: state, reward: state == 0 ? 1 : 3)]
        : [0, 1].map { StateTransition(probability: 0.5, next: $0, reward: 100) }
    }
    let chain = try PolicyChain(model, under: TabularPolicy(uniformOver: 1, in: 3))
    let longRun = chain.longRun()
    #expect(agree(longRun.gains, [1, 3, 2]))
    #expect(agree(longRun.biases, [0, 0, 98]))
    #expect(longRun.classCount == 2)
    #expect(chain.stationaryDistribution() == nil)
    #expect(throws: Failure.self) { try AverageSolution(of: model) }
  }

  @Test func `are refused if their probabilities do not add up`() throws {
    #expect {
      try TabularPolicy([[0.5, 0.5], [0.5, 0.4]])
    } throws: {
      "\($0)".contains("state 1")
    }
    #expect(throws: Failure.self) { try TabularPolicy([[.nan, 1]]) }
    #expect(throws: Failure.self) {
      try PolicyChain(walk, under: TabularPolicy(uniformOver: 3, in: 5))
    }
    let greedy = TabularPolicy(always: [1], of: 4)
    #expect(
      agree(try greedy.exploring(with: 0.2).probabilities[0], [0.05, 0.85, 0.05, 0.05]))
  }
}

@Suite struct `The best long run` {
  /// A wait of one step for 1, or a round of two steps for 3: best is 1.5 a step.
  @Test func `is found where it goes round`() throws {
    let model = try FiniteModel(
      stateCount: 2, actionCount: 2, discount: 0.9, starts: [StartState(state: 0, probability: 1)]
    ) { state, action in
      [
        StateTransition(
          next: state == 0 && action == 1 ? 1 : 0, reward: state == 1 ? 3 : action == 0 ? 1 : 0)
      ]
    }
    let solution = try AverageSolution(of: model)
    #expect(abs(solution.gain - 1.5) < 1e-12)
    #expect(solution.actions[0] == 1)
    #expect(abs(solution.biases[1] - solution.biases[0] - 1.5) < 1e-12)
    #expect(solution.bounds.lowerBound <= 1.5 + 1e-12 && solution.bounds.upperBound >= 1.5 - 1e-12)
  }
}
