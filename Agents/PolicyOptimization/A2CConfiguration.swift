public import AgentCommons
internal import Networks
public import ReinforcementLearning

/// What may be chosen about a ``A2C``.
///
/// The defaults are those of Stable-Baselines3 (Raffin et al., 2021).
public struct A2CConfiguration: AnnealedConfiguration {
  /// The width of each hidden layer of both networks, first to last.
  public var hiddenWidths = [64, 64]
  /// What follows each hidden layer.
  public var activation = "tanh"
  /// RMSProp's step size.
  public var learningRate: Float = 7e-4
  /// The share of the step size that is lost by the end of the run.
  public var learningRateDecay = 0.0
  /// How that share is lost; if constant, nothing is.
  public var learningRateSchedule = Schedule.Shape.linear
  /// The first steps of a run, over which the step size grows from zero.
  public var learningRateWarmUp = 0
  /// γ, the worth of a reward one step later.
  public var discount = 0.99
  /// λ of generalized advantage estimation.
  public var traceDecay = 1.0
  /// The steps of every copy between two updates.
  public var rolloutSteps = 5
  /// What the loss of values is multiplied by.
  public var valueWeight: Float = 0.5
  /// What the entropy is multiplied by.
  public var entropyWeight: Float = 0
  /// Whether the advantages of an update are brought to mean zero and deviation one.
  public var normalizesAdvantages = false
  /// Whether observations are brought to mean zero and deviation one.
  public var normalizesObservations = false
  /// Whether rewards are brought to the scale of one return.
  public var normalizesRewards = false
  /// The greatest norm of all gradients together.
  public var clippingNorm: Float = 0.5
  /// `log σ` of continuous actions at first.
  public var initialLogDeviation: Float = 0

  public static let parameters = learning + annealing

  private static let learning = [
    ParameterDescription("hiddenWidths", "the width of each hidden layer", in: 1...65_536),
    ParameterDescription(
      "activation", "what follows each hidden layer",
      choices: Activation.allCases.map(\.rawValue)),
    ParameterDescription("learningRate", "RMSProp's step size", in: .positive),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription("traceDecay", "λ of generalized advantage estimation", in: .unit),
    ParameterDescription(
      "rolloutSteps", "the steps of every copy between two updates", in: .atLeastOne),
    ParameterDescription("valueWeight", "c₁, the weight of the loss of values", in: .nonNegative),
    ParameterDescription("entropyWeight", "c₂, the weight of the entropy", in: .nonNegative),
    ParameterDescription(
      "normalizesAdvantages", "whether advantages get mean 0 and deviation 1 in each update"),
    ParameterDescription(
      "normalizesObservations", "whether observations get mean 0 and deviation 1"),
    ParameterDescription("normalizesRewards", "whether rewards get the scale of one return"),
    ParameterDescription(
      "clippingNorm", "the greatest norm of all gradients together", in: .positive),
    ParameterDescription(
      "initialLogDeviation", "log σ of continuous actions at first", in: -10...3),
  ]

  /// Creates the defaults.
  public init() {}

  var choices: PolicyActor.Choices {
    PolicyActor.Choices(
      hiddenWidths: hiddenWidths, activation: Activation(rawValue: activation) ?? .tanh,
      initialLogDeviation: initialLogDeviation, rolloutSteps: rolloutSteps, discount: discount,
      normalizesObservations: normalizesObservations, normalizesRewards: normalizesRewards)
  }
}
