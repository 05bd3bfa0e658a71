import Foundation

/// A kind of file in which users write environments of their own: `grid:level.txt`.
///
/// The text of the file is kept as the option ``definitionKey``, so that a run needs the file no
/// more once it is begun.
public struct EnvironmentFileFormat: Sendable {
  /// What stands before the colon: `grid`.
  public let prefix: String
  /// What such a file holds, in a sentence.
  public let summary: String
  private let read: @Sendable (_ id: String, _ text: String) throws -> EnvironmentEntry

  /// The option that holds the text of the file.
  public static let definitionKey = "definition"

  // In bytes: a run keeps the text in a file of at most a mebibyte.
  private static let greatestSize = 512 << 10

  /// Registers a format.
  ///
  /// - Parameters:
  ///   - prefix: What stands before the colon.
  ///   - summary: What such a file holds, in a sentence.
  ///   - read: Makes the environment of an id from the text of its file; throws ``Failure`` of kind
  ///     `damagedData` that names the line.
  public init(
    _ prefix: String, summary: String,
    read: @escaping @Sendable (_ id: String, _ text: String) throws -> EnvironmentEntry
  ) {
    self.prefix = prefix
    self.summary = summary
    self.read = read
  }

  /// The environment of a file, or of the text that a run has kept of it.
  ///
  /// - Parameters:
  ///   - path: Where the file lies; its last part becomes part of the id.
  ///   - options: What differs from the defaults.
  /// - Returns: The environment, its text kept as an option.
  /// - Throws: ``Failure`` if the file cannot be read, is too large, or is wrong.
  func environment(
    _ path: String, options: [String: ConfigurationValue]
  ) throws -> EnvironmentEntry {
    var changes = options
    let kept = changes.removeValue(forKey: Self.definitionKey)
    let text = if case .text(let text) = kept { text } else { try Self.contents(of: path) }
    let entry = try read("\(prefix):\((path as NSString).lastPathComponent)", text)
    return try entry.configured(with: changes).keeping(.text(text), for: Self.definitionKey)
  }

  private static func contents(of path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.missingInput, "there is no file \(path)", remedy: "check the path")
    }
    guard data.count <= greatestSize else {
      throw Failure(
        .damagedData, "the file has \(data.count) bytes", at: path,
        remedy: "an environment has at most \(greatestSize)")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Failure(.damagedData, "the file is not text", at: path, remedy: "write it in UTF-8")
    }
    return text
  }
}
