internal import ReinforcementLearning

/// What actions led to in each state, counted; an action that was taken often enough is known.
///
/// Shapes: `S` states, `A` actions.
struct EmpiricalModel: Codable, Hashable, Sendable {
  /// What was counted of an action in a state.
  private struct Count: Codable, Hashable, Sendable {
    var visits = 0
    var reward = 0.0  // the sum of what it paid
    var followers: [Follower] = []  // in the order in which they were first seen
  }

  private struct Follower: Codable, Hashable, Sendable {
    let state: Int
    var visits: Int
  }

  private let actionCount: Int
  private let knownVisits: Int
  private var counts: [Count]  // [S·A]
  private(set) var known: [Int] = []  // places, in the order in which they became known

  /// Creates a model of a world of which nothing was seen.
  init(stateCount: Int, actionCount: Int, knownVisits: Int) {
    self.actionCount = actionCount
    self.knownVisits = knownVisits
    counts = Array(repeating: Count(), count: stateCount * actionCount)
  }

  /// How many actions of how many states there are, `S·A`.
  var placeCount: Int { counts.count }

  /// Counts a step, unless its action is known; returns whether that made it known.
  mutating func note(_ step: TabularStep) -> Bool {
    let place = step.state * actionCount + step.action
    guard counts[place].visits < knownVisits else { return false }
    counts[place].visits += 1
    counts[place].reward += step.reward
    if let next = step.next {
      if let index = counts[place].followers.firstIndex(where: { $0.state == next }) {
        counts[place].followers[index].visits += 1
      } else {
        counts[place].followers.append(Follower(state: next, visits: 1))
      }
    }
    guard counts[place].visits == knownVisits else { return false }
    known.append(place)
    return true
  }

  /// What a known action is worth by what was counted: `R̂ + γ Σ P̂ V`, nothing following an end.
  func worth(of place: Int, discount: Double, values: ActionTable) -> Double {
    let count = counts[place]
    let following = count.followers.reduce(0) { sum, follower in
      sum + Double(follower.visits) * (values[follower.state].max() ?? 0)
    }
    return (count.reward + discount * following) / Double(count.visits)
  }
}
