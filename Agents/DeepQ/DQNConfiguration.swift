public import ReinforcementLearning

/// What may be chosen about a ``DQN``.
///
/// The defaults are those of CleanRL for classic control (Huang et al., 2022), except that updates
/// begin after 1,000 steps instead of 10,000 and come with every step instead of every tenth, and
/// that the loss is Huber's.
public struct DQNConfiguration: AgentConfiguration {
  /// The width of each hidden layer, first to last.
  public var hiddenWidths = [120, 84]
  /// Adam's step size.
  public var learningRate: Float = 2.5e-4
  /// The share of the step size that is lost, evenly, by the end of the run.
  public var learningRateDecay = 0.0
  /// γ, the worth of a reward one step later.
  public var discount = 0.99
  /// The greatest number of transitions kept.
  public var replayCapacity = 10_000
  /// The number of transitions of an update.
  public var batchSize = 128
  /// The steps taken before the first update.
  public var warmUpSteps = 1_000
  /// The steps from one round of updates to the next.
  public var trainInterval = 1
  /// The updates of a round.
  public var updatesPerRound = 1
  /// C, the steps from one update of the target network to the next.
  public var targetInterval = 500
  /// τ, how far the target network moves towards the online one: 1 copies it.
  public var targetFraction: Float = 1
  /// n, the greatest number of rewards in a target.
  public var rewardSteps = 1
  /// Whether the online network chooses the action whose target value is used (double DQN).
  public var isDouble = false
  /// The loss of an error: `huber` or `squared`.
  public var loss = Loss.huber
  /// The greatest norm of all gradients together; infinite leaves them.
  public var clippingNorm: Float = 10
  /// ε at the start.
  public var explorationInitial = 1.0
  /// ε once exploration has been annealed.
  public var explorationFinal = 0.05
  /// The share of the run over which ε is annealed.
  public var explorationFraction = 0.5

  /// The loss of a temporal-difference error.
  public enum Loss: String, Codable, Hashable, Sendable, CaseIterable {
    /// Squared up to an error of one, then linear: the error clipping of Mnih et al.
    case huber
    /// Half the square.
    case squared
  }

  public static let parameters = [
    ParameterDescription("hiddenWidths", "the width of each hidden layer", in: 1...65_536),
    ParameterDescription("learningRate", "Adam's step size", in: .positive),
    ParameterDescription(
      "learningRateDecay", "the share of the step size that is lost, evenly, by the end", in: .unit),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription(
      "replayCapacity", "the greatest number of transitions kept", in: .atLeastOne),
    ParameterDescription("batchSize", "the number of transitions of an update", in: 1...65_536),
    ParameterDescription(
      "warmUpSteps", "the steps taken before the first update", in: .nonNegative),
    ParameterDescription(
      "trainInterval", "the steps from one round of updates to the next", in: .atLeastOne),
    ParameterDescription("updatesPerRound", "the updates of a round", in: .atLeastOne),
    ParameterDescription(
      "targetInterval", "C, the steps from one update of the target network to the next",
      in: .atLeastOne),
    ParameterDescription(
      "targetFraction", "τ, how far the target network moves; 1 copies", in: .positiveUnit),
    ParameterDescription(
      "rewardSteps", "n, the greatest number of rewards in a target", in: 1...1000),
    ParameterDescription("isDouble", "whether the online network chooses the target's action"),
    ParameterDescription("loss", "the loss of an error", choices: Loss.allCases.map(\.rawValue)),
    ParameterDescription(
      "clippingNorm", "the greatest norm of all gradients together", in: .positive),
    ParameterDescription("explorationInitial", "ε at the start", in: .unit),
    ParameterDescription("explorationFinal", "ε once exploration has been annealed", in: .unit),
    ParameterDescription(
      "explorationFraction", "the share of the run over which ε is annealed", in: .unit),
  ]

  /// Creates the defaults.
  public init() {}

  public func validate(steps: Int) throws {
    if replayCapacity < batchSize {
      throw Failure(
        .configuration,
        "dqn cannot draw batches of \(batchSize) from \(replayCapacity) transitions",
        remedy: "raise replayCapacity or lower batchSize")
    }
    if warmUpSteps >= steps {
      throw Failure(
        .configuration, "dqn would never learn: warmUpSteps=\(warmUpSteps) of \(steps) steps",
        remedy: "lower warmUpSteps or raise --steps")
    }
  }
}
