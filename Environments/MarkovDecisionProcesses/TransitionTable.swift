import ReinforcementLearning

/// The laws of a finite process in flat arrays: what may follow each action in each state.
struct TransitionTable: Codable, Hashable, Sendable {
  let stateCount: Int
  let actionCount: Int
  private var starts = [0]  // where the row of each state and action begins, and the last one ends
  private var probabilities: [Double] = []
  private var cumulative: [Double] = []
  private var followers: [Int] = []
  private var rewards: [Double] = []
  private var endings: [Bool] = []

  /// Takes down the law of every state and action.
  ///
  /// - Precondition: every law adds up to one and leads to states of the process.
  init(stateCount: Int, actionCount: Int, law: (Int, Int) -> [StateTransition]) {
    self.stateCount = stateCount
    self.actionCount = actionCount
    for state in 0..<stateCount {
      for action in 0..<actionCount {
        let law = law(state, action)
        if let fault = FiniteModel.fault(of: law, stateCount: stateCount) {
          preconditionFailure("state \(state), action \(action): \(fault)")
        }
        append(law)
      }
    }
  }

  private mutating func append(_ law: [StateTransition]) {
    var sum = 0.0
    for transition in law where transition.probability > 0 {
      sum += transition.probability
      probabilities.append(transition.probability)
      cumulative.append(sum)
      followers.append(transition.next)
      rewards.append(transition.reward)
      endings.append(transition.isTerminal)
    }
    starts.append(followers.count)
  }

  private func row(_ state: Int, _ action: Int) -> Range<Int> {
    let row = state * actionCount + action
    return starts[row]..<starts[row + 1]
  }

  /// What may follow an action.
  func law(of state: Int, _ action: Int) -> [StateTransition] {
    row(state, action).map(transition)
  }

  /// One of the things that may follow, as likely as it is; a sure one takes no draw.
  func draw(from state: Int, _ action: Int, using random: inout RandomSource) -> StateTransition {
    let row = row(state, action)
    var place = row.lowerBound
    if row.count > 1 {
      let draw = random.uniform()
      while place + 1 < row.upperBound, draw >= cumulative[place] { place += 1 }
    }
    return transition(place)
  }

  private func transition(_ place: Int) -> StateTransition {
    StateTransition(
      probability: probabilities[place], next: followers[place], reward: rewards[place],
      isTerminal: endings[place])
  }

  /// What an action pays on average.
  func meanReward(in state: Int, _ action: Int) -> Double {
    row(state, action).reduce(0) { $0 + probabilities[$1] * rewards[$1] }
  }
}
