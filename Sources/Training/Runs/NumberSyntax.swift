/// How a number may be written: as JSON has it, or with its point first or last.
enum NumberSyntax {
  /// Digits only, with a sign perhaps.
  case whole
  /// With a point or an exponent.
  case broken

  /// Looks at a text; nil if it is no number, as `010`, `1_000`, `0x10` and `.inf` are none.
  init?(_ text: String) {
    var rest = text.utf8[...]
    func digits() -> Substring.UTF8View.SubSequence {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest[digits.endIndex...]
      return digits
    }
    func take(_ letters: String) -> Bool {
      guard let first = rest.first, letters.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = take("-")
    let before = digits()
    if before.first == UInt8(ascii: "0"), before.count > 1 { return nil }
    let hasPoint = take(".")
    if hasPoint {
      if digits().isEmpty, before.isEmpty { return nil }
    } else if before.isEmpty {
      return nil
    }
    let hasExponent = take("eE")
    if hasExponent {
      _ = take("+-")
      if digits().isEmpty { return nil }
    }
    guard rest.isEmpty else { return nil }
    self = hasPoint || hasExponent ? .broken : .whole
  }
}
