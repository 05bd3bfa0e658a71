/// What hidden layers of a chosen width will take of the memory.
enum NetworkSize {
  /// What is kept of every weight, at least: itself, its gradient, Adam's two moments and the copy that
  /// targets are made with.
  private static let floatsPerWeight = 5.0

  /// Refuses layers that would not fit, before they are made.
  ///
  /// - Parameter parameters: Those of an agent; lists whose names end in `Widths` are layers.
  /// - Throws: ``Failure`` of kind `configuration` that names the parameter.
  static func require(_ parameters: [String: ConfigurationValue]) throws {
    for (key, value) in parameters.sorted(by: { $0.key < $1.key }) where key.hasSuffix("Widths") {
      guard case .list(let elements) = value else { continue }
      let widths = elements.compactMap(\.number)
      let weights = zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
      try AvailableMemory.require(
        floatsPerWeight * 4 * weights, for: "a network of \(key)=\(value)",
        remedy: "give narrower layers")
    }
  }
}
