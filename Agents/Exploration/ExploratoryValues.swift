internal import ReinforcementLearning

/// E-values: 1 for an action that was never taken, and less the better it and what follows are known.
protocol ExploratoryValues: Checkpointable {
  /// `E(s, ·)`, `[A]`.
  func values(in situation: ArraySlice<Float>) -> [Double]

  /// Moves `E(s, a)` towards `γ_E E(s′, a′)`, now or with the next visits.
  ///
  /// - Throws: ``Failure`` of kind `numerical` if a loss is not finite.
  func learn(from visit: ExploratoryVisit) throws
}

/// An action that was taken, and what followed.
struct ExploratoryVisit: Codable, Hashable, Sendable {
  var situation: [Float]
  var action: Int
  var next: [Float]
  /// What was done next; nil where it was not seen, the episode having been cut.
  var nextAction: Int?
  /// Whether nothing followed.
  var isLast = false

  /// `E(s′, a′)`: the mean over actions where the next was not seen.
  func following(_ values: [Double]) -> Double {
    if isLast { return 0 }
    return nextAction.map { values[$0] } ?? values.reduce(0, +) / Double(max(values.count, 1))
  }
}

/// E-values in a table, by the numbers of a situation.
final class TabularExploratoryValues: ExploratoryValues {
  private let discount: Double
  private let rate: Double
  private let actions: Int
  private var rows: [[Float]: Int] = [:]  // the row of each situation, in the order they were met
  private var table: [Double] = []  // [S, A]

  init(_ configuration: DoraConfiguration, actions: Int) {
    discount = configuration.discount
    rate = configuration.learningRate
    self.actions = actions
  }

  func values(in situation: ArraySlice<Float>) -> [Double] {
    guard let row = rows[Array(situation)] else { return Array(repeating: 1, count: actions) }
    return Array(table[row * actions..<(row + 1) * actions])
  }

  func learn(from visit: ExploratoryVisit) {
    let following = visit.following(values(in: visit.next[...]))
    let row = rows[visit.situation] ?? rows.count
    if row == rows.count {
      rows[visit.situation] = row
      table += Array(repeating: 1, count: actions)
    }
    let place = row * actions + visit.action
    table[place] += rate * (discount * following - table[place])
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    archive.store(rows.sorted { $0.value < $1.value }.map(\.key), for: "situations")
    archive.store(table, for: "values")
  }

  func load(from archive: Archive) throws {
    let situations = try archive.value([[Float]].self, for: "situations")
    let values = try archive.value([Double].self, for: "values")
    guard values.count == situations.count * actions, Set(situations).count == situations.count
    else {
      throw Failure(
        .damagedData, "\(values.count) E-values for \(situations.count) situations",
        remedy: "use an older checkpoint")
    }
    rows = Dictionary(uniqueKeysWithValues: situations.enumerated().map { ($1, $0) })
    table = values
  }
}
