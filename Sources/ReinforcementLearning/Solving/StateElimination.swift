/// A Markov chain whose states are eliminated one after another, so that linear equations in it can
/// be solved: `v = r + P v`, and `x = b + Pᵀ x` for what is visited.
///
/// Follows Grassmann, Taksar and Heyman, *Regenerative analysis and steady state distributions for
/// Markov chains*, Operations Research 33, 1985: how likely a state is left is the sum of where it
/// leads, never one minus something.  Nothing is subtracted, so that no pivoting is needed and every
/// entry of the result is exact but for rounding (O'Cinneide, *Entrywise perturbation theory and
/// error analysis for Markov chains*, Numerische Mathematik 65, 1993), which elimination with
/// pivoting of `1 − P` is not.
///
/// The state with the fewest neighbours goes first, which keeps the rows of grids and mazes short,
/// and makes chains that end a matter of substitution.  Of a class of states that is never left, one
/// remains: a ``recurrent`` state.
struct StateElimination {
  /// A state that may follow or precede another, and how likely.
  struct Link {
    var state: Int
    var probability: Double
  }

  /// What is known of a state when it is eliminated.
  private struct Step {
    let state: Int
    let escape: Double  // how likely it is left
    let sources: [Link]  // divided by the escape
    let targets: [Link]  // divided by the escape
  }

  private var steps: [Step] = []
  /// One state of each class that is never left.
  private(set) var recurrent: [Int] = []

  private var rows: [[Link]]  // sorted by state, without the state itself
  private var endings: [Double]
  private var sources: [[Int]]  // eliminated ones among them
  private var isGone: [Bool]
  private var queue: [[Int]]  // states by the number of products that they cost
  private static let greatestCost = 1_024

  /// Eliminates all states.
  ///
  /// - Parameters:
  ///   - rows: Where each state leads, each state once.
  ///   - endings: How likely the chain ends in each state.
  init(rows: [[Link]], endings: [Double]) {
    self.rows = rows.enumerated().map { state, row in
      row.filter { $0.state != state && $0.probability > 0 }.sorted { $0.state < $1.state }
    }
    self.endings = endings
    sources = Array(repeating: [], count: rows.count)
    isGone = Array(repeating: false, count: rows.count)
    queue = Array(repeating: [], count: Self.greatestCost + 1)
    for (state, row) in self.rows.enumerated() {
      for link in row { sources[link.state].append(state) }
    }
    for state in rows.indices.reversed() { queue[cost(of: state)].append(state) }
    eliminateSparsely()
    eliminateDensely()
    self.rows = []
    sources = []
    queue = []
  }

  // MARK: - Elimination

  private func cost(of state: Int) -> Int {
    min(rows[state].count * sources[state].count, Self.greatestCost)
  }

  /// Eliminates states as long as one of them has few neighbours.
  private mutating func eliminateSparsely() {
    var cost = 0
    while cost < Self.greatestCost {
      guard let state = queue[cost].popLast() else {
        cost += 1
        continue
      }
      guard !isGone[state] else { continue }
      sources[state].removeAll { isGone[$0] }
      let present = self.cost(of: state)
      if present > cost {
        queue[present].append(state)
        continue
      }
      eliminate(state)
      for neighbor in steps.last?.sources ?? [] {
        let changed = self.cost(of: neighbor.state)
        queue[changed].append(neighbor.state)
        cost = min(cost, changed)
      }
    }
  }

  private mutating func eliminate(_ state: Int) {
    isGone[state] = true
    let escape = rows[state].reduce(endings[state]) { $0 + $1.probability }
    guard escape > 0 else {
      recurrent.append(state)
      return
    }
    let targets = rows[state].map { Link(state: $0.state, probability: $0.probability / escape) }
    var links: [Link] = []
    for source in sources[state] where !isGone[source] {
      guard let place = rows[source].firstIndex(where: { $0.state == state }) else { continue }
      let weight = rows[source].remove(at: place).probability
      endings[source] += weight * endings[state] / escape
      join(targets, by: weight, to: source)
      links.append(Link(state: source, probability: weight / escape))
    }
    steps.append(Step(state: state, escape: escape, sources: links, targets: targets))
    rows[state] = []
  }

