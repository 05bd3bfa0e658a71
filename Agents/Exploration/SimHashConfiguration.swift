public import ReinforcementLearning

/// What may be chosen about a `SimHash`.
public struct SimHashConfiguration: AgentConfiguration {
  /// β, what the first situation of a code pays.
  public var beta = 0.01
  /// k, the number of bits of a code: more bits tell more situations apart.
  public var bits = 32
  /// What is hashed.
  public var code = Code.situation
  /// How many bits the autoencoder has for a situation.
  public var codeWidth = 64
  /// The width of the hidden layer to either side of them.
  public var hiddenWidth = 64
  /// a, the noise on the bits while the autoencoder learns, uniform within ±a.
  public var codeNoise: Float = 0.3
  /// λ, how much bits are pressed towards zero or one.
  public var codePressure: Float = 10
  /// Adam's step size for the autoencoder.
  public var learningRate: Float = 1e-3
  /// The situations of an update of the autoencoder.
  public var batchSize = 64
  /// The steps from one update of the autoencoder to the next.
  public var trainInterval = 4
  /// How many situations the autoencoder learns from, the newest.
  public var memory = 10_000

  /// What is hashed.
  public enum Code: String, Codable, Hashable, Sendable, CaseIterable {
    /// The numbers of the situation.
    case situation
    /// The rounded code that an autoencoder has of it.
    case autoencoder
  }

  public static let parameters = [
    ParameterDescription("beta", "β, what the first situation of a code pays", in: .nonNegative),
    ParameterDescription("bits", "k, the number of bits of a code", in: 1...4096),
    ParameterDescription("code", "what is hashed", choices: Code.allCases.map(\.rawValue)),
    ParameterDescription(
      "codeWidth", "the bits that the autoencoder has for a situation", in: 1...65_536),
    ParameterDescription(
      "hiddenWidth", "the width of the hidden layer to either side of them", in: 1...65_536),
    ParameterDescription("codeNoise", "a, the noise on those bits in learning", in: .unit),
    ParameterDescription(
      "codePressure", "λ, how much bits are pressed towards 0 or 1", in: .nonNegative),
    ParameterDescription("learningRate", "Adam's step size for the autoencoder", in: .positive),
    ParameterDescription("batchSize", "the situations of an update of it", in: 1...65_536),
    ParameterDescription(
      "trainInterval", "the steps from one of them to the next", in: .atLeastOne),
    ParameterDescription("memory", "how many situations it learns from, the newest", in: 1...1e8),
  ]

  /// Creates the defaults.
  public init() {}
}
