public import AgentCommons
internal import Networks
public import ReinforcementLearning

/// What may be chosen about a ``Reinforce``.
///
/// Williams states no defaults; these learn CartPole.
public struct ReinforceConfiguration: AnnealedConfiguration {
  /// The width of each hidden layer of both networks, first to last.
  public var hiddenWidths = [64, 64]
  /// What follows each hidden layer.
  public var activation = "tanh"
  /// Adam's step size.
  public var learningRate: Float = 3e-3
  /// The share of the step size that is lost by the end of the run.
  public var learningRateDecay = 0.0
  /// How that share is lost; if constant, nothing is.
  public var learningRateSchedule = Schedule.Shape.linear
  /// The first steps of a run, over which the step size grows from zero.
  public var learningRateWarmUp = 0
  /// γ, the worth of a reward one step later.
  public var discount = 0.99
  /// How many episodes an update is made of.
  public var episodes = 8
  /// Whether what a state is worth is learned, and taken from the returns.
  public var hasBaseline = true
  /// What the loss of values is multiplied by.
  public var valueWeight: Float = 0.5
  /// What the entropy is multiplied by.
  public var entropyWeight: Float = 0
  /// Whether the advantages of an update are brought to mean zero and deviation one.
  public var normalizesAdvantages = true
  /// Whether observations are brought to mean zero and deviation one.
  public var normalizesObservations = false
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
    ParameterDescription("learningRate", "Adam's step size", in: .positive),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription("episodes", "how many episodes an update is made of", in: 1...100_000),
    ParameterDescription(
      "hasBaseline", "whether what a state is worth is learned, and taken from the returns"),
    ParameterDescription("valueWeight", "c₁, the weight of the loss of values", in: .nonNegative),
    ParameterDescription("entropyWeight", "c₂, the weight of the entropy", in: .nonNegative),
    ParameterDescription(
      "normalizesAdvantages", "whether advantages get mean 0 and deviation 1 in each update"),
    ParameterDescription(
      "normalizesObservations", "whether observations get mean 0 and deviation 1"),
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
      initialLogDeviation: initialLogDeviation, rolloutSteps: 1, discount: discount,
      normalizesObservations: normalizesObservations, normalizesRewards: false)
  }
}
