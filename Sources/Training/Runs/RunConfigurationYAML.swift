import Glibc
import ReinforcementLearning

extension RunConfiguration {
  /// The keys in the order in which they are written.
  static let keys = [
    "environment", "agent", "seed", "steps", "copies", "evaluationInterval", "evaluationEpisodes",
    "evaluationSeed", "checkpointInterval", "logInterval", "frameworkVersion", "codeRevision",
    "environmentOptions", "parameters",
  ]

  // MARK: - Writing

  /// The configuration as a file, its keys in a fixed order.
  public var yaml: String {
    var lines = ["# What this run is a function of.  Written by apus \(frameworkVersion)."]
    for (key, value) in scalars { lines.append("\(key): \(value.yaml)") }
    for (name, table) in [("environmentOptions", environmentOptions), ("parameters", parameters)] {
      lines.append(table.isEmpty ? "\(name): {}" : "\(name):")
      for (key, value) in table.sorted(by: { $0.key < $1.key }) {
        lines.append("  \(ConfigurationValue.text(key).yaml): \(value.yaml)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var scalars: [(String, ConfigurationValue)] {
    [
      ("environment", .text(environment)), ("agent", .text(agent)),
      ("seed", .integer(Int(clamping: seed))), ("steps", .integer(steps)),
      ("copies", .integer(copies)), ("evaluationInterval", .integer(evaluationInterval)),
      ("evaluationEpisodes", .integer(evaluationEpisodes)),
      ("evaluationSeed", .integer(Int(clamping: evaluationSeed))),
      ("checkpointInterval", .integer(checkpointInterval)), ("logInterval", .integer(logInterval)),
      ("frameworkVersion", .text(frameworkVersion)), ("codeRevision", .text(codeRevision)),
    ]
  }

  // MARK: - Reading

  /// Reads a file.
  ///
  /// - Throws: `Failure` of kind `missingInput`, or `configuration` with file, line and column.
  public static func read(_ path: String) throws -> RunConfiguration {
    try RunConfiguration(YAMLDocument.read(contentsOf: path))
  }

  /// Reads a text, which messages call by a name.
  ///
  /// - Throws: `Failure` of kind `configuration` with file, line and column.
  public init(yaml text: String, name: String) throws {
    try self.init(YAMLDocument(text, name: name))
  }

  private init(_ document: YAMLDocument) throws {
    let reader = try TableReader(document, keys: Self.keys)
    self.init(
      environment: try reader.text("environment") ?? reader.missing("environment"),
      agent: try reader.text("agent") ?? reader.missing("agent"))
    seed = try reader.integer("seed").map(UInt64.init) ?? seed
    steps = try reader.integer("steps") ?? steps
    copies = try reader.integer("copies") ?? copies
    evaluationInterval = try reader.integer("evaluationInterval") ?? evaluationInterval
    evaluationEpisodes = try reader.integer("evaluationEpisodes") ?? evaluationEpisodes
    evaluationSeed = try reader.integer("evaluationSeed").map(UInt64.init) ?? evaluationSeed
    checkpointInterval = try reader.integer("checkpointInterval") ?? checkpointInterval
    logInterval = try reader.integer("logInterval") ?? logInterval
    frameworkVersion = try reader.text("frameworkVersion") ?? frameworkVersion
    codeRevision = try reader.text("codeRevision") ?? codeRevision
    environmentOptions = try reader.table("environmentOptions") ?? environmentOptions
    parameters = try reader.table("parameters") ?? parameters
    try validate()
  }
}

/// Reads the entries of a document by key and type.
private struct TableReader {
  let document: YAMLDocument
  let entries: [String: ConfigurationValue]

  init(_ document: YAMLDocument, keys: [String]) throws {
    self.document = document
    guard let entries = document.value.table else {
      throw YAMLDocument.failure(
        "not a table of keys and values", document.location(), "write environment: CartPole-v1")
    }
    self.entries = entries
    for key in entries.keys.sorted() where !keys.contains(key) {
      throw YAMLDocument.failure(
        "there is no key \(key)", document.location(key),
        NearestName.remedy(
          for: key, among: keys, otherwise: "keys are \(keys.prefix(5).joined(separator: ", "))…"))
    }
  }

  func missing(_ key: String) throws -> String {
    throw YAMLDocument.failure("\(key) is missing", document.location(), "add \(key): …")
  }

  func text(_ key: String) throws -> String? {
    switch entries[key] {
    case nil: return nil
    case .text(let text): return text
    // A revision or a version may look like a number; a file says it without quotes.
    case .integer(let number): return "\(number)"
    default: throw wrong(key, "a text")
    }
  }

  func integer(_ key: String) throws -> Int? {
    guard let value = entries[key] else { return nil }
    guard let number = value.number, let whole = Int(exactly: number), whole >= 0 else {
      throw wrong(key, "a whole number that is not negative")
    }
    if case .integer(let exact) = value { return exact }
    return whole
  }

  func table(_ key: String) throws -> [String: ConfigurationValue]? {
    guard let value = entries[key], value != .null else { return nil }
    guard let table = value.table else { throw wrong(key, "a table") }
    return table
  }

  private func wrong(_ key: String, _ wanted: String) -> Failure {
    YAMLDocument.failure(
      "\(key) is \(entries[key] ?? .null)", document.location(key), "give \(wanted)")
  }
}

extension ConfigurationValue {
  /// The value as YAML that reads back as the same, on one line.
  var yaml: String {
    switch self {
    case .null, .boolean, .integer: description
    case .number(let number): "\(number)"
    case .text(let text): Self.isPlain(text) ? text : Self.quoted(text)
    case .list(let values): "[" + values.map(\.yaml).joined(separator: ", ") + "]"
    case .table(let entries):
      "{"
        + entries.sorted { $0.key < $1.key }
        .map { "\(Self.text($0.key).yaml): \($0.value.yaml)" }.joined(separator: ", ") + "}"
    }
  }

  /// Whether a text is itself without quotes, in every version of YAML.
  private static func isPlain(_ text: String) -> Bool {
    let words: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    return text.wholeMatch(of: #/[A-Za-z][A-Za-z0-9._/+-]*/#) != nil
      && !words.contains(text.lowercased())
  }

  private static func quoted(_ text: String) -> String {
    text.unicodeScalars.reduce("\"") { quoted, scalar in
      switch scalar {
      case "\"": quoted + "\\\""
      case "\\": quoted + "\\\\"
      case _ where scalar.value < 32 || (127..<160).contains(scalar.value):
        quoted + "\\x" + String(scalar.value + 256, radix: 16).dropFirst()
      default: quoted + String(scalar)
      }
    } + "\""
  }
}
