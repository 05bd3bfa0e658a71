/// What may be chosen about an environment or an agent.
///
/// A property's initial value is the default; its name is the key in `config.yaml` and on the
/// command line.
public protocol Configuration: Codable, Hashable, Sendable {
  /// Creates the defaults.
  init()
  /// What each property means and which values it may have, in the order in which to show them.
  static var parameters: [ParameterDescription] { get }
}

/// What a key of a configuration means, and which numbers it may have.
public struct ParameterDescription: Hashable, Sendable {
  /// The name of the property.
  public let key: String
  /// What it means, in a sentence, with its symbol in the paper.
  public let meaning: String
  /// The least and the greatest value allowed, for numbers.
  public let range: ClosedRange<Double>?
  /// The values allowed, for names.
  public let choices: [String]

  /// Describes a property.
  public init(
    _ key: String, _ meaning: String, in range: ClosedRange<Double>? = nil, choices: [String] = []
  ) {
    self.key = key
    self.meaning = meaning
    self.range = range
    self.choices = choices
  }

  /// The same of a property whose key has something before it.
  func prefixed(by prefix: String) -> ParameterDescription {
    ParameterDescription(prefix + key, meaning, in: range, choices: choices)
  }
}

extension ClosedRange<Double> {
  /// Every number above zero.
  public static let positive = Double.leastNonzeroMagnitude...Double.infinity
  /// Zero and every number above.
  public static let nonNegative = 0...Double.infinity
  /// From zero to one.
  public static let unit = 0.0...1.0
  /// Every number above zero, up to one.
  public static let positiveUnit = Double.leastNonzeroMagnitude...1
  /// One and every number above.
  public static let atLeastOne = 1...Double.infinity
}

/// The configuration of what leaves nothing to choose.
public struct NoConfiguration: AgentConfiguration, EnvironmentOptions {
  public static let parameters: [ParameterDescription] = []

  /// Creates the only value.
  public init() {}
}
