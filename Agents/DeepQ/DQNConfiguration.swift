public import AgentCommons
internal import Networks
public import ReinforcementLearning

/// What may be chosen about a ``DQN``: the published extensions are switches that compose.
///
/// The defaults are those of CleanRL for classic control (Huang et al., 2022), except that updates
/// begin after 1,000 steps instead of 10,000 and come with every step instead of every tenth, and
/// that the loss is Huber's.
public struct DQNConfiguration: AnnealedConfiguration {
  /// The width of each hidden layer, first to last.
  public var hiddenWidths = [120, 84]
  /// Adam's step size.
  public var learningRate: Float = 2.5e-4
  /// The share of the step size that is lost by the end of the run.
  public var learningRateDecay = 0.0
  /// How that share is lost; if constant, nothing is.
  public var learningRateSchedule = Schedule.Shape.linear
  /// The first steps of a run, over which the step size grows from zero.
  public var learningRateWarmUp = 0
  /// ε of Adam, which is added to the root of the mean square.
  public var adamEpsilon = 1e-8
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
  /// Whether a value of the state and advantages of the actions make up the values.
  public var isDueling = false
  /// Whether transitions are drawn by their error.
  public var isPrioritized = false
  /// α, how much the error matters in drawing.
  public var priorityExponent = 0.6
  /// β at the start, how much of the bias of drawing by error is corrected; 1 at the end.
  public var importanceExponent = 0.4
  /// What of a return is learned.
  public var distribution = Distribution.none
  /// N, the number of atoms or of quantiles.
  public var atoms = 101
  /// The least return that a categorical distribution can hold.
  public var vMin: Float = -100
  /// The greatest return that a categorical distribution can hold.
  public var vMax: Float = 100
  /// The noise of learned size that takes the place of ε.
  public var noise = Noise.none
  /// How many layers have noise, counted from the last.
  public var noisyLayers = 2
  /// The initial size of the noise: over √inputs if factorized, as it is if independent.
  public var noiseDeviation: Float = 0.5
  /// How long an actor keeps a sample of the noise.
  public var noiseSpan = NoiseSpan.step
  /// Whether actors explore with disturbed weights, of the distance that ε would have.
  public var hasParameterNoise = false
  /// σ at first, the size of the disturbance.
  public var parameterNoiseScale: Float = 0.01
  /// What σ is multiplied or divided with when it is adapted.
  public var parameterNoiseFactor: Float = 1.01
  /// The steps from one adaptation of σ to the next.
  public var parameterNoiseInterval = 20
  /// Whether the policy's own logarithm is added to rewards (Munchausen).
  public var isMunchausen = false
  /// α, the share of it that is added.
  public var munchausenShare: Float = 0.9
  /// τ, the temperature of the policy.
  public var munchausenTemperature: Float = 0.03
  /// l, the least that is added, before the share is taken.
  public var munchausenFloor: Float = -1
  /// How many other goals each transition is remembered with; 0 is without hindsight.
  public var hindsightGoals = 0
  /// How near an achieved goal is the desired one: the greatest distance.
  public var goalTolerance: Float = 0.05
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

  /// What of a return is learned.
  public enum Distribution: String, Codable, Hashable, Sendable, CaseIterable {
    /// Its mean.
    case none
    /// Probabilities of fixed returns (C51).
    case categorical
    /// Quantiles (QR-DQN).
    case quantile
  }

  /// How the noise of a noisy layer is made.
  public enum Noise: String, Codable, Hashable, Sendable, CaseIterable {
    /// There is none.
    case none
    /// Of one number an input and one an output.
    case factorized
    /// Of a number a weight.
    case independent
  }

  /// How long an actor keeps a sample of the noise.
  public enum NoiseSpan: String, Codable, Hashable, Sendable, CaseIterable {
    /// For one step.
    case step
    /// For an episode.
    case episode
  }

  /// Creates the defaults.
  public init() {}

  // MARK: - What follows from it

  /// In what form the network says what an action returns.
  var returnLaw: ReturnLaw {
    switch distribution {
    case .none: .mean
    case .categorical: .categorical(CategoricalSupport(vMin...vMax, count: atoms))
    case .quantile: .quantile(atoms)
    }
  }

  /// How the noise of noisy layers is made, if there are any.
  var layerNoise: NoisyLinear.Noise? {
    switch noise {
    case .none: nil
    case .factorized: .factorized(deviation: noiseDeviation)
    case .independent: .independent(deviation: noiseDeviation)
    }
  }

  /// Whether actors explore by a disturbed network in place of random actions.
  var isDisturbed: Bool { noise != .none || hasParameterNoise }

  /// Whether a disturbance lasts for an episode.
  var keepsDisturbance: Bool { hasParameterNoise || noiseSpan == .episode }
}
