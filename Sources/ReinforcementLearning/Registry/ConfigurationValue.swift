import Foundation

/// A value of a configuration, of any shape: what stands between a file, the command line and a
/// Swift structure.
public enum ConfigurationValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// True or false.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// Several values in order.
  case list([ConfigurationValue])
  /// Several values by key.
  case table([String: ConfigurationValue])

  /// Reads what a user typed after `key=`: a number, `true`, a list in brackets, or else a text.
  public init(parsing text: String) {
    let data = Data(text.utf8)
    self = (try? JSONDecoder().decode(ConfigurationValue.self, from: data)) ?? .text(text)
  }

  /// Encodes any value.
  ///
  /// - Throws: whatever the value's own encoding throws.
  public init(encoding value: some Encodable) throws {
    let data = try JSONEncoder().encode(value)
    self = try JSONDecoder().decode(ConfigurationValue.self, from: data)
  }

  /// Decodes a value of a type.
  ///
  /// - Throws: `DecodingError`, which names the key.
  public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
  }

  /// The number, if it is one.
  public var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// The entries, if it is a table.
  public var table: [String: ConfigurationValue]? {
    guard case .table(let entries) = self else { return nil }
    return entries
  }
}

extension ConfigurationValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([ConfigurationValue].self) {
      self = .list(value)
    } else {
      self = .table(try container.decode([String: ConfigurationValue].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .table(let entries): try container.encode(entries)
    }
  }
}

extension ConfigurationValue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .table(let entries):
      "{"
        + entries.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        .joined(separator: ", ") + "}"
    }
  }
}
