import Foundation
import ReinforcementLearning

/// The numbers of a run for TensorBoard.
///
/// A record is written by one call of the system, so that a killed process leaves at most the last
/// one short; a run that is resumed cuts the file off at the length that its checkpoint stored.
public final class EventLog {
  /// How many bytes the file has.
  public private(set) var length: Int
  private let file: OpenFile

  /// Opens a file for appending, and begins it if it is missing or empty.
  ///
  /// - Throws: `Failure` of kind `cannotCreate` or `inputOutput`.
  public init(path: String) throws {
    file = try OpenFile(path, O_RDWR | O_CREAT | O_APPEND)
    length = try file.size
    if length == 0 { try append(EventRecord.version(wallTime: Self.now)) }
  }

  /// Appends numbers under their names; those that are missing are left out.
  ///
  /// - Throws: `Failure` of kind `inputOutput`; the file then ends with the record before.
  public func append(_ scalars: [(name: String, value: Double?)], step: Int) throws {
    let present = scalars.compactMap { name, value in value.map { (name, $0) } }
    guard !present.isEmpty else { return }
    try append(EventRecord.scalars(present, step: step, wallTime: Self.now))
  }

  /// Cuts the file off behind so many bytes.
  ///
  /// - Throws: `Failure` of kind `damagedData` if it is shorter than that, or `inputOutput`.
  public func truncate(to length: Int) throws {
    guard length <= self.length else {
      throw Failure(
        .damagedData, "the events have \(self.length) bytes, the checkpoint counted \(length)",
        at: file.path, remedy: "restore the file, or use an older checkpoint")
    }
    try file.truncate(to: length)
    self.length = length
    if length == 0 { try append(EventRecord.version(wallTime: Self.now)) }
  }

  /// Waits until every record has reached the disk.
  ///
  /// - Throws: `Failure` of kind `inputOutput`.
  public func synchronize() throws { try file.synchronize() }

  private static var now: Double { Date().timeIntervalSince1970 }

  private func append(_ record: [UInt8]) throws {
    do {
      try record.withUnsafeBytes { try file.write($0) }
      length += record.count
    } catch {
      try? file.truncate(to: length)
      throw error
    }
  }
}
