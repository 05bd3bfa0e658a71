import ReinforcementLearning
import Testing

@Suite struct `Ways to solve` {
  @Test(arguments: SolvingMethod.allCases)
  func `find the utilities that Russell and Norvig print`(_ method: SolvingMethod) throws {
    let solution = try Solution(of: FiniteModels.Exits.model(discount: 1), by: method)
    let printed = [0.705, 0.655, 0.611, 0.388, 0.762, 0.660, 0.812, 0.868, 0.918]
    for (mine, known) in zip(solution.values, printed) { #expect(abs(mine - known) < 6e-4) }
    let discounted = try Solution(of: FiniteModels.Exits.model(discount: 0.9), by: method)
    for (state, known) in [(0, 0.296), (8, 0.795), (3, 0.130)] {
      #expect(abs(discounted.values[state] - known) < 6e-4)
    }
  }

  @Test(arguments: [0, 1, 2, 3] as [UInt64])
  func `agree with one another`(_ seed: UInt64) throws {
    let model = try FiniteModels.random(
      states: 60, actions: 4, branching: 3, seed: seed, discount: 0.95)
    let values = try SolvingMethod.allCases.map { try Solution(of: model, by: $0).values }
    for other in values.dropFirst() {
      for (first, second) in zip(values[0], other) { #expect(abs(first - second) < 1e-8) }
    }
    #expect(values[0].contains { abs($0) > 1 })
  }

  /// Three places in a row; going round and round is worth as much as going home, but never ends.
  @Test(arguments: SolvingMethod.allCases)
  func `go home where nothing is lost by waiting`(_ method: SolvingMethod) throws {
    let model = try FiniteModel(
      stateCount: 3, actionCount: 2, discount: 1, starts: [StartState(state: 0, probability: 1)]
    ) { state, action in
      action == 0
        ? [StateTransition(next: max(state - 1, 0), reward: 0)]
        : [
          StateTransition(
            next: min(state + 1, 2), reward: state == 2 ? 1 : 0, isTerminal: state == 2)
        ]
    }
    let solution = try Solution(of: model, by: method)
    #expect(solution.values == [1, 1, 1])
    #expect(solution.actions == [1, 1, 1])
    #expect(solution.bestActions(in: 0) == [1, 0])
    #expect(solution.expectedLengths == [3, 2, 1])
  }

  @Test(arguments: SolvingMethod.allCases)
  func `say so where no return is best`(_ method: SolvingMethod) throws {
    let model = try FiniteModel(
      stateCount: 1, actionCount: 1, discount: 1, starts: [StartState(state: 0, probability: 1)]
    ) { _, _ in [StateTransition(next: 0, reward: 1)] }
    #expect {
      try Solution(of: model, by: method)
    } throws: {
      "\($0)".contains("average reward")
    }
  }

  /// A coin worth 1 or nothing, and a sure 0.6; the second choice of two is the last.
  @Test func `count the steps that are left`() throws {
    let model = try FiniteModel(
      stateCount: 2, actionCount: 2, discount: 1, starts: [StartState(state: 0, probability: 1)]
    ) { state, action in
      action == 0
        ? [StateTransition(next: state, reward: state == 0 ? 0.6 : 1.5)]
        : [StateTransition(next: 1, reward: state == 0 ? 0 : 1.5)]
    }
    let solution = HorizonSolution(of: model, steps: 2)
    #expect(solution.values == [[0, 0], [0.6, 1.5], [1.5, 3]])
    #expect(solution.actions == [[], [0, 0], [1, 0]])
    #expect(HorizonSolution(of: model, steps: 2, discount: 0.2).values[2] == [0.72, 1.8])
  }
}

@Suite struct `Laws that are none` {
  private func message(
    discount: Double = 0.9, start: Double = 1, _ law: [StateTransition]
  ) -> String {
    do {
      _ = try FiniteModel(
        stateCount: 2, actionCount: 2, discount: discount,
        starts: [StartState(state: 0, probability: start)]
      ) { state, action in
        state == 1 && action == 0 ? law : [StateTransition(next: 0, reward: 0)]
      }
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func `are refused with their state and action`() {
    let sure = StateTransition(next: 0, reward: 0)
    func changed(_ change: (inout StateTransition) -> Void) -> [StateTransition] {
      var transition = sure
      change(&transition)
      return [transition]
    }
    let faults: [([StateTransition], String)] = [
      ([], "the probabilities add up to 0.0"), ([sure, sure], "the probabilities add up to 2.0"),
      (changed { $0.probability = 0.9 }, "the probabilities add up to 0.9"),
      (changed { $0.probability = .nan }, "a probability is nan"),
      (changed { $0.probability = -1 } + [sure, sure], "a probability is -1.0"),
      (changed { $0.next = 2 }, "there is no state 2"),
      (changed { $0.reward = .nan }, "a reward is nan"),
      (changed { $0.reward = .infinity }, "a reward is inf"),
    ]
    for (law, fault) in faults {
      #expect(message(law).hasPrefix("state 1, action 0: \(fault)"), "\(message(law))")
    }
    #expect(message([sure]) == "accepted")
    #expect(message(start: 0.5, [sure]).hasPrefix("the beginning: the probabilities add up to 0.5"))
    for discount in [-0.1, 1.1, .nan] {
      #expect(message(discount: discount, [sure]).hasPrefix("the discount is"))
    }
  }

  /// A world that cannot be solved is refused when it is to be solved, and playable otherwise.
  @Test func `do not come as far as an episode`() throws {
    let batch = VectorEnvironment(Broken(), name: "Broken", isSolving: true)
    #expect {
      try batch.reset(seed: 0)
    } throws: {
      "\($0)".hasPrefix("state 0, action 0: the probabilities add up to 0.5")
    }
    try VectorEnvironment(Broken(), name: "Broken").reset(seed: 0)
    let broken = try #require(batch.environment(of: 0) as? Broken)
    #expect(throws: Failure.self) { try FiniteModel(of: broken) }
  }

  private struct Broken: FiniteMDP {
    private(set) var state = 0
    var stateCount: Int { 1 }
    var discount: Double { 0.9 }
    var observationSpace: Space { .discrete(1) }
    var actionSpace: Space { .discrete(1) }
    func transitions(from state: Int, action: Int) -> [StateTransition] {
      [StateTransition(probability: 0.5, next: 0, reward: 0)]
    }
    func startDistribution() -> [StartState] { [StartState(state: 0, probability: 1)] }
    mutating func reset(using random: inout RandomSource) {}
    mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
      Outcome(reward: 0)
    }
    func observe(into row: inout MutableSpan<Float>) { row[0] = 0 }
  }
}
