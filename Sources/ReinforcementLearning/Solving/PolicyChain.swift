/// What becomes of a finite environment in which a policy acts: a Markov chain with rewards.
///
/// Everything here is the direct solution of linear equations by `StateElimination`.  Shapes: `S`
/// states.
public struct PolicyChain: Sendable {
  private let model: FiniteModel
  private let rows: [[StateElimination.Link]]
  private let endings: [Double]
  private let rewards: [Double]

  /// Lets a policy act.
  ///
  /// - Throws: ``Failure`` of kind `configuration` if the policy is for other states or actions.
  public init(_ model: FiniteModel, under policy: TabularPolicy) throws {
    guard policy.probabilities.count == model.stateCount,
      policy.probabilities.allSatisfy({ $0.count == model.actionCount })
    else {
      throw Failure(
        .configuration,
        "the policy is for \(policy.probabilities.count) states, of which there are "
          + "\(model.stateCount) with \(model.actionCount) actions",
        remedy: "give every action of every state a probability")
    }
    self.init(model) { state in policy.probabilities[state] }
  }

  /// Lets sure actions be taken, `[S]`.
  init(_ model: FiniteModel, always actions: [Int]) {
    self.init(model) { state in (0..<model.actionCount).map { $0 == actions[state] ? 1 : 0 } }
  }

  private init(_ model: FiniteModel, law: (_ state: Int) -> [Double]) {
    self.model = model
    var rows: [[StateElimination.Link]] = []
    var (endings, rewards) = ([Double](), [Double]())
    for state in 0..<model.stateCount {
      var (chances, ending, reward) = ([Int: Double](), 0.0, 0.0)
      for (action, share) in law(state).enumerated() where share > 0 {
        let row = model.row(state, action)
        model.forEachFollower(of: row) { chances[$0, default: 0] += share * $1 }
        ending += share * model.endings[row]
        reward += share * model.rewards[row]
      }
      rows.append(
        chances.map { StateElimination.Link(state: $0.key, probability: $0.value) }
          .sorted { $0.state < $1.state })
      endings.append(ending)
      rewards.append(reward)
    }
    self.rows = rows
    self.endings = endings
    self.rewards = rewards
  }

  // MARK: - Episodes

  /// The chain that ends, besides, with probability `1 − γ` at every step.
  private func elimination(discount: Double) -> StateElimination {
    StateElimination(
      rows: rows.map { row in
        row.map { StateElimination.Link(state: $0.state, probability: discount * $0.probability) }
      },
      endings: endings.map { discount * $0 + (1 - discount) })
  }

  /// The expected return from each state, `[S]`: the exact value of the policy.
  ///
  /// Undiscounted, it is infinite where play never ends and is paid for ever.
  ///
  /// - Parameter discount: γ, that of the environment unless it is said.
  /// - Returns: `[S]`.
  public func values(discount: Double? = nil) -> [Double] {
    let elimination = elimination(discount: discount ?? model.discount)
    let amounts = elimination.accumulated(rewards.map(abs)) { $1 == 0 ? 0 : .infinity }
    return elimination.accumulated(rewards) { state, gathered in
      amounts[state] == 0 ? 0 : gathered < 0 ? -.infinity : .infinity
    }
  }

  /// The expected number of steps to the end, `[S]`, infinite where there may be none.
  public func expectedLengths() -> [Double] {
    elimination(discount: 1).accumulated(rewards.map { _ in 1 }) { _, _ in .infinity }
  }

  /// The expected return of so many steps, `[S]`.
  public func values(steps: Int, discount: Double = 1) -> [Double] {
    var values = [Double](repeating: 0, count: rows.count)
    for _ in 0..<steps {
      values = rows.indices.map { state in
        rewards[state]
          + discount * rows[state].reduce(0) { $0 + $1.probability * values[$1.state] }
      }
    }
    return values
  }

  /// How often each state is visited in an episode, each visit discounted by its time, `[S]`.
  ///
  /// Where `γ < 1`, `1 − γ` times it adds up to one if no episode ends of itself.
  public func occupancy(discount: Double? = nil) -> [Double] {
    elimination(discount: discount ?? model.discount).visits(from: model.starts) { _, reached in
      reached == 0 ? 0 : .infinity
    }
  }

  // MARK: - For ever

  /// The chain that begins anew where it ends: one more state, which takes no time, leads to the
  /// beginnings.
  private var continued: StateElimination {
    let restart = rows.count
    let extended = zip(rows, endings).map { row, ending in
      row + (ending > 0 ? [StateElimination.Link(state: restart, probability: ending)] : [])
    }
    let beginnings = model.starts.indices.map {
      StateElimination.Link(state: $0, probability: model.starts[$0])
    }
    return StateElimination(
      rows: extended + [beginnings], endings: Array(repeating: 0, count: restart + 1))
  }

