internal import Networks
public import ReinforcementLearning

/// What may be chosen about a ``TRPO``.
///
/// The defaults are those of SB3-contrib (Raffin et al., 2021).
public struct TRPOConfiguration: AgentConfiguration {
  /// The width of each hidden layer of both networks, first to last.
  public var hiddenWidths = [64, 64]
  /// What follows each hidden layer.
  public var activation = "tanh"
  /// γ, the worth of a reward one step later.
  public var discount = 0.99
  /// λ of generalized advantage estimation.
  public var traceDecay = 0.95
  /// The steps of every copy between two updates.
  public var rolloutSteps = 2048
  /// δ, the greatest mean divergence of the policy after an update from that before.
  public var divergenceLimit: Float = 0.01
  /// What is added to the diagonal of Fisher's matrix.
  public var damping: Float = 0.1
  /// The most products with that matrix that solve for a direction.
  public var conjugateIterations = 15
  /// What a step that is refused is multiplied by.
  public var shrinkage: Float = 0.8
  /// How many lengths of a step are tried.
  public var searchTries = 10
  /// Adam's step size for the values.
  public var criticLearningRate: Float = 1e-3
  /// How often the values learn from what was gathered.
  public var criticEpochs = 10
  /// The number of transitions of an update of the values.
  public var criticBatchSize = 128
  /// Whether the advantages of an update are brought to mean zero and deviation one.
  public var normalizesAdvantages = true
  /// Whether observations are brought to mean zero and deviation one.
  public var normalizesObservations = false
  /// Whether rewards are brought to the scale of one return.
  public var normalizesRewards = false
  /// `log σ` of continuous actions at first.
  public var initialLogDeviation: Float = 0

  public static let parameters = [
    ParameterDescription("hiddenWidths", "the width of each hidden layer", in: 1...65_536),
    ParameterDescription(
      "activation", "what follows each hidden layer",
      choices: Activation.allCases.map(\.rawValue)),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription("traceDecay", "λ of generalized advantage estimation", in: .unit),
    ParameterDescription(
      "rolloutSteps", "the steps of every copy between two updates", in: .atLeastOne),
    ParameterDescription(
      "divergenceLimit", "δ, the greatest mean divergence that an update may cause", in: .positive),
    ParameterDescription(
      "damping", "what is added to the diagonal of Fisher's matrix", in: .nonNegative),
    ParameterDescription(
      "conjugateIterations", "the most products with that matrix in an update", in: .atLeastOne),
    ParameterDescription(
      "shrinkage", "what a step that is refused is multiplied by", in: 0.01...0.99),
    ParameterDescription("searchTries", "how many lengths of a step are tried", in: .atLeastOne),
    ParameterDescription("criticLearningRate", "Adam's step size for the values", in: .positive),
    ParameterDescription(
      "criticEpochs", "how often the values learn from what was gathered", in: .atLeastOne),
    ParameterDescription(
      "criticBatchSize", "the number of transitions of an update of the values", in: 1...65_536),
    ParameterDescription(
      "normalizesAdvantages", "whether advantages get mean 0 and deviation 1 in each update"),
    ParameterDescription(
      "normalizesObservations", "whether observations get mean 0 and deviation 1"),
    ParameterDescription("normalizesRewards", "whether rewards get the scale of one return"),
    ParameterDescription(
      "initialLogDeviation", "log σ of continuous actions at first", in: -10...3),
  ]

  /// Creates the defaults.
  public init() {}

  /// Refuses batches that leave a rest.
  ///
  /// - Throws: ``Failure`` of kind `configuration`.
  func validate(copies: Int) throws {
    let gathered = rolloutSteps * copies
    guard gathered.isMultiple(of: min(criticBatchSize, gathered)) else {
      throw Failure(
        .configuration,
        "trpo cannot divide \(rolloutSteps) steps of \(copies) copies into batches of "
          + "\(criticBatchSize)",
        remedy: "choose a criticBatchSize that divides \(gathered)")
    }
  }

  var choices: PolicyActor.Choices {
    PolicyActor.Choices(
      architecture: PolicyArchitecture(
        hiddenWidths: hiddenWidths, activation: Activation(rawValue: activation) ?? .tanh,
        logDeviation: initialLogDeviation),
      rolloutSteps: rolloutSteps, discount: discount,
      normalizesObservations: normalizesObservations, normalizesRewards: normalizesRewards)
  }
}
