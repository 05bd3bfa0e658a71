internal import ArgumentParser

/// A number of things, as people write it: `50000`, `50_000`, `50k`, `1M`, `5e4`.
struct Count: ExpressibleByArgument, Hashable {
  let value: Int

  init(_ value: Int) { self.value = value }

  init?(argument: String) {
    var text = argument.filter { $0 != "_" && $0 != "," }
    var factor = 1.0
    switch text.last {
    case "k", "K": factor = 1e3
    case "m", "M": factor = 1e6
    default: break
    }
    if factor > 1 { text.removeLast() }
    let isNumber = text.allSatisfy { $0.isNumber || ".eE+".contains($0) }
    guard isNumber, let number = Double(text), let whole = Int(exactly: number * factor), whole >= 0
    else { return nil }
    value = whole
  }

  var defaultValueDescription: String { "\(value)" }
}
