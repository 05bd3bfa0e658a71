import Foundation
import ReinforcementLearning

/// The diary of a run, `log.txt`: a time and a sentence a line.
///
/// A plain file rather than a logging library: one process writes it, and it has no levels.
public final class RunLog {
  private let file: OpenFile

  /// Opens a diary for appending.
  ///
  /// - Throws: `Failure` of kind `cannotCreate` or `inputOutput`.
  public init(path: String) throws {
    file = try OpenFile(path, O_WRONLY | O_CREAT | O_APPEND)
  }

  /// Notes a sentence.
  ///
  /// A diary that cannot be written must not stop a training; false says that it could not.
  @discardableResult
  public func note(_ sentence: String) -> Bool {
    let line = sentence.split(whereSeparator: \.isNewline).joined(separator: " | ")
    let bytes = Array("\(Date().ISO8601Format()) \(line)\n".utf8)
    return (try? bytes.withUnsafeBytes { try file.write($0) }) != nil
  }
}
