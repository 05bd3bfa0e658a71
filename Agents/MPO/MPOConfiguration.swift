public import AgentCommons
public import ReinforcementLearning

/// What may be chosen about an MPO.
///
/// The defaults are those of Acme's program (Hoffman et al., 2020), with hidden layers of 256, one
/// step of targets and an update at every step.
public struct MPOConfiguration: AnnealedConfiguration {
  /// The width of each hidden layer of every network.
  public var hiddenWidths = [256, 256]
  /// Adam's step size for the policy and the critic.
  public var learningRate: Float = 3e-4
  /// The share of that step size that is lost by the end of the run.
  public var learningRateDecay = 0.0
  /// How that share is lost; if constant, nothing is.
  public var learningRateSchedule = Schedule.Shape.linear
  /// The first steps of a run, over which that step size grows from zero.
  public var learningRateWarmUp = 0
  /// Adam's step size for the dual variables.
  public var dualLearningRate: Float = 1e-2
  /// The greatest norm of the gradients of the policy, and of those of the critic.
  public var clippingNorm: Float = 40
  /// γ, the worth of a reward one step later.
  public var discount = 0.99
  /// T, the steps of the trajectories that Retrace corrects; 1 makes targets of one step.
  public var trajectorySteps = 1
  /// λ, what is left of Retrace's corrections after each further step.
  public var traceDecay: Float = 0.95
  /// The greatest number of steps kept.
  public var replayCapacity = 1_000_000
  /// The number of trajectories of an update.
  public var batchSize = 256
  /// The steps before the first update.
  public var warmUpSteps = 1_000
  /// The steps from one round of updates to the next.
  public var trainInterval = 1
  /// The updates of a round.
  public var updatesPerRound = 1
  /// The updates from one copy of the networks into their targets to the next.
  public var targetInterval = 100
  /// N, how many actions are drawn in each situation, where they are numbers.
  public var samples = 20
  /// ε, how far the improved actions may be from those of the policy.
  public var improvementBound: Float = 0.1
  /// ε_μ, how far the mean may move; of discrete actions, how far the probabilities may.
  public var meanBound: Float = 2.5e-3
  /// ε_Σ, how far the covariance may move.
  public var covarianceBound: Float = 1e-6
  /// The situations, drawn anew after an update, in which divergences are held to their bounds.
  public var measuredStates = 512
  /// Whether the bounds hold for each number of an action, instead of all together.
  public var boundsEachDimension = true
  /// Whether the numbers of an action depend on each other.
  public var hasFullCovariance = false
  /// σ of the policy before it has learned, within ±1.
  public var initialDeviation: Float = 0.7
  /// Whether actions beyond ±1 are pulled back.
  public var hasActionPenalty = true
  /// ε of the temperature by which they are.
  public var penaltyBound: Float = 1e-3

  /// Creates the defaults.
  public init() {}

  public func validate(steps: Int) throws {
    try validateAnnealing(steps: steps)
    if replayCapacity < trajectorySteps {
      throw Failure(
        .configuration,
        "trajectories of \(trajectorySteps) steps do not fit into a replay of \(replayCapacity)",
        remedy: "raise replayCapacity or lower trajectorySteps")
    }
    if warmUpSteps >= steps {
      throw Failure(
        .configuration, "nothing would be learned: warmUpSteps=\(warmUpSteps) of \(steps) steps",
        remedy: "lower warmUpSteps or raise --steps")
    }
  }
}

extension MPOConfiguration {
  public static let parameters = learning + annealing + bounds

  private static let learning = [
    ParameterDescription(
      "hiddenWidths", "the width of each hidden layer of every network", in: 1...65_536),
    ParameterDescription(
      "learningRate", "Adam's step size for the policy and the critic", in: .positive),
    ParameterDescription(
      "dualLearningRate", "Adam's step size for the dual variables", in: .positive),
    ParameterDescription(
      "clippingNorm", "the greatest norm of each network's gradients", in: .positive),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription(
      "trajectorySteps", "T, the steps of Retrace's trajectories; 1: targets of one step",
      in: 1...1000),
    ParameterDescription(
      "traceDecay", "λ, what is left of Retrace's corrections after a step", in: .unit),
    ParameterDescription(
      "replayCapacity", "the greatest number of steps kept", in: .atLeastOne),
    ParameterDescription("batchSize", "the number of trajectories of an update", in: 1...65_536),
    ParameterDescription("warmUpSteps", "the steps before the first update", in: .nonNegative),
    ParameterDescription(
      "trainInterval", "the steps from one round of updates to the next", in: .atLeastOne),
    ParameterDescription("updatesPerRound", "the updates of a round", in: .atLeastOne),
    ParameterDescription(
      "targetInterval", "the updates from one copy into the targets to the next", in: .atLeastOne),
  ]

  private static let bounds = [
    ParameterDescription("samples", "N, the actions drawn in each situation", in: 1...10_000),
    ParameterDescription(
      "improvementBound", "ε, how far improved actions may be from the policy's", in: .positive),
    ParameterDescription(
      "meanBound", "ε_μ, how far the mean, or discrete probabilities, may move", in: .positive),
    ParameterDescription(
      "covarianceBound", "ε_Σ, how far the covariance may move", in: .positive),
    ParameterDescription(
      "measuredStates", "the situations in which divergences are held to their bounds",
      in: 1...65_536),
    ParameterDescription(
      "boundsEachDimension", "whether bounds hold for each number of an action on its own"),
    ParameterDescription(
      "hasFullCovariance", "whether the numbers of an action depend on each other"),
    ParameterDescription(
      "initialDeviation", "σ before anything is learned, within ±1", in: .positive),
    ParameterDescription("hasActionPenalty", "whether actions beyond ±1 are pulled back"),
    ParameterDescription(
      "penaltyBound", "ε of the temperature by which they are", in: .positive),
  ]
}
