/// Numbers as people read them.
public enum Formatting {
  /// Four significant figures at the most, and no more digits than help: `7.59`, `412.3`, `-0.043`.
  public static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value > 0 ? "inf" : "-inf" }
    let size = abs(value)
    if size >= 1e7 || size > 0 && size < 1e-4 { return scientific(value) }
    let decimals = size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4
    return trimmed(fixed(value, decimals: decimals))
  }

  /// A number of things in five characters: `950`, `12.3k`, `1.5M`.
  public static func count(_ value: Int) -> String {
    let size = abs(Double(value))
    for (limit, unit, suffix) in [(1e9, 1e9, "G"), (1e6, 1e6, "M"), (1e4, 1e3, "k")]
    where size >= limit {
      return trimmed(fixed(Double(value) / unit, decimals: size / unit >= 100 ? 0 : 1)) + suffix
    }
    return "\(value)"
  }

  /// A length of time: `0.8s`, `42s`, `3m 05s`, `2h 10m`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    if seconds < 9.95 { return fixed(seconds, decimals: 1) + "s" }
    let whole = Int(seconds.rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 60 { return "\(whole)s" }
    if whole < 3_600 { return "\(whole / 60)m \(two(whole % 60))s" }
    if whole < 86_400 { return "\(whole / 3_600)h \(two(whole / 60 % 60))m" }
    return "\(whole / 86_400)d \(two(whole / 3_600 % 24))h"
  }

  /// The course of some values as a line of blocks, the least lowest.
  public static func sparkline(_ values: [Double]) -> String {
    let known = values.filter(\.isFinite)
    guard let low = known.min(), let high = known.max() else { return "" }
    let blocks = Array("▁▂▃▄▅▆▇█")
    return String(
      values.map { value in
        guard value.isFinite else { return " " }
        let share = high > low ? (value - low) / (high - low) : 0.5
        return blocks[min(Int(share * Double(blocks.count)), blocks.count - 1)]
      })
  }

  /// A number with so many decimals, halves away from zero.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(scaled / scale).\(zeros)\(fraction)"
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text[...]
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return String(text)
  }

  private static func scientific(_ value: Double) -> String {
    var (mantissa, exponent) = (value, 0)
    while abs(mantissa) >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while abs(mantissa) < 1 {
      mantissa *= 10
      exponent -= 1
    }
    return trimmed(fixed(mantissa, decimals: 2)) + "e\(exponent)"
  }
}
