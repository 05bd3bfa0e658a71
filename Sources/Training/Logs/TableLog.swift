import Glibc
import ReinforcementLearning

/// A table that grows by a line at a time, as comma-separated values: `progress.csv`,
/// `evaluations.csv`.
///
/// Every record is written by one call of the system, so that a reader and a killed process leave
/// at most the last line short.  A checkpoint stores ``length``; a run that is resumed cuts the
/// table off there, and so no record is lost or written twice.
public final class TableLog {
  /// The names of the columns.
  public let columns: [String]
  /// How many bytes the file has.
  public private(set) var length: Int
  private let file: OpenFile

  /// Opens a table for appending, and creates it with its header if it is missing or empty.
  ///
  /// - Throws: ``Failure`` of kind `cannotCreate` or `inputOutput`, or `damagedData` if the file
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
    let present = try file.contents().prefix { $0 != UInt8(ascii: "\n") }
    guard present.elementsEqual(header.dropLast()) else {
      throw Failure(
        .damagedData, "the table has other columns than \(columns.joined(separator: ","))",
        at: path, remedy: "resume with the version that began it")
    }
  }

  /// Appends a record, a cell left empty where there is no value.
  ///
  /// - Precondition: as many cells as columns.
  /// - Throws: ``Failure`` of kind `inputOutput`; the table then ends with the record before.
  public func append(_ cells: [Double?]) throws {
    precondition(cells.count == columns.count, "\(cells.count) cells for \(columns)")
    let line = cells.map { $0.map(Self.text) ?? "" }.joined(separator: ",") + "\n"
    try append(bytes: Array(line.utf8))
  }

  /// Cuts the table off behind so many bytes.
  ///
  /// - Throws: ``Failure`` of kind `damagedData` if it is shorter than that, or `inputOutput`.
  public func truncate(to length: Int) throws {
    guard length <= self.length else {
      throw Failure(
        .damagedData, "the table has \(self.length) bytes, the checkpoint counted \(length)",
        at: file.path, remedy: "restore the file, or use an older checkpoint")
    }
    try file.truncate(to: length)
    self.length = length
  }

  /// Waits until every record has reached the disk.
  ///
  /// - Throws: ``Failure`` of kind `inputOutput`.
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
