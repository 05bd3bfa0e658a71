/// A table for a terminal: columns aligned, numbers to the right.
struct TextTable {
  private let heading: [String]
  private var rows: [[String]] = []

  init(_ heading: [String]) { self.heading = heading }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, the heading first.
  var text: String {
    let widths = heading.indices.map { column in
      ([heading] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ row: [String], isHeading: Bool) -> String {
      row.enumerated().map { column, cell in
        let isLast = column == row.count - 1
        let isNumber =
          !isHeading && cell.first.map { $0.isNumber || $0 == "-" || $0 == "−" } == true
          && !cell.contains(" ")
        if isNumber && !isLast { return cell.indented(to: widths[column]) }
        return isLast ? cell : cell.padded(to: widths[column])
      }.joined(separator: "  ")
    }
    return
      ([line(heading, isHeading: true).colored(.bold)] + rows.map { line($0, isHeading: false) })
      .joined(separator: "\n")
  }
}
