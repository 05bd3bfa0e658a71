import Glibc
public import ReinforcementLearning
import Yams

/// A YAML file of the plain kind: tables, lists, texts and numbers, and no surprises.
///
/// Anchors, aliases and tags are refused, and so are keys that come twice, files beyond 1 MiB and
/// nesting beyond 64.  A number is what JSON calls one (`1e-3` is, `010` and `.inf` are texts), and
/// only `true` and `false` are truth values, so that `no` stays what it is.
public struct YAMLDocument {
  /// The whole document.
  public let value: ConfigurationValue
  /// What messages call the file.
  let name: String
  /// Where each value begins, by the keys and numbers that lead to it.
  private(set) var marks: [[String]: String] = [:]

  private static let byteLimit = 1 << 20
  private static let depthLimit = 64
  private static let aliasLimit = 16
  private static let markedDepth = 3  // deeper values are named by what contains them

  /// Reads a text, which messages call by the name of its file.
  ///
  /// - Throws: `Failure` of kind `configuration` with file, line and column.
  public static func read(_ text: String, name: String) throws -> ConfigurationValue {
    try YAMLDocument(text, name: name).value
  }

  /// Reads a file.
  ///
  /// - Throws: `Failure` of kind `missingInput`, or `configuration` with file, line and column.
  public static func read(contentsOf path: String) throws -> YAMLDocument {
    guard access(path, F_OK) == 0 else {
      throw Failure(.missingInput, "there is no such file", at: path, remedy: "check the name")
    }
    let file = try OpenFile(path, O_RDONLY)
    guard try file.size <= byteLimit else {
      throw failure("the file has \(try file.size) bytes", "\(path):1:1", "use at most 1 MiB")
    }
    guard let text = String(validating: try file.contents(), as: UTF8.self) else {
      throw failure("the file is not UTF-8", "\(path):1:1", "save it as UTF-8 text")
    }
    return try YAMLDocument(text, name: path)
  }

  /// Reads a text and remembers where everything stands.
  ///
  /// - Throws: `Failure` of kind `configuration` with file, line and column.
  public init(_ text: String, name: String) throws {
    self.name = name
    guard text.utf8.count <= Self.byteLimit else {
      throw Self.failure(
        "the file has \(text.utf8.count) bytes", "\(name):1:1", "use at most 1 MiB")
    }
    try Self.refuseManyAliases(in: text, name: name)
    do {
      // The parser keeps the anchors alive, and a pointer to the text, which therefore must be
      // too long to lie within the string itself.
      let parser = try Parser(yaml: text + String(repeating: "\n", count: 16), encoding: .utf8)
      let root = try parser.singleRoot()
      var marks: [[String]: String] = [:]
      value = try withExtendedLifetime(parser) {
        try root.map { try Self.value(of: $0, at: [], name: name, marks: &marks) } ?? .null
      }
      self.marks = marks
    } catch let error as YamlError {
      throw Self.failure(of: error, text: text, name: name)
    }
  }

  /// Where a value stands: file, line and column.
  ///
  /// - Parameter path: The keys that lead to it, at most three; "" for a place in a list.
  /// - Returns: The place as messages name it.
  public func location(_ path: String...) -> String { "\(name):\(marks[path] ?? "1:1")" }

  /// Refuses what may be many aliases before anything is built of them.
  ///
  /// Some dozens can stand for billions of nodes.  The anchor of a single one is refused when it is met.
  private static func refuseManyAliases(in text: String, name: String) throws {
    var count = 0
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let bytes = Array(line.utf8)
      if bytes.first(where: { $0 != 0x20 }) == UInt8(ascii: "#") { continue }
      for place in bytes.indices.dropLast() where bytes[place] == UInt8(ascii: "*") {
        let before = place == 0 ? 0x20 : bytes[place - 1]
        let isStart = " \t[{,:-?\r".utf8.contains(before)
        if isStart, bytes[place + 1] > 0x20 { count += 1 }
        if count > aliasLimit {
          throw failure(
            "an alias is not allowed", "\(name):\(number + 1):\(place + 1)", "write the value out")
        }
      }
    }
  }

  // MARK: - Nodes

  private static func value(
    of node: Node, at path: [String], name: String, marks: inout [[String]: String]
  ) throws -> ConfigurationValue {
    let mark = node.mark.map { "\($0.line):\($0.column)" } ?? "1:1"
    if path.count <= markedDepth { marks[path] = mark }
    func refuse(_ what: String, _ remedy: String) -> Failure {
      failure(what, "\(name):\(mark)", remedy)
    }
    if !node.tagText.isEmpty { throw refuse("a tag is not allowed", "remove it") }
    if node.anchor != nil { throw refuse("an anchor is not allowed", "write the value out") }
    if path.count > depthLimit { throw refuse("nested more than \(depthLimit) deep", "flatten it") }
    switch node {
    case .scalar(let scalar):
      return scalar.style == .plain ? try plain(scalar.string, refuse) : .text(scalar.string)
    case .sequence(let sequence):
      return .list(
        try sequence.map { element in
          // The place in a list is of no use to anybody, but its depth counts.
          try value(of: element, at: path + [""], name: name, marks: &marks)
        })
    case .mapping(let mapping):
      var table: [String: ConfigurationValue] = [:]
      for (key, entry) in mapping {
        // Looking for keys that come twice has made the parser write down what each key is.
        guard case .scalar(let scalar) = key, key.anchor == nil,
          key.tagText.isEmpty || key.tagText.hasPrefix("tag:yaml.org,2002:")
        else { throw refuse("a key is not a plain text", "write a name before the colon") }
        guard table[scalar.string] == nil else {
          throw refuse("the key \(scalar.string) comes twice", "remove one of them")
        }
        table[scalar.string] = try value(
          of: entry, at: path + [scalar.string], name: name, marks: &marks)
      }
      return .table(table)
    case .alias: throw refuse("an alias is not allowed", "write the value out")
    }
  }

  /// What a text without quotes is.
  private static func plain(
    _ text: String, _ refuse: (String, String) -> Failure
  ) throws -> ConfigurationValue {
    switch text {
    case "", "~", "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: break
    }
    guard let kind = NumberSyntax(text) else { return .text(text) }
    if kind == .whole, let number = Int(text) { return .integer(number) }
    guard let number = Double(text) else { return .text(text) }
    guard number.isFinite else { throw refuse("\(text) is too large", "choose a smaller number") }
    return .number(number)
  }
}

extension Node {
  /// The tag that is written before the node; empty if there is none.
  fileprivate var tagText: String {
    switch self {
    // The parser itself gives a text in quotes the tag of texts.
    case .scalar(let scalar):
      scalar.style != .plain && ["!", "tag:yaml.org,2002:str"].contains(scalar.tag.rawValue)
        ? "" : scalar.tag.rawValue
    case .sequence(let sequence): sequence.tag.rawValue
    case .mapping(let mapping): mapping.tag.rawValue
    case .alias(let alias): alias.tag.rawValue
    }
  }
}
