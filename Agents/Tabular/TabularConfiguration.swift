public import ReinforcementLearning

/// What a tabular learner holds the next state to be worth.
public enum TabularTarget: String, Codable, Hashable, Sendable, CaseIterable {
  /// As much as its best action: `maxₐ′ Q(s′, a′)`.
  case greatest
  /// As much as its actions are on average, as they are explored: `Σ π(a′|s′) Q(s′, a′)`.
  case expected
  /// As much as the action that is then taken: `Q(s′, a′)`.
  case taken
}

/// What may be chosen about a ``TabularLearner``.
public struct TabularConfiguration: AgentConfiguration {
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
  /// The share of the run over which ε, or the temperature, is annealed.
  public var explorationFraction = 0.5
  /// Whether actions are drawn as likely as `exp(Q / temperature)`, in place of ε.
  public var isBoltzmann = false
  /// The temperature at the start.
  public var temperatureInitial = 1.0
  /// The temperature once exploration has been annealed.
  public var temperatureFinal = 0.05
  /// What the next state is held to be worth.
  public var target = TabularTarget.greatest
  /// Whether there are two tables, each judging what the other holds to be best.
  public var isDouble = false
  /// λ, how much of an error reaches the step before.
  public var traceDecay = 0.0
  /// Whether a step that is taken again has a trace of 1, rather than of 1 more.
  public var hasReplacingTraces = false
  /// How many remembered steps are learned from after every real one.
  public var planningSteps = 0

  public static let parameters = [
    ParameterDescription("learningRate", "α, how far a value moves towards its target", in: .unit),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription("initialValue", "what every action is worth before it was tried"),
    ParameterDescription("explorationInitial", "ε at the start", in: .unit),
    ParameterDescription("explorationFinal", "ε once exploration has been annealed", in: .unit),
    ParameterDescription(
      "explorationFraction", "the share of the run over which ε or the temperature is annealed",
      in: .unit),
    ParameterDescription("isBoltzmann", "whether actions are as likely as exp(Q / temperature)"),
    ParameterDescription("temperatureInitial", "the temperature at the start", in: .positive),
    ParameterDescription(
      "temperatureFinal", "the temperature once exploration has been annealed", in: .positive),
    ParameterDescription(
      "target",
      "what the next state is worth: its greatest value, the expected one, or the one taken",
      choices: TabularTarget.allCases.map(\.rawValue)),
    ParameterDescription(
      "isDouble", "whether there are two tables, each judging what the other holds to be best"),
    ParameterDescription(
      "traceDecay", "λ, how much of an error reaches the step before", in: .unit),
    ParameterDescription(
      "hasReplacingTraces", "whether a step taken again has a trace of 1, rather than of 1 more"),
    ParameterDescription(
      "planningSteps", "how many remembered steps are learned from after every real one",
      in: .nonNegative),
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

  public func validate(steps: Int) throws {
    guard isDouble, traceDecay > 0 else { return }
    throw Failure(
      .configuration, "traceDecay=\(traceDecay) carries an error back through one table, not two",
      remedy: "set isDouble=false or traceDecay=0")
  }
}
