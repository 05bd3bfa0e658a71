import Glibc
import ReinforcementLearning

/// A table of numbers that was read from comma-separated values.
public struct Table: Hashable, Sendable {
  /// The names of the columns.
  public var columns: [String]
  /// The records, a cell for each column, nil where it is empty.
  public var rows: [[Double?]]
  /// What could not be read, a line each with its place in bytes.
  public var warnings: [String]

  /// Creates a table.
  public init(columns: [String], rows: [[Double?]] = [], warnings: [String] = []) {
    self.columns = columns
    self.rows = rows
    self.warnings = warnings
  }

  /// Reads a file.
  ///
  /// What a killed process, a full disk or a power cut leaves (a short last line, a hole of
  /// zeros, a line that is no record) costs that record only and is noted in ``warnings``.
  ///
  /// - Throws: `Failure` of kind `missingInput`, `inputOutput`, or `damagedData` if there is no
  ///   header.
  public static func read(_ path: String) throws -> Table {
    guard access(path, F_OK) == 0 else {
      throw Failure(.missingInput, "there is no such table", at: path, remedy: "check the run")
    }
    return try Table(OpenFile(path, O_RDONLY).contents(), name: path)
  }

  /// Reads bytes.
  ///
  /// - Throws: ``Failure`` of kind `damagedData` if there is no header.
  init(_ bytes: [UInt8], name: String) throws {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      let header = String(validating: bytes[..<end], as: UTF8.self),
      header.unicodeScalars.allSatisfy({ $0.value >= 32 }), !header.isEmpty
    else {
      throw Failure(.damagedData, "the table has no header", at: name, remedy: "restore it")
    }
    self.init(
      columns: header.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    var start = end + 1
    while start < bytes.count {
      guard let stop = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
        warnings.append("\(name), byte \(start): the last line is not finished")
        return
      }
      if let row = Self.row(bytes[start..<stop], columns: columns.count) {
        rows.append(row)
      } else {
        warnings.append("\(name), byte \(start): this line is no record")
      }
      start = stop + 1
    }
  }

  private static func row(_ bytes: ArraySlice<UInt8>, columns: Int) -> [Double?]? {
    let cells = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard cells.count == columns else { return nil }
    var row: [Double?] = []
    for cell in cells {
      if cell.isEmpty {
        row.append(nil)
      } else if let number = Double(String(decoding: cell, as: UTF8.self)) {
        row.append(number)
      } else {
        return nil
      }
    }
    return row
  }

  /// A column by its name, nil if there is none.
  public subscript(column: String) -> [Double?]? {
    columns.firstIndex(of: column).map { place in rows.map { $0[place] } }
  }
}
