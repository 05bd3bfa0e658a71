import Foundation
import ReinforcementLearning

/// The reference table: every cell, and what its seeds came to.
public struct ScoreTable: Sendable {
  /// The folder that holds `cells.yaml` and a record for each cell.
  public let folder: String
  /// The cells, in the order of their ids.
  public let cells: [ScoreCell]
  /// What was recorded, by id.
  public private(set) var records: [String: ScoreRecord]

  /// Reads the table of a folder.
  ///
  /// - Throws: `Failure` of kind `missingInput`, `configuration` or `damagedData`.
  public init(in folder: String) throws {
    self.folder = folder
    cells = try ScoreCell.read("\(folder)/cells.yaml")
    records = try Dictionary(
      uniqueKeysWithValues: cells.compactMap { cell in
        try ScoreRecord.read(cell, in: folder).map { (cell.id, $0) }
      })
  }

  /// The cell of an id.
  ///
  /// - Throws: `Failure` of kind `configuration` that names the nearest ids.
  public func cell(_ id: String) throws -> ScoreCell {
    if let cell = cells.first(where: { $0.id == id }) { return cell }
    throw Failure(
      .configuration, "there is no cell \(id)",
      remedy: NearestName.remedy(
        for: id, among: cells.map(\.id), otherwise: "apus reproduce lists them"))
  }

  /// Keeps what a cell came to, in the folder.
  ///
  /// - Throws: `Failure` of kind `cannotCreate` or `inputOutput`.
  public mutating func record(_ record: ScoreRecord, of cell: ScoreCell) throws {
    try record.write(cell, in: folder)
    records[cell.id] = record
  }

  /// What `SCORES.md` says below its heading: a table in Markdown, and the notes.
  ///
  /// - Throws: `Failure` of kind `numerical` if a recorded score is not finite.
  public var markdown: String {
    get throws {
      var lines = [
        "| Cell | `apus train …` | Bar | Reached by | Mean [95 %] | Least | Steps to bar | s a seed |",
        "|---|---|---|---|---|---|---|---|",
      ]
      lines += try cells.map { cell in
        "| "
          + (["\(cell.id)", "`\(cell.arguments.joined(separator: " "))`"] + (try results(of: cell)))
          .joined(separator: " | ") + " |"
      }
      let notes = cells.compactMap { cell in cell.note.map { "- **\(cell.id)**: \($0)" } }
      if !notes.isEmpty { lines += ["", "Notes", ""] + notes }
      return lines.joined(separator: "\n") + "\n"
    }
  }

  /// Writes the table into a Markdown file, in place of what stood below its heading.
  ///
  /// - Throws: `Failure` of kind `configuration` if the file has no table to replace.
  public func write(to path: String) throws {
    let text = String(decoding: try OpenFile(path, O_RDONLY).contents(), as: UTF8.self)
    guard let start = text.range(of: "| Cell |")?.lowerBound else {
      throw Failure(
        .configuration, "there is no table that begins with | Cell |", at: path,
        remedy: "name the SCORES.md of the repository")
    }
    let folder = URL(filePath: path).deletingLastPathComponent().path
    try Folder(folder).replace(
      URL(filePath: path).lastPathComponent,
      with: Array((text[..<start] + (try markdown)).utf8))
  }

  /// The bar, how many reached it, the mean, the least, the steps and the time, as people read them.
  ///
  /// - Throws: `Failure` of kind `numerical` if a recorded score is not finite.
  public func results(of cell: ScoreCell) throws -> [String] {
    guard let record = records[cell.id] else {
      return [cell.claim, "not run", "–", "–", "–", "–"]
    }
    let met = cell.isMet(by: record.scores)
    let reached = cell.seedsReaching(record.scores).map { "\($0) of \(record.scores.count)" }
    let interval = try record.interval.map {
      " [\(Formatting.number($0.lower)), \(Formatting.number($0.upper))]"
    }
    return [
      cell.claim, (reached ?? "–") + (met == false ? " (missed)" : ""),
      Formatting.number(record.mean) + (interval ?? ""),
      Formatting.number(record.scores.min() ?? .nan),
      record.medianStepsToBar.map(Formatting.count) ?? "–",
      Formatting.significant(record.seconds, digits: 2),
    ]
  }
}

extension ScoreCell {
  /// What is claimed, as people read it: `≥ 475 on ≥ 9`.
  public var claim: String {
    guard let bar else { return "–" }
    let seeds =
      seedsAtBar.upperBound == Self.seeds.count
      ? "≥ \(seedsAtBar.lowerBound)"
      : seedsAtBar.lowerBound == 0
        ? "≤ \(seedsAtBar.upperBound)" : "\(seedsAtBar.lowerBound) to \(seedsAtBar.upperBound)"
    let what = measure == .evaluation ? "" : measure == .training ? " in training" : " optimal"
    return "≥ \(Formatting.number(bar))\(what) on \(seeds)"
  }
}
