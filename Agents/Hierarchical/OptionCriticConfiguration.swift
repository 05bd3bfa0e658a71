public import ReinforcementLearning

/// What may be chosen about an ``OptionCritic``.
///
/// The defaults are those of the published program for the four rooms.
public struct OptionCriticConfiguration: AgentConfiguration {
  /// How many options are learned.
  public var options = 4
  /// α of both tables of values.
  public var criticLearningRate = 0.5
  /// α of the policies of the options.
  public var policyLearningRate = 0.25
  /// α of the terminations.
  public var terminationLearningRate = 0.25
  /// γ, the worth of a reward one step later.
  public var discount = 0.99
  /// The temperature of the policies of the options.
  public var temperature = 0.01
  /// ε, how often an option is chosen at random.
  public var exploration = 0.01
  /// Whether the value of the option is taken from that of the action in the policy's gradient.
  public var hasBaseline = true
  /// ξ, what an option must be worse by than the best for its end to become likelier.
  public var deliberationCost = 0.0

  public static let parameters = [
    ParameterDescription("options", "how many options are learned", in: 1...1_000),
    ParameterDescription("criticLearningRate", "α of both tables of values", in: .unit),
    ParameterDescription("policyLearningRate", "α of the options' policies", in: .nonNegative),
    ParameterDescription("terminationLearningRate", "α of the terminations", in: .nonNegative),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription("temperature", "temperature of the options' policies", in: .positive),
    ParameterDescription("exploration", "ε, how often an option is chosen at random", in: .unit),
    ParameterDescription(
      "hasBaseline", "whether Q(s, o) is taken from Q(s, o, a) in the policy's gradient"),
    ParameterDescription(
      "deliberationCost", "ξ, what is added to an option's advantage against its end",
      in: .nonNegative),
  ]

  /// Creates the defaults.
  public init() {}
}
