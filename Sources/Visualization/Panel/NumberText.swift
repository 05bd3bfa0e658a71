import Foundation

/// Numbers as text that keeps its width from one frame to the next.
enum NumberText {
  /// With two decimals, and a true minus sign; with a power of ten from a million on.
  static func fixed(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "not a number" : sign(number) + "∞" }
    let magnitude = abs(number)
    let text = String(format: magnitude < 1e6 ? "%.2f" : "%.2e", magnitude)
    return (text == "0.00" ? "" : sign(number)) + text
  }

  /// A share from 0 to 1 in percent, with one decimal.
  static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

  private static func sign(_ number: Double) -> String { number < 0 ? "\u{2212}" : "" }
}
