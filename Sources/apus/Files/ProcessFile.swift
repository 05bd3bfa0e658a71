import MarkovDecisionProcesses
import ReinforcementLearning
import Training

/// A finite process in a file of a user's own: YAML, or CSV where the name ends in `.csv`.
enum ProcessFile {
  static let format = EnvironmentFileFormat(
    "mdp", summary: "a finite Markov decision process, its transitions in YAML or CSV"
  ) { id, text in
    let file = String(id.dropFirst("mdp:".count))
    let isTable = file.lowercased().hasSuffix(".csv")
    let process = try isTable ? NamedProcess(csv: text, file: file) : read(yaml: text, file: file)
    return try process.entry(id)
  }

  private static let keys = [
    "states", "actions", "start", "terminal", "discount", "limit", "transitions",
  ]
  private static let transitionKeys = ["to", "probability", "reward", "terminal"]

  private static func read(yaml text: String, file: String) throws -> NamedProcess {
    let reader = Reader(document: try YAMLDocument(text, name: file), file: file)
    let table = try reader.table(reader.document.value, at: file, keys: keys)
    var heading = NamedProcess.Heading(
      file: file, states: try reader.names(table["states"], "states"),
      actions: try reader.names(table["actions"], "actions"))
    if let terminal = table["terminal"] {
      heading.terminal = try reader.names(terminal, "terminal")
    }
    if let start = table["start"] { heading.starts = try reader.starts(start) }
    if let discount = table["discount"] {
      heading.discount = try reader.number(
        discount, "discount", at: reader.document.location("discount"))
    }
    if let limit = table["limit"] {
      guard case .integer(let steps) = limit else {
        throw reader.failure(
          "limit is \(limit)", reader.document.location("limit"), "give a whole number")
      }
      heading.limit = steps
    }
    return try NamedProcess(heading, reader.transitions(table["transitions"]))
  }

  /// What reads the values of a document.
  private struct Reader {
    let document: YAMLDocument
    let file: String

    func failure(_ what: String, _ location: String, _ remedy: String) -> Failure {
      Failure(.damagedData, what, at: location, remedy: remedy)
    }

    /// A value, of which the beginning is enough to find it.
    func shown(_ value: ConfigurationValue) -> String {
      let text = value.description
      return text.count > 40 ? "\(text.prefix(40))…" : text
    }

    /// The entries of a table, which has no other keys than those.
    func table(
      _ value: ConfigurationValue, at location: String, keys: [String]
    ) throws -> [String: ConfigurationValue] {
      guard let table = value.table else {
        throw failure("\(shown(value)) is no table", location, "write \(keys[0]): … and so on")
      }
      if let wrong = table.keys.sorted().first(where: { !keys.contains($0) }) {
        throw failure(
          "there is no key \(wrong)", location,
          NearestName.remedy(
            for: wrong, among: keys, otherwise: "the keys are \(keys.joined(separator: ", "))"))
      }
      return table
    }

    func number(
      _ value: ConfigurationValue, _ key: String, at location: String
    ) throws -> Double {
      guard let number = value.number else {
        throw failure("\(key) is \(shown(value))", location, "give a number")
      }
      return number
    }

    /// A name; numbers are names as well.
    private func name(_ value: ConfigurationValue, at location: String) throws -> String {
      switch value {
      case .text, .integer, .number, .boolean: return value.description
      default: throw failure("\(shown(value)) is no name", location, "give a name")
      }
    }

    func names(_ value: ConfigurationValue?, _ key: String) throws -> [String] {
      guard case .list(let list) = value else {
        throw failure(
          "\(key) is not a list", document.location(key), "write \(key): [first, second]")
      }
      return try list.map { try name($0, at: document.location(key)) }
    }

    /// A state, or a table of states and probabilities.
    func starts(_ value: ConfigurationValue) throws -> [String: Double] {
      guard let table = value.table else {
        return [try name(value, at: document.location("start")): 1]
      }
      return Dictionary(
        uniqueKeysWithValues: try table.map { state, probability in
          (state, try number(probability, "start", at: document.location("start", state)))
        })
    }

    func transitions(_ value: ConfigurationValue?) throws -> [NamedProcess.Transition] {
      guard let states = value?.table else {
        throw failure(
          "there are no transitions", document.location("transitions"),
          "write transitions: and, below it, each state with its actions")
      }
      return try states.sorted { $0.key < $1.key }.flatMap { state, value in
        guard let actions = value.table else {
          throw failure(
            "state \(state) has no actions", document.location("transitions", state),
            "write each of its actions below it")
        }
        return try actions.sorted { $0.key < $1.key }.flatMap { action, value in
          try transitions(value, of: state, action)
        }
      }
    }

    /// What follows an action: one thing, or a list.
    private func transitions(
      _ value: ConfigurationValue, of state: String, _ action: String
    ) throws -> [NamedProcess.Transition] {
      let location = document.location("transitions", state, action)
      let list = if case .list(let list) = value { list } else { [value] }
      return try list.map { value in
        let table = try table(value, at: location, keys: ProcessFile.transitionKeys)
        guard let next = table["to"] else {
          throw failure(
            "state \(state), action \(action): it is not said where it leads", location,
            "write to: and a state")
        }
        let isTerminal = table["terminal"] ?? .boolean(false)
        guard case .boolean(let isTerminal) = isTerminal else {
          throw failure("terminal is \(isTerminal)", location, "give true or false")
        }
        return NamedProcess.Transition(
          from: state, by: action, to: try name(next, at: location),
          probability: try table["probability"].map { try number($0, "probability", at: location) }
            ?? 1,
          reward: try table["reward"].map { try number($0, "reward", at: location) } ?? 0,
          isTerminal: isTerminal, at: location)
      }
    }
  }
}
