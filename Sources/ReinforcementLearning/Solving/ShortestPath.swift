/// A shortest way through a finite environment in which every action leads to one place.
public struct ShortestPath: Hashable, Sendable {
  /// The states on the way from the first one to that in which the last action is taken.
  public var states: [Int]
  /// What is done in each of them.
  public var actions: [Int]

  /// How many steps it takes.
  public var length: Int { actions.count }
}

extension FiniteModel {
  /// The shortest way to the end of the episode or, if one is given, to a state.
  ///
  /// Breadth-first search or, with an estimate, A* (Hart, Nilsson and Raphael, 1968).
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - goal: The state to reach; nil for any terminal transition.
  ///   - estimate: At most how many steps a state is from the goal at least, growing by no more than
  ///     one with a step; nothing known is 0.
  /// - Returns: The way, or nil if there is none.
  /// - Throws: ``Failure`` of kind `unusableEnvironment` that names a state and an action on the way
  ///   that leave something to chance.
  public func shortestPath(
    from start: Int, to goal: Int? = nil, estimate: (_ state: Int) -> Int = { _ in 0 }
  ) throws -> ShortestPath? {
    let end = stateCount  // after a terminal transition
    let goal = goal ?? end
    var search = PathSearch(from: start, of: stateCount + 1, estimate: estimate(start))
    while let state = search.popNearest() {
      if state == goal { return search.path(to: goal) }
      guard state != end else { continue }
      for action in 0..<actionCount {
        let next = try sureFollower(of: state, action)
        search.reach(
          next ?? end, from: state, by: action, estimate: next.map(estimate) ?? 0)
      }
    }
    return nil
  }

  /// Where an action leads for certain; nil if it ends the episode.
  private func sureFollower(of state: Int, _ action: Int) throws -> Int? {
    let row = row(state, action)
    if endings[row] >= 1 - 1e-9 { return nil }
    var (follower, count) = (state, endings[row] > 0 ? 1 : 0)
    forEachFollower(of: row) { next, _ in (follower, count) = (next, count + 1) }
    guard count == 1 else {
      throw Failure(
        .unusableEnvironment, "state \(state), action \(action) may lead to several states",
        remedy: "a shortest way is known only where nothing is left to chance")
    }
    return follower
  }
}

/// The search for a way: what was reached, and from where.
private struct PathSearch {
  private var distances: [Int]
  private var arrivals: [(state: Int, action: Int)]
  private var isDone: [Bool]
  private var open: [[Int]] = []  // states by the length that a way through them has at least
  private var nearest = 0
  private let start: Int

  init(from start: Int, of count: Int, estimate: Int) {
    self.start = start
    distances = Array(repeating: .max, count: count)
    arrivals = Array(repeating: (start, 0), count: count)
    isDone = Array(repeating: false, count: count)
    distances[start] = 0
    push(start, estimate)
  }

  private mutating func push(_ state: Int, _ length: Int) {
    while open.count <= length { open.append([]) }
    open[length].append(state)
  }

  mutating func popNearest() -> Int? {
    while nearest < open.count {
      guard let state = open[nearest].popLast() else {
        nearest += 1
        continue
      }
      guard !isDone[state] else { continue }
      isDone[state] = true
      return state
    }
    return nil
  }

  mutating func reach(_ next: Int, from state: Int, by action: Int, estimate: Int) {
    let distance = distances[state] + 1
    guard distance < distances[next] else { return }
    distances[next] = distance
    arrivals[next] = (state, action)
    push(next, max(distance + estimate, nearest))
  }

  func path(to goal: Int) -> ShortestPath {
    var path = ShortestPath(states: [], actions: [])
    var state = goal
    while state != start {
      path.actions.append(arrivals[state].action)
      state = arrivals[state].state
      path.states.append(state)
    }
    return ShortestPath(states: path.states.reversed(), actions: path.actions.reversed())
  }
}
