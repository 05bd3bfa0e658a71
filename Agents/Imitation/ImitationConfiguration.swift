public import ReinforcementLearning

/// What may be chosen about an ``ImitationAgent``; the defaults are those of DAgger.
public struct ImitationConfiguration: AgentConfiguration {
  /// The width of each hidden layer, first to last.
  public var hiddenWidths = [120, 84]
  /// Adam's step size.
  public var learningRate: Float = 1e-3
  /// The share of the step size that is lost, evenly, by the end of the run.
  public var learningRateDecay = 1.0
  /// The greatest norm of all gradients together; infinite leaves them.
  public var clippingNorm: Float = 10
  /// The greatest number of examples kept.
  public var capacity = 1_000_000
  /// The number of examples of an update.
  public var batchSize = 128
  /// The steps taken before the first update.
  public var warmUpSteps = 200
  /// The steps from one round of updates to the next.
  public var trainInterval = 1
  /// The updates of a round.
  public var updatesPerRound = 1
  /// β at the start, the share of actions that the teacher takes.
  public var teacherInitial = 1.0
  /// β once it has been annealed.
  public var teacherFinal = 0.0
  /// The share of the run over which β is annealed.
  public var teacherFraction = 0.1

  /// Creates the defaults.
  public init() {}

  /// Behaviour cloning: the teacher takes every action.
  static var cloning: Self {
    var configuration = Self()
    configuration.teacherFinal = 1
    return configuration
  }

  public static let parameters = [
    ParameterDescription("hiddenWidths", "the width of each hidden layer", in: 1...65_536),
    ParameterDescription("learningRate", "Adam's step size", in: .positive),
    ParameterDescription(
      "learningRateDecay", "the share of the step size that is lost, evenly, by the end", in: .unit),
    ParameterDescription(
      "clippingNorm", "the greatest norm of all gradients together", in: .positive),
    ParameterDescription("capacity", "the greatest number of examples kept", in: .atLeastOne),
    ParameterDescription("batchSize", "the number of examples of an update", in: 1...65_536),
    ParameterDescription(
      "warmUpSteps", "the steps taken before the first update", in: .nonNegative),
    ParameterDescription(
      "trainInterval", "the steps from one round of updates to the next", in: .atLeastOne),
    ParameterDescription("updatesPerRound", "the updates of a round", in: .atLeastOne),
    ParameterDescription(
      "teacherInitial", "β at the start, the share of actions that the teacher takes", in: .unit),
    ParameterDescription("teacherFinal", "β once it has been annealed", in: .unit),
    ParameterDescription(
      "teacherFraction", "the share of the run over which β is annealed", in: .unit),
  ]
}
