import ReinforcementLearning
import Testing

@Suite struct `Exact solutions` {
  /// A world that consists of its laws, `laws[state][action]`.
  private struct Laws: FiniteMDP {
    private struct Unplayed: Codable {}
    private var unplayed = Unplayed()
    private let states: [[[Law]]]
    let discount: Double
    var state: Int { 0 }
    var stateCount: Int { states.count }
    var observationSpace: Space { .discrete(states.count) }
    var actionSpace: Space { .discrete(states[0].count) }

    struct Law: Codable, Sendable {
      var probability: Double
      var next: Int
      var reward: Double
      var isTerminal: Bool
    }

    init(discount: Double, _ states: [[[Law]]]) {
      self.discount = discount
      self.states = states
    }

    func transitions(from state: Int, action: Int) -> [StateTransition] {
      states[state][action].map {
        StateTransition(
          probability: $0.probability, next: $0.next, reward: $0.reward, isTerminal: $0.isTerminal)
      }
    }

    func startDistribution() -> [StartState] { [StartState(state: 0, probability: 1)] }
    mutating func reset(using random: inout RandomSource) {}
    mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
      Outcome(reward: 0)
    }
    func observe(into row: inout MutableSpan<Float>) { row[0] = 0 }
  }

  private func to(
    _ next: Int, _ reward: Double = 0, ends: Bool = false, _ probability: Double = 1
  ) -> Laws.Law {
    Laws.Law(probability: probability, next: next, reward: reward, isTerminal: ends)
  }

  /// Three states in a row: 8 at the end, or 1 at once; γ is one half.
  @Test func `agree with a chain worked out by hand`() throws {
    let chain = Laws(
      discount: 0.5,
      [
        [[to(1)], [to(0, 1, ends: true)]],  // 0.5 · 4 = 2 against 1
        [[to(2)], [to(0, 1, ends: true)]],  // 0.5 · 8 = 4 against 1
        [[to(2, 8, ends: true)], [to(0)]],  // 8 against 0.5 · 2
      ])
    let solution = try Solution(of: chain)
    #expect(solution.values == [2, 4, 8])
    #expect(solution.actionValues == [[2, 1], [4, 1], [8, 1]])
    #expect(solution.expectedLengths == [3, 2, 1])
    #expect((0..<3).map { solution.bestActions(in: $0) } == [[0], [0], [0]])
    let optimum = solution.optimum(in: 1)
    #expect(optimum.value == 4)
    #expect(optimum.expectedLength == 2)
    #expect(optimum.actions == [[0]])
    #expect(optimum.isOptimal([0]))
    #expect(!optimum.isOptimal([1]))
  }

  /// V = −1 + 0.9 · 0.75 V, since a quarter of the steps end it: V = −1 / 0.325, in four steps.
  @Test func `weigh what may happen by its probability`() throws {
    let gate = Laws(
      discount: 0.9, [[[to(0, -1, 0.75), to(0, -1, ends: true, 0.25)]]])
    let solution = try Solution(of: gate)
    #expect(abs(solution.values[0] + 1 / 0.325) < 1e-8)
    #expect(abs(solution.expectedLengths[0] - 4) < 1e-6)
  }

  @Test func `call every action best that no other beats`() throws {
    let tie = Laws(
      discount: 0.9, [[[to(0, 1, ends: true)], [to(0, 0.5, ends: true)], [to(0, 1, ends: true)]]])
    #expect(try Solution(of: tie).bestActions(in: 0) == [0, 2])
    #expect(try Solution(of: tie).optimum(in: 0).actions == [[0], [2]])
  }

  /// 1 / (1 − 0.9) for ever.
  @Test func `know that some play never ends`() throws {
    let solution = try Solution(of: Laws(discount: 0.9, [[[to(0, 1)]]]))
    #expect(abs(solution.values[0] - 10) < 1e-8)
    #expect(solution.expectedLengths[0] == .infinity)
    #expect(solution.optimum(in: 0).expectedLength == nil)
  }

  /// V = 1/6 … 5/6 (Sutton and Barto, example 6.2); from the middle it takes nine steps.
  @Test func `give the random walk of five states its sixths`() throws {
    let walk = Laws(
      discount: 1,
      (0..<5).map { state in
        [
          [
            state == 0 ? to(0, 0, ends: true, 0.5) : to(state - 1, 0, 0.5),
            state == 4 ? to(0, 1, ends: true, 0.5) : to(state + 1, 0, 0.5),
          ]
        ]
      })
    let solution = try Solution(of: walk)
    for state in 0..<5 {
      #expect(abs(solution.values[state] - Double(state + 1) / 6) < 1e-8)
      let length = Double((state + 1) * (5 - state))
      #expect(abs(solution.expectedLengths[state] - length) < 1e-6)
    }
  }

  private func to(_ next: Int, _ reward: Double, _ probability: Double) -> Laws.Law {
    to(next, reward, ends: false, probability)
  }
}
