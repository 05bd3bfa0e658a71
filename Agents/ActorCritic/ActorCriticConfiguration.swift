public import ReinforcementLearning

/// What may be chosen about every actor-critic that learns from a replay.
public protocol ActorCriticConfiguration: AgentConfiguration {
  /// The width of each hidden layer of every network, first to last.
  var hiddenWidths: [Int] { get }
  /// γ, the worth of a reward one step later.
  var discount: Double { get }
  /// τ, how far targets move towards what they follow with each of their updates.
  var targetFraction: Float { get }
  /// The greatest number of transitions kept.
  var replayCapacity: Int { get }
  /// The number of transitions of an update.
  var batchSize: Int { get }
  /// The steps of random actions before the first update.
  var warmUpSteps: Int { get }
  /// The steps from one round of updates to the next.
  var trainInterval: Int { get }
  /// The updates of a round.
  var updatesPerRound: Int { get }
  /// n, the greatest number of rewards in a target.
  var rewardSteps: Int { get }
  /// ρ, what is left of the noise of exploration after a step; of discrete actions, the probability
  /// of doing as before.
  var noiseCorrelation: Float { get }
  /// How transitions are drawn by their error; nothing if they are drawn evenly.
  var prioritization: Prioritization? { get }
}

/// How transitions are drawn by their error.
public struct Prioritization: Sendable {
  /// α, how much the error matters.
  public let exponent: Double
  /// β, how much of the bias is corrected.
  public let correction: Double
}

extension ActorCriticConfiguration {
  public var prioritization: Prioritization? { nil }

  public func validate(steps: Int) throws { try validateSchedule(steps: steps) }

  /// Refuses what could never learn.
  func validateSchedule(steps: Int) throws {
    if replayCapacity < batchSize {
      throw Failure(
        .configuration,
        "batches of \(batchSize) cannot be drawn from \(replayCapacity) transitions",
        remedy: "raise replayCapacity or lower batchSize")
    }
    if warmUpSteps >= steps {
      throw Failure(
        .configuration, "nothing would be learned: warmUpSteps=\(warmUpSteps) of \(steps) steps",
        remedy: "lower warmUpSteps or raise --steps")
    }
  }
}

extension [ParameterDescription] {
  /// The descriptions of what every actor-critic shares.
  static let ofActorCritics = [
    ParameterDescription(
      "hiddenWidths", "the width of each hidden layer of every network", in: 1...65_536),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription(
      "targetFraction", "τ, how far targets move towards what they follow", in: .positiveUnit),
    ParameterDescription(
      "replayCapacity", "the greatest number of transitions kept", in: .atLeastOne),
    ParameterDescription("batchSize", "the number of transitions of an update", in: 1...65_536),
    ParameterDescription(
      "warmUpSteps", "the steps of random actions before the first update", in: .nonNegative),
    ParameterDescription(
      "trainInterval", "the steps from one round of updates to the next", in: .atLeastOne),
    ParameterDescription("updatesPerRound", "the updates of a round", in: .atLeastOne),
    ParameterDescription(
      "rewardSteps", "n, the greatest number of rewards in a target", in: 1...1000),
    ParameterDescription(
      "noiseCorrelation", "ρ, what is left of the noise of exploration after a step; 0: white",
      in: 0...0.999_999),
  ]
}
