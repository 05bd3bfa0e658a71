public import ReinforcementLearning

/// A finite Markov decision process given by its laws: what every chain of this family is made of.
///
/// What is observed is the number of the state, or what ``Display`` makes of it.  The episode ends
/// with a terminal transition or, where there is a horizon, after so many steps; the exact solution
/// counts them.
public struct TabularProcess: Environment {
  /// What is observed of a state.
  public enum Display: Codable, Hashable, Sendable {
    /// Its number.
    case number
    /// A number below a count that several states may share, state by state.
    case shared([Int], count: Int)
    /// A vector of features, state by state, all of one width.
    case features([[Float]])
  }

  let table: TransitionTable
  private let display: Display
  private let horizon: Int?
  private let rewardDeviation: Double
  let rowLength: Int?
  private let starts: [Double]  // the probability of each state
  /// γ, the worth of a reward one step later, by which play is judged.
  public let discount: Double
  private(set) var present = 0
  private(set) var lastAction: Int?
  private var elapsed = 0

  /// Creates a process.
  ///
  /// - Parameters:
  ///   - stateCount: How many states there are.
  ///   - actionCount: How many actions there are in each.
  ///   - starts: Where episodes begin, each state as likely as another.
  ///   - discount: γ.
  ///   - horizon: After how many steps an episode terminates, if it does not sooner.
  ///   - rewardDeviation: The deviation of the normal noise on every reward.
  ///   - display: What is observed.
  ///   - rowLength: How many states are drawn beside one another, the next ones above; a short
  ///     process is else drawn as a line, a long one as a ring.
  ///   - law: Where an action leads from a state; the probabilities add up to one.
  public init(
    stateCount: Int, actionCount: Int, starts: [Int], discount: Double, horizon: Int? = nil,
    rewardDeviation: Double = 0, display: Display = .number, rowLength: Int? = nil,
    law: (_ state: Int, _ action: Int) -> [StateTransition]
  ) {
    var probabilities = [Double](repeating: 0, count: stateCount)
    for start in starts { probabilities[start] += 1 / Double(starts.count) }
    self.init(
      stateCount: stateCount, actionCount: actionCount, startProbabilities: probabilities,
      discount: discount, horizon: horizon, rewardDeviation: rewardDeviation, display: display,
      rowLength: rowLength, law: law)
  }

  /// Creates a process that begins in each state with a probability of its own, `[stateCount]`.
  init(
    stateCount: Int, actionCount: Int, startProbabilities: [Double], discount: Double,
    horizon: Int? = nil, rewardDeviation: Double = 0, display: Display = .number,
    rowLength: Int? = nil, law: (_ state: Int, _ action: Int) -> [StateTransition]
  ) {
    guard let first = startProbabilities.firstIndex(where: { $0 > 0 }) else {
      preconditionFailure("an episode must begin somewhere")
    }
    table = TransitionTable(stateCount: stateCount, actionCount: actionCount, law: law)
    self.discount = discount
    self.horizon = horizon
    self.rewardDeviation = rewardDeviation
    self.display = display
    self.rowLength = rowLength ?? (stateCount <= Self.longestLine ? stateCount : nil)
    starts = startProbabilities
    present = first
  }

  public var observationSpace: Space {
    switch display {
    case .number: .discrete(table.stateCount)
    case .shared(_, let count): .discrete(count)
    case .features(let rows):
      .box(
        Box(
          (rows.first ?? []).indices.map { place in
            let numbers = rows.map { $0[place] }
            return (numbers.min() ?? 0)...(numbers.max() ?? 0)
          }))
    }
  }

  public var actionSpace: Space { .discrete(table.actionCount) }

  public mutating func reset(using random: inout RandomSource) {
    present = random.choice(weightedBy: starts)
    elapsed = 0
    lastAction = nil
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let transition = table.draw(from: present, action, using: &random)
    present = transition.next
    lastAction = action
    elapsed += 1
    let noise = rewardDeviation > 0 ? rewardDeviation * random.normal() : 0
    let isOver = transition.isTerminal || elapsed == horizon
    return Outcome(reward: transition.reward + noise, ending: isOver ? .terminated : nil)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    switch display {
    case .number: row[0] = Float(present)
    case .shared(let numbers, _): row[0] = Float(numbers[present])
    case .features(let rows):
      for (place, number) in rows[present].enumerated() { row[place] = number }
    }
  }
}

// MARK: - Laws

/// The states that a solver sees are pairs of a step and a state where there is a horizon.
extension TabularProcess: FiniteMDP {
  public var stateCount: Int { table.stateCount * (horizon ?? 1) }

  public var state: Int {
    guard let horizon else { return present }
    return min(elapsed, horizon - 1) * table.stateCount + present
  }

  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    let (layer, inner) = state.quotientAndRemainder(dividingBy: table.stateCount)
    let law = table.law(of: inner, action)
    guard let horizon else { return law }
    return law.map { transition in
      var transition = transition
      transition.isTerminal = transition.isTerminal || layer + 1 == horizon
      transition.next += (transition.isTerminal ? layer : layer + 1) * table.stateCount
      return transition
    }
  }

  public func startDistribution() -> [StartState] {
    starts.indices.filter { starts[$0] > 0 }.map {
      StartState(state: $0, probability: starts[$0])
    }
  }
}
