import ReinforcementLearning
import Testing

@testable import ActorCritic

@Suite struct `Actions before the first update` {
  /// The first numbers of the actions of 20,000 steps in two copies, of which only the second's
  /// episodes end.
  private func draws(_ space: Space, _ correlation: Float, width: Int = 1) -> [[Double]] {
    let choice = RandomActions(space, correlation: correlation)
    var state = ActingState(
      mode: .explore, random: RandomSource(seed: 5), copies: 2,
      memoryWidth: correlation > 0 ? width : 0)
    var actions = Rows(count: 2, width: width)
    var draws: [[Double]] = [[], []]
    for _ in 0..<20_000 {
      choice.act(&state, into: &actions)
      for copy in 0..<2 {
        draws[copy].append(Double(actions[copy, width - 1]))
        #expect(space.contains(actions[copy]))
      }
      state.noteEndings([nil, .terminated])
    }
    return draws
  }

  private func moments(_ numbers: [Double]) -> (mean: Double, variance: Double, lag: Double) {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let rest = numbers.map { $0 - mean }
    let squares = rest.reduce(0) { $0 + $1 * $1 }
    let lag = zip(rest, rest.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / squares
    return (mean, squares / Double(numbers.count), lag)
  }

  @Test(arguments: [Float(0), 0.9])
  func `are uniform over a box, and correlated as they are told`(correlation: Float) {
    let box = Space.box(Box([0...1, -1...3]))
    let both = draws(box, correlation, width: 2)
    for numbers in both {
      let seen = moments(numbers)
      #expect(abs(seen.mean - 1) < 0.1)
      #expect(abs(seen.variance - 16.0 / 12) < 0.1)
    }
    // Of uniform numbers made of normal ones whose correlation is 0.9: 6/π asin(0.45).
    #expect(abs(moments(both[0]).lag - (correlation > 0 ? 0.8915 : 0)) < 0.03)
    #expect(abs(moments(both[1]).lag) < 0.03)
  }

  @Test func `are done again with the probability of the correlation, if they are discrete`() {
    let both = draws(.discrete(4), 0.6)
    for (numbers, again) in zip(both, [0.6 + 0.4 / 4, 1.0 / 4]) {
      let same = zip(numbers, numbers.dropFirst()).count { $0 == $1 }
      #expect(abs(Double(same) / Double(numbers.count) - again) < 0.02)
    }
  }
}
