internal import Networks
public import ReinforcementLearning
internal import TensorCore

/// What may be chosen about a D4PG.
///
/// The defaults are those of Barth-Maron et al., 2018, with one actor, uniform replay unless it is
/// asked for by priority, hidden layers of 256, and targets that follow at every update.
public struct D4PGConfiguration: DeterministicConfiguration {
  public var hiddenWidths = [256, 256]
  public var actorLearningRate: Float = 1e-4
  public var criticLearningRate: Float = 1e-4
  public var discount = 0.99
  public var targetFraction: Float = 0.005
  public var replayCapacity = 1_000_000
  public var batchSize = 256
  public var warmUpSteps = 1_000
  public var trainInterval = 1
  public var updatesPerRound = 1
  public var rewardSteps = 5
  public var explorationDeviation: Float = 0.3
  public var noiseCorrelation: Float = 0
  /// How many returns the critic's distribution lies on.
  public var atoms = 51
  /// The least of them.
  public var leastReturn: Float = -150
  /// The greatest of them.
  public var greatestReturn: Float = 150
  /// Whether transitions are drawn by their error.
  public var isPrioritized = false
  /// α, how much the error matters in drawing.
  public var priorityExponent = 0.6
  /// β, how much of that bias is corrected; the paper corrects all of it.
  public var importanceExponent = 1.0

  public var prioritization: Prioritization? {
    isPrioritized
      ? Prioritization(exponent: priorityExponent, correction: importanceExponent) : nil
  }

  public static let parameters =
    [ParameterDescription].ofDeterministicPolicies + [
      ParameterDescription(
        "atoms", "how many returns the critic's distribution lies on", in: 2...10_000),
      ParameterDescription("leastReturn", "the least of these returns"),
      ParameterDescription("greatestReturn", "the greatest of these returns"),
      ParameterDescription("isPrioritized", "whether transitions are drawn by their error"),
      ParameterDescription(
        "priorityExponent", "α, how much the error matters in drawing", in: .unit),
      ParameterDescription(
        "importanceExponent", "β, how much of that bias is corrected", in: .unit),
    ]

  /// Creates the defaults.
  public init() {}

  public func validate(steps: Int) throws {
    try validateSchedule(steps: steps)
    guard leastReturn < greatestReturn else {
      throw Failure(
        .configuration, "returns from \(leastReturn) to \(greatestReturn) are none",
        remedy: "lower leastReturn or raise greatestReturn")
    }
  }
}

/// One critic, which learns the distribution of the return over several steps.
///
/// Follows Barth-Maron et al., *Distributed distributional deterministic policy gradients*, 2018.
struct D4PG: DeterministicRule {
  let name = "d4pg"
  let critics = 1
  let settings: any DeterministicConfiguration
  private let support: CategoricalSupport

  init(_ configuration: D4PGConfiguration) {
    settings = configuration
    support = CategoricalSupport(
      configuration.leastReturn...configuration.greatestReturn, count: configuration.atoms)
  }

  var outputs: Int { support.count }

  /// `E Z = Σ p z`.
  func worth(of outputs: Tensor) -> Tensor { support.mean(outputs.softmax()) }

  /// The cross-entropy to the law of `r + γᵏ Z⁻(s′, π⁻(s′))`, projected onto the atoms.
  func criticLosses(of outputs: Tensor, next: Tensor, _ batch: TransitionTensors) -> Tensor {
    let (rows, atoms) = (outputs.shape[1], support.count)
    let values = outputs.trace.constant(support.atoms, shape: [1, atoms])
    let returns =
      batch.rewards.reshaped([rows, 1]) + batch.continuations.reshaped([rows, 1]) * values
    let law = support.projection(of: next.reshaped([rows, atoms]).softmax(), at: returns).detached
    return outputs.reshaped([rows, atoms]).crossEntropy(to: law)
  }
}

extension ActorCriticAgent {
  /// The deterministic actor-critic with a distributional critic as the command line knows it.
  public static let d4pg = AgentEntry(
    "d4pg", summary: "climbs the mean of a critic that learns the distribution of returns",
    source: "Barth-Maron et al., Distributed distributional deterministic policy gradients, 2018",
    configuration: D4PGConfiguration.self,
    tuned: String(decoding: PackageResources.d4pg_yaml, as: UTF8.self), refusal: boxRefusal
  ) { configuration, context in
    try ActorCriticAgent(configuration, context)
  }
}
