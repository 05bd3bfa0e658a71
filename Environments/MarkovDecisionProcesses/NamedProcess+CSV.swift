import ReinforcementLearning

extension NamedProcess {
  /// Reads a table of transitions.
  ///
  /// The first line names the columns: `state`, `action`, `next`, `probability`, `reward` and, if
  /// there is one, `terminal` (`true` or `false`), in any order.  States and actions are numbered as
  /// they come; a state in which episodes end needs no lines of its own.  Lines that begin with `#` may
  /// say `discount`, `limit` and `start`, as `# discount: 0.9`; others are comments.
  ///
  /// - Throws: `Failure` of kind `damagedData` that names the file and the line.
  public init(csv text: String, file: String) throws {
    var table = TransitionLines(file: file)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      try table.read(line, at: "\(file):\(number + 1)")
    }
    try self.init(table.completed, table.transitions)
  }
}

/// The lines of a table as they are read.
private struct TransitionLines {
  private var heading: NamedProcess.Heading
  private(set) var transitions: [NamedProcess.Transition] = []
  private var columns: [String] = []
  private var known: (states: Set<String>, actions: Set<String>) = ([], [])
  private static let required = ["state", "action", "next", "probability", "reward"]

  init(file: String) { heading = NamedProcess.Heading(file: file, states: [], actions: []) }

  mutating func read(_ line: Substring, at location: String) throws {
    let text = line.trimmed
    if text.isEmpty { return }
    if text.hasPrefix("#") { return try readRemark(text.dropFirst().trimmed, at: location) }
    let cells = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
    if columns.isEmpty { return try readColumns(cells, at: location) }
    guard cells.count == columns.count else {
      throw failure(
        "there are \(cells.count) cells, the columns being \(columns.count)", location,
        "write one value a column")
    }
    let row = Dictionary(uniqueKeysWithValues: zip(columns, cells))
    try readTransition(row, at: location)
  }

  /// The heading, with the states in which episodes only end.
  var completed: NamedProcess.Heading {
    var heading = heading
    for transition in transitions
    where transition.isTerminal && !heading.states.contains(transition.next) {
      heading.states.append(transition.next)
      heading.terminal.append(transition.next)
    }
    return heading
  }

  private func failure(_ what: String, _ location: String, _ remedy: String) -> Failure {
    Failure(.damagedData, what, at: location, remedy: remedy)
  }

  private mutating func readColumns(_ cells: [String], at location: String) throws {
    let allowed = Self.required + ["terminal"]
    if let wrong = cells.first(where: { !allowed.contains($0) }) {
      throw failure(
        "there is no column \(wrong)", location,
        NearestName.remedy(
          for: wrong, among: allowed, otherwise: "begin with \(allowed.joined(separator: ","))"))
    }
    if let missing = Self.required.first(where: { !cells.contains($0) }) {
      throw failure("the column \(missing) is missing", location, "add it to the first line")
    }
    guard Set(cells).count == cells.count else {
      throw failure("a column comes twice", location, "remove one of them")
    }
    columns = cells
  }

  private mutating func readTransition(_ row: [String: String], at location: String) throws {
    func text(_ column: String) -> String { row[column] ?? "" }
    func number(_ column: String) throws -> Double {
      guard let number = Double(text(column)) else {
        throw failure("\(column) is \(text(column))", location, "give a number")
      }
      return number
    }
    guard ["", "true", "false"].contains(text("terminal")) else {
      throw failure("terminal is \(text("terminal"))", location, "give true or false")
    }
    if known.states.insert(text("state")).inserted { heading.states.append(text("state")) }
    if known.actions.insert(text("action")).inserted { heading.actions.append(text("action")) }
    transitions.append(
      NamedProcess.Transition(
        from: text("state"), by: text("action"), to: text("next"),
        probability: try number("probability"), reward: try number("reward"),
        isTerminal: text("terminal") == "true", at: location))
  }

  /// Reads `key: value`; what has no known key is a comment.
  private mutating func readRemark(_ text: String, at location: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmed }
    guard parts.count == 2 else { return }
    let (key, value) = (parts[0], parts[1])
    switch key {
    case "discount":
      guard let number = Double(value) else {
        throw failure("\(key) is \(value)", location, "give a number")
      }
      heading.discount = number
    case "limit":
      guard let number = Int(value) else {
        throw failure("\(key) is \(value)", location, "give a whole number")
      }
      heading.limit = number
    case "start": heading.starts = [value: 1]
    default: break
    }
  }
}

extension StringProtocol {
  /// The text without spaces at either end.
  fileprivate var trimmed: String {
    String(
      drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
