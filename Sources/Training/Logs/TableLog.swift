import Glibc
import ReinforcementLearning

/// A table that grows by a line at a time, as comma-separated values: `progress.csv`,
/// `evaluations.csv`.
///
/// Every record is written by one call of the system, so that a reader and a killed process leave
/// at most the last line short.  A checkpoint stores ``rows``, which unlike the length in bytes do
/// not depend on how long the figures of a clock are; a run that is resumed cuts the table off
/// there, and so no record is lost or written twice.
public final class TableLog {
  /// The names of the columns.
  public let columns: [String]
  /// How many bytes the file has.
  public private(set) var length: Int
  /// How many records it has.
  public private(set) var rows = 0
  private let file: OpenFile

  /// Opens a table for appending, and creates it with its header if it is missing or empty.
  ///
  /// - Throws: `Failure` of kind `cannotCreate` or `inputOutput`, or `damagedData` if the file
  ///   has other columns.
  public init(path: String, columns: [String]) throws {
    precondition(
      columns.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 != "," && $0 != "\n" } },
      "a column cannot be called so: \(columns)")
    file = try OpenFile(path, O_RDWR | O_CREAT | O_APPEND)
    self.columns = columns
    length = try file.size
    let header = Array((columns.joined(separator: ",") + "\n").utf8)
    guard length > 0 else {
      try append(bytes: header)
      return
    }
    let present = try file.contents()
    guard present.prefix(while: { $0 != UInt8(ascii: "\n") }).elementsEqual(header.dropLast())
    else {
      throw Failure(
        .damagedData, "the table has other columns than \(columns.joined(separator: ","))",
        at: path, remedy: "resume with the version that began it")
    }
    rows = present.count { $0 == UInt8(ascii: "\n") } - 1
  }

  /// Appends a record, a cell left empty where there is no value.
  ///
  /// - Precondition: as many cells as columns.
  /// - Throws: `Failure` of kind `inputOutput`; the table then ends with the record before.
  public func append(_ cells: [Double?]) throws {
    precondition(cells.count == columns.count, "\(cells.count) cells for \(columns)")
    let line = cells.map { $0.map(Self.text) ?? "" }.joined(separator: ",") + "\n"
    try append(bytes: Array(line.utf8))
    rows += 1
  }

  /// Cuts the table off behind so many records.
  ///
  /// - Throws: `Failure` of kind `damagedData` if it has fewer, or `inputOutput`.
  public func truncate(toRows count: Int) throws {
    let ends = try file.contents().enumerated().lazy
      .filter { $0.element == UInt8(ascii: "\n") }.map { $0.offset + 1 }
    guard let length = ends.dropFirst(count).first else {
      throw Failure(
        .damagedData, "the table has \(rows) records, the checkpoint counted \(count)",
        at: file.path, remedy: "restore the file, or use an older checkpoint")
    }
    try file.truncate(to: length)
    self.length = length
    rows = count
  }

  /// Waits until every record has reached the disk.
  ///
  /// - Throws: `Failure` of kind `inputOutput`.
  public func synchronize() throws { try file.synchronize() }

  /// A number in the shortest form that reads back as the same: `3`, `0.1`, `nan`, `-inf`.
  static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private func append(bytes: [UInt8]) throws {
    do {
      try bytes.withUnsafeBytes { try file.write($0) }
      length += bytes.count
    } catch {
      try? file.truncate(to: length)
      throw error
    }
  }
}
