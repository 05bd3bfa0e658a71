public import ReinforcementLearning

/// What may be chosen about a ``QLearning``.
public struct QLearningConfiguration: AgentConfiguration {
  /// α, how far a value moves towards its target.
  public var learningRate = 0.1
  /// γ, the worth of a reward one step later.
  public var discount = 0.99
  /// What every action is worth before it was tried.
  public var initialValue = 0.0
  /// ε at the start.
  public var explorationInitial = 1.0
  /// ε once exploration has been annealed.
  public var explorationFinal = 0.05
  /// The share of the run over which ε is annealed.
  public var explorationFraction = 0.5

  public static let parameters = [
    ParameterDescription("learningRate", "α, how far a value moves towards its target", in: .unit),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription("initialValue", "what every action is worth before it was tried"),
    ParameterDescription("explorationInitial", "ε at the start", in: .unit),
    ParameterDescription("explorationFinal", "ε once exploration has been annealed", in: .unit),
    ParameterDescription(
      "explorationFraction", "the share of the run over which ε is annealed", in: .unit),
  ]

  /// Creates the defaults.
  public init() {}
}
