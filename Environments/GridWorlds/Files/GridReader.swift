import ReinforcementLearning

/// Reads a level that a user drew.
struct GridReader {
  private let name: String
  private let lines: [Substring]
  private static let greatestSide = 100

  /// Prepares to read a text.
  init(_ text: String, of name: String) {
    self.name = name
    // A carriage return and a line feed are one character.
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    self.lines = lines
  }

  /// The level and its rules.
  ///
  /// - Throws: ``Failure`` of kind `damagedData` that names line and column.
  func recipe() throws -> GridRecipe {
    let gap = lines.firstIndex { $0.allSatisfy(\.isWhitespace) }
    let isHeaded = lines.first?.contains(":") ?? false
    guard !isHeaded || gap != nil else {
      throw failure(
        "there is no map", line: lines.count, "draw it below the heading, after an empty line")
    }
    let rules = try rules(isHeaded ? 0..<(gap ?? 0) : 0..<0)
    let first = isHeaded ? (gap ?? 0) + 1 : 0
    let plan = try plan(first..<lines.count, wind: rules.wind)
    let recipe = GridRecipe(layout: .fixed(plan), rules: rules)
    do {
      _ = try recipe.level(0)
    } catch let reason as Failure {
      throw Failure(.damagedData, reason.what, at: name, remedy: reason.remedy)
    }
    return recipe
  }

  private func failure(
    _ what: String, line: Int, column: Int? = nil, _ remedy: String
  ) -> Failure {
    let place = column.map { ", column \($0)" } ?? ""
    return Failure(.damagedData, what, at: "\(name), line \(line)\(place)", remedy: remedy)
  }

  // MARK: - Heading

  private static let keys = [
    "slip", "step", "goal", "fruit", "lava", "obstacle", "discount", "limit", "wind", "gusts",
  ]

  private func rules(_ range: Range<Int>) throws -> GridRules {
    var rules = GridRules()
    var known: Set<String> = []
    for line in range {
      guard let colon = lines[line].firstIndex(of: ":") else {
        throw failure(
          "\(lines[line]) is no heading", line: line + 1,
          "write key: value, and an empty line above the map")
      }
      let key = lines[line][..<colon].trimmed
      let value = lines[line][lines[line].index(after: colon)...].trimmed
      guard known.insert(key).inserted else {
        throw failure("\(key) comes twice", line: line + 1, "remove one of them")
      }
      try set(key, to: value, of: &rules, line: line + 1)
    }
    return rules
  }

  private func set(
    _ key: String, to value: String, of rules: inout GridRules, line: Int
  ) throws {
    func number(in range: ClosedRange<Double> = -1e6...1e6) throws -> Double {
      guard let number = Double(value), range.contains(number) else {
        throw failure(
          "\(key) is \(value)", line: line,
          "give a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
    switch key {
    case "slip": rules.slip = try number(in: 0...1)
    case "step": rules.stepReward = try number()
    case "goal": rules.goalReward = try number()
    case "fruit": rules.fruitReward = try number()
    case "lava": rules.lavaReward = try number()
    case "obstacle": rules.obstacleReward = try number()
    case "discount": rules.discount = try number(in: 0...1)
    case "limit":
      let limit = try number(in: 1...1e9)
      guard limit == limit.rounded() else {
        throw failure("limit is \(value)", line: line, "give a whole number of steps")
      }
      rules.limit = Int(limit)
    case "wind": rules.wind = try winds(value, line: line)
    case "gusts":
      guard let hasGusts = Bool(value) else {
        throw failure("gusts is \(value)", line: line, "write true or false")
      }
      rules.hasGusts = hasGusts
    default:
      throw failure(
        "there is no key \(key)", line: line,
        NearestName.remedy(
          for: key, among: Self.keys,
          otherwise: "the keys are \(Self.keys.joined(separator: ", "))"))
    }
  }

  private func winds(_ value: String, line: Int) throws -> [Int] {
    try value.split(separator: " ").map { text in
      guard let strength = Int(text), (0...9).contains(strength) else {
        throw failure(
          "\(text) is no strength of wind", line: line, "write a number from 0 to 9 a column")
      }
      return strength
    }
  }

  // MARK: - Map

  private func plan(_ range: Range<Int>, wind: [Int]) throws -> GridPlan {
    guard let first = range.first else {
      throw failure("there is no map", line: lines.count + 1, "draw walls as # and a start as A")
    }
    let columns = lines[first].count
    guard range.count <= Self.greatestSide, columns <= Self.greatestSide else {
      throw failure(
        "the map has \(range.count) rows and \(columns) columns", line: first + 1,
        "draw at most \(Self.greatestSide) of each")
    }
    var plan = GridPlan(
      rows: range.count, columns: columns,
      cells: Array(repeating: .floor, count: range.count * columns))
    for line in range {
      guard lines[line].count == columns else {
        throw failure(
          "the line has \(lines[line].count) cells, the first of the map \(columns)",
          line: line + 1, column: min(lines[line].count, columns) + 1,
          "make all lines equally long")
      }
      for (column, symbol) in lines[line].enumerated() {
        try put(symbol, row: line - first, column: column, line: line + 1, into: &plan)
      }
    }
    guard wind.isEmpty || wind.count == columns else {
      throw failure(
        "there are \(wind.count) winds for \(columns) columns", line: first + 1,
        "give one for each column of the map")
    }
    return plan
  }

  private func put(
    _ symbol: Character, row: Int, column: Int, line: Int, into plan: inout GridPlan
  ) throws {
    if let direction = GridSymbols.starts[symbol] {
      plan.start(row, column, facing: direction)
    } else if let cell = GridSymbols.cells[symbol] {
      plan[row, column] = cell
    } else {
      throw failure(
        "\(symbol) stands for nothing", line: line, column: column + 1,
        "use # for walls, . for floor, A for the start, * for a goal; the page of grid worlds lists"
          + " all")
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
