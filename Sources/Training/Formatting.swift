import Foundation

/// How numbers, times and courses are written for people.
public enum Formatting {
  /// A count in a few letters: `950`, `12.3k`, `1.25M`, `3G`.
  public static func count(_ number: Double) -> String {
    guard number.isFinite else { return "\(number)" }
    for (unit, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where abs(number) >= unit {
      return significant(number / unit, digits: 3) + letter
    }
    return significant(number, digits: 3)
  }

  /// A count in a few letters.
  public static func count(_ number: Int) -> String {
    abs(number) < 1_000 ? "\(number)" : count(Double(number))
  }

  /// A number with as many digits as tell something, without trailing zeros: `0.00125`, `-20.5`.
  public static func significant(_ number: Double, digits: Int) -> String {
    guard number.isFinite else { return "\(number)" }
    if number == 0 { return "0" }
    let magnitude = Int(log10(abs(number)).rounded(.down))
    guard (-5...15).contains(magnitude) else { return String(format: "%.\(digits - 1)e", number) }
    let text = String(format: "%.\(max(0, digits - 1 - magnitude))f", number)
    guard text.contains(".") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(trimmed.reversed())
  }

  /// A number with at most four digits that tell something.
  public static func number(_ number: Double) -> String { significant(number, digits: 4) }

  /// A number with a fixed number of digits after the point, as columns want it.
  public static func fixed(_ number: Double, decimals: Int) -> String {
    number.isFinite ? String(format: "%.\(decimals)f", number) : "\(number)"
  }

  /// A time: `0.8s`, `42s`, `1m 05s`, `3h 07m`, `2d 04h`.
  public static func duration(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return "?" }
    if seconds < 9.95 { return String(format: "%.1fs", seconds) }
    let whole = Int(min(seconds.rounded(), 1e15))
    switch whole {
    case ..<60: return "\(whole)s"
    case ..<3_600: return "\(whole / 60)m \(padded(whole % 60))s"
    case ..<86_400: return "\(whole / 3_600)h \(padded(whole % 3_600 / 60))m"
    default: return "\(whole / 86_400)d \(padded(whole % 86_400 / 3_600))h"
    }
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Lines whose columns stand below one another, the first to the left, numbers to the right.
  public static func table(_ rows: [[String]], gap: Int = 2) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let space = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + space : space + text
      }
      let line = cells.joined(separator: String(repeating: " ", count: gap))
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}

/// The course of a number in one line of text: `▁▂▅▇█`.
public enum SparkLine {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// Draws the last so many numbers; one that is none leaves a gap.
  public static func text(_ numbers: [Double], width: Int = 24) -> String {
    let shown = numbers.suffix(max(0, width))
    let finite = shown.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else {
      return String(repeating: " ", count: shown.count)
    }
    let range = greatest - least
    return String(
      shown.map { number in
        guard number.isFinite else { return " " }
        let height = range > 0 ? (number - least) / range : 0.5
        return blocks[min(blocks.count - 1, Int(height * Double(blocks.count)))]
      })
  }
}
