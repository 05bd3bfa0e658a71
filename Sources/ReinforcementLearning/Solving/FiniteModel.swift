/// The laws of a finite environment, gathered once into compressed rows: what solvers read.
///
/// Shapes: `S` states, `A` actions; row `s·A + a` holds the law of action `a` in state `s`.  A
/// terminal transition leads nowhere: only its reward and its probability are kept.
public struct FiniteModel: Sendable {
  /// How many states there are, `S`.
  public let stateCount: Int
  /// How many actions there are in every state, `A`.
  public let actionCount: Int
  /// γ, the worth of a reward one step later, by which the environment judges play.
  public let discount: Double
  /// How likely an episode begins in each state, `[S]`.
  public let starts: [Double]
  /// What each row pays in the mean, `[S·A]`.
  let rewards: [Double]
  /// How likely each row ends the episode, `[S·A]`.
  let endings: [Double]
  private let rowStarts: [Int]  // [S·A + 1]
  private let followers: [Int]
  private let probabilities: [Double]

  /// Gathers the laws of an environment.
  ///
  /// - Throws: ``Failure`` of kind `unusableEnvironment` that names the state and the action whose
  ///   law is none: its probabilities are negative, no numbers or do not add up to one, it leads to
  ///   a state that there is not, or it pays no finite number.
  public init(of environment: some FiniteMDP) throws {
    try self.init(
      stateCount: environment.stateCount, actionCount: environment.actionCount,
      discount: environment.discount, starts: environment.startDistribution(),
      law: environment.transitions)
  }

  /// Gathers laws.
  ///
  /// - Parameters:
  ///   - stateCount: `S`.
  ///   - actionCount: `A`.
  ///   - discount: γ.
  ///   - starts: Where an episode may begin.
  ///   - law: Where an action may lead from a state.
  /// - Throws: ``Failure`` of kind `unusableEnvironment` that names what is wrong.
  public init(
    stateCount: Int, actionCount: Int, discount: Double, starts: [StartState],
    law: (_ state: Int, _ action: Int) -> [StateTransition]
  ) throws {
    self.stateCount = stateCount
    self.actionCount = actionCount
    self.discount = try Self.checked(discount)
    self.starts = try Self.distribution(of: starts, over: stateCount)
    var rows = GatheredRows(capacity: stateCount * actionCount)
    for state in 0..<stateCount {
      for action in 0..<actionCount {
        let law = law(state, action)
        if let fault = Self.fault(of: law, stateCount: stateCount) {
          throw Self.failure("state \(state), action \(action): \(fault)")
        }
        rows.append(law)
      }
    }
    rewards = rows.rewards
    endings = rows.endings
    rowStarts = rows.starts
    followers = rows.followers
    probabilities = rows.probabilities
  }

  /// Rows as they are gathered.
  private struct GatheredRows {
    var starts = [0]
    var followers: [Int] = []
    var probabilities: [Double] = []
    var rewards: [Double] = []
    var endings: [Double] = []

    init(capacity: Int) {
      starts.reserveCapacity(capacity + 1)
      rewards.reserveCapacity(capacity)
      endings.reserveCapacity(capacity)
    }

    /// Appends a law; what leads to the same state is joined.
    mutating func append(_ law: [StateTransition]) {
      let first = followers.count
      var (reward, ending) = (0.0, 0.0)
      for transition in law where transition.probability > 0 {
        reward += transition.probability * transition.reward
        if transition.isTerminal {
          ending += transition.probability
        } else if let place = followers[first...].firstIndex(of: transition.next) {
          probabilities[place] += transition.probability
        } else {
          followers.append(transition.next)
          probabilities.append(transition.probability)
        }
      }
      rewards.append(reward)
      endings.append(ending)
      starts.append(followers.count)
    }
  }

  // MARK: - Faults

  /// What is wrong with a law, in words.
  public static func fault(of law: [StateTransition], stateCount: Int) -> String? {
    for transition in law {
      if !(transition.probability >= 0) { return "a probability is \(transition.probability)" }
      if !transition.reward.isFinite { return "a reward is \(transition.reward)" }
      if !(0..<stateCount).contains(transition.next) {
        return "there is no state \(transition.next)"
      }
    }
    let total = law.reduce(0) { $0 + $1.probability }
    return abs(total - 1) <= 1e-9 ? nil : "the probabilities add up to \(total)"
  }

  private static func distribution(of starts: [StartState], over count: Int) throws -> [Double] {
    let law = starts.map { StateTransition(probability: $0.probability, next: $0.state, reward: 0) }
    if let fault = fault(of: law, stateCount: count) { throw failure("the beginning: \(fault)") }
    var distribution = [Double](repeating: 0, count: count)
    for start in starts { distribution[start.state] += start.probability }
    return distribution
  }

  /// A discount that is one.
  static func checked(_ discount: Double) throws -> Double {
    guard (0...1).contains(discount) else { throw failure("the discount is \(discount)") }
    return discount
  }

  private static func failure(_ what: String) -> Failure {
    Failure(.unusableEnvironment, what, remedy: "mend the laws of the environment")
  }

  // MARK: - Reading

  func row(_ state: Int, _ action: Int) -> Int { state * actionCount + action }

  /// Calls a body with every state that may follow, and how likely it does.
  @inline(__always)
  func forEachFollower(of row: Int, _ body: (_ next: Int, _ probability: Double) -> Void) {
    for place in rowStarts[row]..<rowStarts[row + 1] {
      body(followers[place], probabilities[place])
    }
  }

  /// What follows a row is worth in the mean.
  @inline(__always)
  func expectation(of values: [Double], after row: Int) -> Double {
    var sum = 0.0
    forEachFollower(of: row) { sum += $1 * values[$0] }
    return sum
  }

  /// `r + γ Σ P V`: the value of an action, given those of the states.
  @inline(__always)
  func value(of row: Int, _ values: [Double], discount: Double) -> Double {
    rewards[row] + discount * expectation(of: values, after: row)
  }

  /// The mean of something over the beginnings, where they may lie.
  ///
  /// - Precondition: one number for each state.
  public func atStart(_ values: [Double]) -> Double {
    var sum = 0.0
    for state in values.indices where starts[state] > 0 { sum += starts[state] * values[state] }
    return sum
  }
}
