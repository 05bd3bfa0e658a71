import Foundation

/// JSON for other programs: keys in order and `like_this`, numbers that are not finite as text.
public enum ProgramJSON {
  /// A value as JSON, in one line unless it is to be pretty.
  ///
  /// - Throws: what the value throws as it is encoded.
  public static func text(_ value: some Encodable, isPretty: Bool = false) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
