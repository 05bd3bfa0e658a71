public import ReinforcementLearning

/// What may be chosen about a `RandomNetworkDistillation`.
public struct DistillationConfiguration: AgentConfiguration {
  /// β, what an error of the deviation of discounted errors pays.
  public var beta = 0.1
  /// γ of the discounted sums of errors whose deviation errors are divided by.
  public var discount = 0.99
  /// The width of each hidden layer of both networks.
  public var hiddenWidths = [64]
  /// How many numbers of the random network are predicted.
  public var outputs = 32
  /// Adam's step size.
  public var learningRate: Float = 1e-3
  /// The situations of an update, each of which is learned from once.
  public var batchSize = 16
  /// The steps that only tell how large numbers are, and pay nothing.
  public var primingSteps = 200

  public static let parameters = [
    ParameterDescription(
      "beta", "β, what an error of the deviation of discounted errors pays", in: .nonNegative),
    ParameterDescription("discount", "γ of those discounted errors", in: 0...0.999_999),
    ParameterDescription(
      "hiddenWidths", "the width of each hidden layer of both networks", in: 1...65_536),
    ParameterDescription("outputs", "how many random numbers are predicted", in: 1...65_536),
    ParameterDescription("learningRate", "Adam's step size", in: .positive),
    ParameterDescription("batchSize", "the situations of an update", in: 1...65_536),
    ParameterDescription(
      "primingSteps", "the steps that only tell how large numbers are", in: .nonNegative),
  ]

  /// Creates the defaults.
  public init() {}
}