  /// What play earns a step in the long run, an episode that ends beginning anew.
  public struct LongRun: Sendable {
    /// The gain: the average reward of a step from each state, `[S]`.
    public let gains: [Double]
    /// The bias: how much more each state earns in all than the average, `[S]`; zero in one state of
    /// each class that is never left.
    public let biases: [Double]
    /// How many classes of states there are that are never left.
    public let classCount: Int
  }

  /// The gain and the bias, by renewal: a class earns what it earns between two visits of one of its
  /// states, divided by the time between them.
  public func longRun() -> LongRun {
    let elimination = continued
    let ones = rewards.map { _ in 1.0 } + [0]
    var times: [Int: Double] = [:]
    _ = elimination.accumulated(ones) { state, time in
      times[state] = time
      return 0
    }
    var gainOfClass: [Int: Double] = [:]
    _ = elimination.accumulated(rewards + [0]) { state, gathered in
      gainOfClass[state] = gathered / (times[state] ?? 1)
      return 0
    }
    let gains = elimination.accumulated(ones.map { _ in 0 }) { state, _ in gainOfClass[state] ?? 0 }
    let differences = rows.indices.map { rewards[$0] - gains[$0] } + [0]
    let biases = elimination.accumulated(differences) { _, _ in 0 }
    return LongRun(
      gains: Array(gains.dropLast()), biases: Array(biases.dropLast()),
      classCount: elimination.recurrent.count)
  }

  /// The share of time spent in each state in the long run, `[S]`, an episode that ends beginning
  /// anew; nil if it depends on where play began.
  public func stationaryDistribution() -> [Double]? {
    let elimination = continued
    guard elimination.recurrent.count == 1 else { return nil }
    let none = [Double](repeating: 0, count: rows.count + 1)
    let visits = elimination.visits(from: none) { _, _ in 1 }.dropLast()
    let total = visits.reduce(0, +)
    return visits.map { $0 / total }
  }

  // MARK: - Mixing

  /// After how many steps play has forgotten where it began: the least `t` for which the law of the
  /// state after `t` steps, from any state, is within `tolerance` of the stationary one in total
  /// variation; an episode that ends begins anew.
  ///
  /// Follows Levin, Peres and Wilmer, *Markov Chains and Mixing Times*, section 4.5.  Takes `S³` time
  /// for each doubling of `t`.
  ///
  /// - Returns: The time, or nil if play never forgets, as when it goes round.
  public func mixingTime(tolerance: Double = 0.25) -> Int? {
    guard let stationary = stationaryDistribution() else { return nil }
    func isMixed(_ power: SquareMatrix) -> Bool {
      power.greatestDistance(to: stationary) <= tolerance
    }
    if isMixed(SquareMatrix(identity: rows.count)) { return 0 }
    var powers = [transitionMatrix]  // to the powers 1, 2, 4 …
    while !isMixed(powers[powers.count - 1]) {
      guard powers.count < Self.greatestDoublings else { return nil }
      powers.append(powers[powers.count - 1] * powers[powers.count - 1])
    }
    guard powers.count > 1 else { return 1 }
    var (time, power) = (1 << (powers.count - 2), powers[powers.count - 2])
    for exponent in (0..<powers.count - 2).reversed() {
      let next = power * powers[exponent]
      if !isMixed(next) { (time, power) = (time + (1 << exponent), next) }
    }
    return time + 1
  }

  private static let greatestDoublings = 50

  private var transitionMatrix: SquareMatrix {
    var matrix = SquareMatrix(count: rows.count)
    for (state, row) in rows.enumerated() {
      for link in row { matrix[state, link.state] += link.probability }
      guard endings[state] > 0 else { continue }
      for start in rows.indices { matrix[state, start] += endings[state] * model.starts[start] }
    }
    return matrix
  }
}

/// A square matrix of numbers, row by row.
private struct SquareMatrix {
  let count: Int
  private var numbers: [Double]

  init(count: Int) {
    self.count = count
    numbers = Array(repeating: 0, count: count * count)
  }

  init(identity count: Int) {
    self.init(count: count)
    for place in 0..<count { self[place, place] = 1 }
  }

  subscript(row: Int, column: Int) -> Double {
    get { numbers[row * count + column] }
    set { numbers[row * count + column] = newValue }
  }

  static func * (first: SquareMatrix, second: SquareMatrix) -> SquareMatrix {
    var product = SquareMatrix(count: first.count)
    for row in 0..<first.count {
      for inner in 0..<first.count where first[row, inner] != 0 {
        let factor = first[row, inner]
        for column in 0..<first.count { product[row, column] += factor * second[inner, column] }
      }
    }
    return product
  }

  /// The greatest total variation between a row and a law.
  func greatestDistance(to law: [Double]) -> Double {
    (0..<count).map { row in
      (0..<count).reduce(0) { $0 + abs(self[row, $1] - law[$1]) } / 2
    }.max() ?? 0
  }
}
