/// Which states can be reached, and how fast.
extension FiniteModel {
  /// The states in which an episode can be, those that need the fewest steps first.
  public func reachableStates() -> [Int] {
    var isReached = starts.map { $0 > 0 }
    var reached = isReached.indices.filter { isReached[$0] }
    var place = 0
    while place < reached.count {
      for action in 0..<actionCount {
        forEachFollower(of: row(reached[place], action)) { next, _ in
          guard !isReached[next] else { return }
          isReached[next] = true
          reached.append(next)
        }
      }
      place += 1
    }
    return reached
  }

  /// For each state, an action of those allowed that may lead nearer to the end, `[S]`; nil where no
  /// end can be reached.
  ///
  /// Whoever takes them ends, if no such state is met.
  ///
  /// - Parameter allowed: The actions of each state, `[S][…]`.
  /// - Returns: `[S]`.
  func waysToEnd(through allowed: [[Int]]) -> [Int?] {
    var sources: [[(state: Int, action: Int)]] = Array(repeating: [], count: stateCount)
    var chosen = [Int?](repeating: nil, count: stateCount)
    var wave: [Int] = []
    for state in 0..<stateCount {
      for action in allowed[state] {
        let row = row(state, action)
        if endings[row] > 0, chosen[state] == nil {
          chosen[state] = action
          wave.append(state)
        }
        forEachFollower(of: row) { next, _ in sources[next].append((state, action)) }
      }
    }
    var place = 0
    while place < wave.count {
      for source in sources[wave[place]] where chosen[source.state] == nil {
        chosen[source.state] = source.action
        wave.append(source.state)
      }
      place += 1
    }
    return chosen
  }

  /// Every action in every state, `[S][A]`.
  var allActions: [[Int]] { Array(repeating: Array(0..<actionCount), count: stateCount) }

  /// As ``waysToEnd(through:)`` over all actions, never risking that the end cannot be reached; nil
  /// where that cannot be helped.
  private func sureWaysToEnd() -> [Int?] {
    var allowed = allActions
    while true {
      let ways = waysToEnd(through: allowed)
      var hasChanged = false
      for state in 0..<stateCount {
        let safe = allowed[state].filter { action in
          var isSafe = ways[state] != nil
          forEachFollower(of: row(state, action)) { next, _ in
            isSafe = isSafe && ways[next] != nil
          }
          return isSafe
        }
        hasChanged = hasChanged || safe.count < allowed[state].count
        allowed[state] = safe
      }
      if !hasChanged { return ways }
    }
  }

  /// The least expected number of steps to a state from each state, `[S]`, infinite where it cannot
  /// be reached for certain; an episode that ends begins anew.
  public func hittingTimes(of target: Int) throws -> [Double] {
    let model = try continuing(until: target)
    var actions = model.sureWaysToEnd().map { $0 ?? 0 }
    var times = PolicyChain(model, always: actions).expectedLengths()
    var isStable = false
    while !isStable {
      isStable = true
      for state in 0..<stateCount where state != target {
        let best = (0..<actionCount).map { action -> (time: Double, action: Int) in
          (1 + model.expectation(of: times, after: model.row(state, action)), action)
        }.min { $0.time < $1.time }
        guard let best, best.time < times[state] * (1 - 1e-12) else { continue }
        actions[state] = best.action
        isStable = false
      }
      if !isStable { times = PolicyChain(model, always: actions).expectedLengths() }
    }
    times[target] = 0
    return times
  }

  /// The diameter: the time between the two states that are farthest apart.
  ///
  /// That is the greatest number of steps, over all pairs of states in which an episode can be, that
  /// the fastest policy takes in the mean from one to the other; an episode that ends begins anew.
  /// Infinite if some state cannot be reached from another.
  ///
  /// Follows Jaksch, Ortner and Auer, *Near-optimal regret bounds for reinforcement learning*, JMLR
  /// 11, 2010, definition 1.
  public func diameter() throws -> Double {
    let states = reachableStates()
    var diameter = 0.0
    for target in states {
      let times = try hittingTimes(of: target)
      diameter = states.reduce(diameter) { $1 == target ? $0 : max($0, times[$1]) }
      if diameter == .infinity { break }
    }
    return diameter
  }

  /// The laws of play that begins anew where it ends, and is over only when it arrives at a target.
  private func continuing(until target: Int) throws -> FiniteModel {
    let chance = starts.indices.filter { starts[$0] > 0 }
    return try FiniteModel(
      stateCount: stateCount, actionCount: actionCount, discount: 1,
      starts: [StartState(state: target, probability: 1)]
    ) { state, action in
      let row = row(state, action)
      var law: [StateTransition] = []
      func add(_ next: Int, _ probability: Double) {
        law.append(
          StateTransition(
            probability: probability, next: next, reward: 0, isTerminal: next == target))
      }
      forEachFollower(of: row, add)
      if endings[row] > 0 { for start in chance { add(start, endings[row] * starts[start]) } }
      return law
    }
  }
}
