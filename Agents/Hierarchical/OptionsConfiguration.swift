public import ReinforcementLearning

/// What may be chosen about an ``OptionsAgent``.
public struct OptionsConfiguration: AgentConfiguration {
  /// From what the values of options are learned.
  public enum Learning: String, Codable, Hashable, Sendable, CaseIterable {
    /// From whole courses of an option, once they have ended.
    case smdp
    /// From every step, for all options that would have taken it.
    case intraOption
  }

  /// From what the values of options are learned.
  public var learning = Learning.intraOption
  /// Whether single actions may be chosen beside options.
  public var hasActions = true
  /// α, how far a value moves towards its target.
  public var learningRate = 0.1
  /// γ, the worth of a reward one step later.
  public var discount = 0.99
  /// What every option is worth before it was tried.
  public var initialValue = 0.0
  /// ε at the start.
  public var explorationInitial = 1.0
  /// ε once exploration has been annealed.
  public var explorationFinal = 0.05
  /// The share of the run over which ε, or the temperature, is annealed.
  public var explorationFraction = 0.5

  /// Whether actions are drawn as likely as `exp(Q / temperature)`, in place of ε.
  public var isBoltzmann = false
  /// The temperature at the start.
  public var temperatureInitial = 1.0
  /// The temperature once exploration has been annealed.
  public var temperatureFinal = 0.05

  public static let parameters = [
    ParameterDescription(
      "learning", "from whole courses of an option, or from every step for all that fit",
      choices: Learning.allCases.map(\.rawValue)),
    ParameterDescription("hasActions", "whether single actions may be chosen beside options"),
    ParameterDescription("learningRate", "α, how far a value moves towards its target", in: .unit),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription("initialValue", "what every option is worth before it was tried"),
    ParameterDescription("explorationInitial", "ε at the start", in: .unit),
    ParameterDescription("explorationFinal", "ε once exploration has been annealed", in: .unit),
    ParameterDescription(
      "explorationFraction", "the share of the run over which ε or the temperature is annealed",
      in: .unit),
    ParameterDescription("isBoltzmann", "whether actions are as likely as exp(Q / temperature)"),
    ParameterDescription("temperatureInitial", "the temperature at the start", in: .positive),
    ParameterDescription(
      "temperatureFinal", "the temperature once exploration has been annealed", in: .positive),
  ]

  /// Creates the defaults.
  public init() {}

  /// ε or the temperature over a run of so many steps.
  func exploration(over steps: Int) -> Schedule {
    Schedule(
      from: isBoltzmann ? temperatureInitial : explorationInitial,
      to: isBoltzmann ? temperatureFinal : explorationFinal,
      over: Int(explorationFraction * Double(steps)))
  }
}
