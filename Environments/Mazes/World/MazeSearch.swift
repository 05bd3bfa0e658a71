import ReinforcementLearning

/// A walker whose best play is found by breadth-first search.
protocol MazeSearchable {
  /// The maze.
  var world: MazeWorld { get }
  /// How many actions there are.
  static var actionCount: Int { get }
  /// How many states there are, impossible ones included.
  var searchCount: Int { get }
  /// The number of the present state.
  var searchState: Int { get }
  /// The walker in another state.
  func placed(inState state: Int) -> Self
  /// Acts, and leaves nothing to chance.
  mutating func act(_ action: Int) -> Outcome
}

extension MazeSearchable {
  /// What is best from the present state on: the shortest way to all that pays.
  ///
  /// As a step costs the same always, and the way to a goal less than it pays, nothing is better.
  func shortestWay() -> Optimum {
    let ways = (0..<Self.actionCount).map { action -> (value: Double, length: Int?) in
      var next = self
      let outcome = next.act(action)
      if outcome.ending != nil { return (outcome.reward, outcome.reward > 0 ? 1 : nil) }
      guard let length = next.stepsToEnd() else { return (-.infinity, nil) }
      let prize = Double(world.level.prize(for: next.world.standing))
      let value = outcome.reward + prize - Double(length) * world.level.recipe.stepCost
      return (value, length + 1)
    }
    let lengths = ways.compactMap(\.length)
    guard let shortest = lengths.min(), let value = ways.map(\.value).max() else {
      preconditionFailure("no way leads to a goal of maze \(world.level.number)")
    }
    return Optimum(
      value: value, expectedLength: Double(shortest), actionValues: ways.map(\.value),
      actions: ways.indices.filter { ways[$0].length == shortest }.map { [Float($0)] })
  }

  /// The fewest steps to an end that pays; nil if none can be reached.
  private func stepsToEnd() -> Int? {
    var isReached = Array(repeating: false, count: searchCount)
    var front = [searchState]
    var steps = 0
    isReached[searchState] = true
    while !front.isEmpty {
      steps += 1
      var next: [Int] = []
      for state in front {
        for action in 0..<Self.actionCount {
          var walker = placed(inState: state)
          let outcome = walker.act(action)
          if outcome.ending != nil {
            if outcome.reward > 0 { return steps }
            continue
          }
          let follower = walker.searchState
          if !isReached[follower] {
            isReached[follower] = true
            next.append(follower)
          }
        }
      }
      front = next
    }
    return nil
  }
}
