import ReinforcementLearning
import Testing

@Suite struct `Ways through a finite world` {
  /// A ring: forward for certain, or backward with a probability, else staying.
  private func ring(_ count: Int, backward: Double = 0) throws -> FiniteModel {
    try FiniteModel(
      stateCount: count, actionCount: 2, discount: 1, starts: [StartState(state: 0, probability: 1)]
    ) { state, action in
      guard action == 1 else { return [StateTransition(next: (state + 1) % count, reward: 0)] }
      return [
        StateTransition(probability: backward, next: (state + count - 1) % count, reward: 0),
        StateTransition(probability: 1 - backward, next: state, reward: 0),
      ]
    }
  }

  @Test func `are as long as the farthest pair is apart`() throws {
    #expect(try ring(7).diameter() == 6)
    #expect(try ring(7, backward: 1).diameter() == 3)
    // Backward takes two steps in the mean: 4 steps forward are as good as 2 back.
    #expect(abs(try ring(7, backward: 0.5).diameter() - 4) < 1e-12)
    #expect(abs(try ring(7, backward: 0.5).hittingTimes(of: 0)[1] - 2) < 1e-12)
  }

  /// A corridor that ends at the right: whoever wants back must end the episode first.
  @Test func `lead on from an end to the beginning`() throws {
    let model = try corridor(5)
    #expect(try model.diameter() == 4)
    let oneWay = try FiniteModel(
      stateCount: 3, actionCount: 1, discount: 1, starts: [StartState(state: 0, probability: 1)]
    ) { state, _ in [StateTransition(next: min(state + 1, 1), reward: 0)] }
    #expect(try oneWay.diameter() == .infinity)
    #expect(oneWay.reachableStates() == [0, 1])
  }

  @Test func `are told by the fewest steps that they need`() throws {
    // From the state 2 to 0, from there to 3; 1 is never reached.
    let model = try FiniteModel(
      stateCount: 4, actionCount: 1, discount: 1, starts: [StartState(state: 2, probability: 1)]
    ) { state, _ in [StateTransition(next: state == 2 ? 0 : 3, reward: 0)] }
    #expect(model.reachableStates() == [2, 0, 3])
  }

  /// The short way may end in a pit without a way out; the long one is sure.
  @Test func `avoid what cannot be mended`() throws {
    let model = try FiniteModel(
      stateCount: 4, actionCount: 2, discount: 1, starts: [StartState(state: 0, probability: 1)]
    ) { state, action in
      switch (state, action) {
      case (0, 0): [1, 3].map { StateTransition(probability: 0.5, next: $0, reward: 0) }
      case (0, _): [StateTransition(next: 2, reward: 0)]
      case (2, _): [StateTransition(next: 1, reward: 0)]
      default: [StateTransition(next: state, reward: 0)]
      }
    }
    #expect(try model.hittingTimes(of: 1) == [2, 0, 1, .infinity])
  }

  private func corridor(_ length: Int) throws -> FiniteModel {
    try FiniteModel(
      stateCount: length, actionCount: 2, discount: 1,
      starts: [StartState(state: 0, probability: 1)]
    ) { state, action in
      let isEnd = state == length - 1 && action == 1
      let next = min(max(state + (action == 1 ? 1 : -1), 0), length - 1)
      return [StateTransition(next: next, reward: 0, isTerminal: isEnd)]
    }
  }

  @Test func `are found where nothing is left to chance`() throws {
    let model = try corridor(5)
    let end = try #require(try model.shortestPath(from: 1))
    #expect(end.states == [1, 2, 3, 4])
    #expect(end.actions == [1, 1, 1, 1])
    let back = try #require(try model.shortestPath(from: 3, to: 1))
    #expect(back.states == [3, 2])
    #expect(back.actions == [0, 0])
    #expect(try model.shortestPath(from: 3, to: 3)?.length == 0)
    #expect(try ring(4).shortestPath(from: 0) == nil)
    #expect {
      try ring(4, backward: 0.5).shortestPath(from: 0, to: 3)
    } throws: {
      "\($0)".contains("state 0, action 1")
    }
  }

  /// An open field of 12 by 12 with a wall that has a gap at its end.
  @Test func `are as short with an estimate as without`() throws {
    let size = 12
    let model = try FiniteModel(
      stateCount: size * size, actionCount: 4, discount: 1,
      starts: [StartState(state: 0, probability: 1)]
    ) { state, action in
      let (row, column) = state.quotientAndRemainder(dividingBy: size)
      let move = [(-1, 0), (0, 1), (1, 0), (0, -1)][action]
      let (nextRow, nextColumn) = (row + move.0, column + move.1)
      let isFree =
        (0..<size).contains(nextRow) && (0..<size).contains(nextColumn)
        && !(nextRow == 6 && nextColumn > 0)
      return [StateTransition(next: isFree ? nextRow * size + nextColumn : state, reward: 0)]
    }
    let goal = size * size - 1
    let plain = try #require(try model.shortestPath(from: size - 1, to: goal))
    let guided = try #require(
      try model.shortestPath(from: size - 1, to: goal) { state in
        (goal / size - state / size) + (goal % size - state % size)
      })
    #expect(plain.length == 33)  // 11 to the left, 11 down, 11 to the right
    #expect(guided.length == 33)
    #expect(guided.states.count == 33)
  }
}