  /// Adds the way through an eliminated state to the row of a state before it.
  private mutating func join(_ targets: [Link], by weight: Double, to source: Int) {
    let row = rows[source]
    var joined: [Link] = []
    joined.reserveCapacity(row.count + targets.count)
    var place = 0
    for target in targets where target.state != source {
      while place < row.count, row[place].state < target.state {
        joined.append(row[place])
        place += 1
      }
      var link = Link(state: target.state, probability: weight * target.probability)
      if place < row.count, row[place].state == target.state {
        link.probability += row[place].probability
        place += 1
      } else {
        sources[target.state].append(source)
      }
      joined.append(link)
    }
    rows[source] = joined + row[place...]
  }

  /// Eliminates what is left, in a full matrix.
  private mutating func eliminateDensely() {
    let states = rows.indices.filter { !isGone[$0] }
    guard !states.isEmpty else { return }
    let columns = states + recurrent
    let places = Dictionary(uniqueKeysWithValues: zip(columns, columns.indices))
    let width = columns.count
    var matrix = [Double](repeating: 0, count: states.count * width)
    for (place, state) in states.enumerated() {
      for link in rows[state] {
        if let column = places[link.state] { matrix[place * width + column] = link.probability }
      }
    }
    var isTarget = (0..<width).map { $0 >= states.count }  // of those that are gone, the recurrent
    for (place, state) in states.enumerated() {
      let others = (0..<width).filter {
        ($0 > place || isTarget[$0]) && matrix[place * width + $0] > 0
      }
      let escape = others.reduce(endings[state]) { $0 + matrix[place * width + $1] }
      guard escape > 0 else {
        recurrent.append(state)
        isTarget[place] = true
        continue
      }
      var links: [Link] = []
      for source in (place + 1)..<max(states.count, place + 1) {
        let weight = matrix[source * width + place] / escape
        guard weight > 0 else { continue }
        endings[states[source]] += weight * endings[state]
        for column in others {
          matrix[source * width + column] += weight * matrix[place * width + column]
        }
        links.append(Link(state: states[source], probability: weight))
      }
      let targets = others.map {
        Link(state: columns[$0], probability: matrix[place * width + $0] / escape)
      }
      steps.append(Step(state: state, escape: escape, sources: links, targets: targets))
    }
  }

  // MARK: - Solving

  /// Solves `v = r + P v`.
  ///
  /// - Parameters:
  ///   - rewards: `r`.
  ///   - closing: The value of a recurrent state, given what is gathered from it until it is back.
  /// - Returns: `v`.
  func accumulated(
    _ rewards: [Double], closing: (_ state: Int, _ gathered: Double) -> Double
  ) -> [Double] {
    var values = rewards
    for step in steps {
      for link in step.sources { values[link.state] += link.probability * values[step.state] }
    }
    for state in recurrent { values[state] = closing(state, values[state]) }
    for step in steps.reversed() {
      values[step.state] /= step.escape
      for link in step.targets { values[step.state] += link.probability * values[link.state] }
    }
    return values
  }

  /// Solves `x = b + Pᵀ x`.
  ///
  /// - Parameters:
  ///   - beginnings: `b`.
  ///   - closing: How often a recurrent state is visited, given how likely it is ever reached.
  /// - Returns: `x`, how often each state is visited.
  func visits(
    from beginnings: [Double], closing: (_ state: Int, _ reached: Double) -> Double
  ) -> [Double] {
    var visits = beginnings
    for step in steps {
      for link in step.targets { visits[link.state] += link.probability * visits[step.state] }
    }
    for state in recurrent { visits[state] = closing(state, visits[state]) }
    for step in steps.reversed() {
      visits[step.state] /= step.escape
      for link in step.sources { visits[step.state] += link.probability * visits[link.state] }
    }
    return visits
  }
}
