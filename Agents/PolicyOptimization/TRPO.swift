internal import AgentCommons
public import ReinforcementLearning
internal import TensorCore

/// Improves a policy as far as its mean divergence from before may go, and no further.
///
/// Shapes: `B` transitions of an update of the values.
///
/// Follows Schulman, Levine, Moritz, Jordan and Abbeel, *Trust region policy optimization*, 2015, on
/// paths rather than vines, with values learned by Adam and generalized advantages.
public final class TRPO: Agent {
  private let configuration: TRPOConfiguration
  let actor: PolicyActor
  let region: TrustRegion
  private let optimizer: Adam
  private let critic: Program
  private let criticInputs: ExperienceInputs
  private let criticBatch: Int
  private var shuffling: RandomSource

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Throws: `Failure` of kind `configuration` if batches do not divide what is gathered.
  public init(_ configuration: TRPOConfiguration, _ context: AgentContext) throws {
    try configuration.validate(copies: context.copies)
    self.configuration = configuration
    actor = PolicyActor(configuration.choices, context, named: "trpo")
    let gathered = configuration.rolloutSteps * context.copies
    region = try TrustRegion(configuration, actor.networks, rows: gathered)
    optimizer = Adam(learningRate: configuration.criticLearningRate, epsilon: 1e-5)
    criticBatch = min(configuration.criticBatchSize, gathered)
    shuffling = RandomSource(seed: context.seed, stream: "trpo/shuffling")
    critic = try Program("trpo values") { [actor, optimizer, criticBatch] trace in
      let returns = trace.input("returns", shape: [criticBatch])
      let values = actor.networks.read(in: trace, rows: criticBatch).values
      let loss = (values - returns).squared().mean()
      _ = trace.minimize(loss, over: actor.networks.valueParameters, with: optimizer)
      trace.output("loss", loss)
    }
    criticInputs = ExperienceInputs(of: critic, actor.networks, steps: 1, readsActions: false)
  }

  // MARK: - Acting

  public var memoryWidth: Int { actor.memoryWidth }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    actor.act(on: observations, state: &state, into: &actions)
  }

  public func introspect(_ observations: Observations, state: ActingState) -> [Introspection] {
    actor.introspect(observations, state)
  }

  public func observe(_ transitions: Transitions) { actor.observe(transitions) }

  // MARK: - Learning

  /// By how much a step made the surrogate greater.
  public static let improvement = Metric(
    "surrogate_improvement", "growth of the mean of ρ Â by the step")
  /// How far the policy has moved in a step.
  public static let divergence = Metric(
    "divergence", "mean divergence of the policy from that before the step, in nats")
  /// How much of the greatest step was taken.
  public static let fraction = Metric(
    "step_fraction", "share of the greatest step that was taken; 0 if all tries were refused")
  /// The norm of the surrogate's gradient.
  public static let gradientNorm = Metric("gradient_norm", "norm of the surrogate's gradient")

  public var metrics: [Metric] {
    [
      Self.improvement, Self.divergence, Self.fraction, PPO.entropy, Self.gradientNorm,
      PPO.valueLoss, PPO.explainedVariance,
    ]
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    guard actor.rollout.isFull else { return }
    let experience = actor.takeExperience(
      discount: configuration.discount, decay: configuration.traceDecay)
    metrics.record(PPO.explainedVariance, experience.explainedVariance)
    let result = region.step(by: experience)
    updates += 1
    guard result.gradientNorm.isFinite else {
      throw Failure(
        .numerical, "trpo's gradient became \(result.gradientNorm)", at: "update \(updates)",
        remedy: "lower criticLearningRate, or set normalizesRewards=true")
    }
    metrics.record(Self.improvement, Double(result.improvement))
    metrics.record(Self.divergence, Double(result.divergence))
    metrics.record(Self.fraction, Double(result.fraction))
    metrics.record(PPO.entropy, Double(result.entropy))
    metrics.record(Self.gradientNorm, Double(result.gradientNorm))
    try learnValues(experience, recording: &metrics)
  }

  private func learnValues(
    _ experience: PolicyActor.Experience, recording metrics: inout MetricRecorder
  ) throws {
    let returns = critic.input("returns")
    for _ in 0..<configuration.criticEpochs {
      let order = shuffling.permutation(of: experience.count)
      for start in stride(from: 0, to: order.count, by: criticBatch) {
        criticInputs.fill(with: order[start..<start + criticBatch], of: experience) {
          returns[$0] = experience.returns[$1]
        }
        critic.run()
        let loss = critic.output("loss")[0]
        guard loss.isFinite else {
          throw Failure(
            .numerical, "trpo's loss of values became \(loss)", at: "update \(updates)",
            remedy: "lower criticLearningRate, or set normalizesRewards=true")
        }
        metrics.record(PPO.valueLoss, Double(loss))
      }
    }
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    actor.save(to: &archive)
    archive.store(optimizer.state, for: "optimizer")
    archive.store(shuffling, for: "shuffling")
    archive.store(updates, for: "updates")
  }

  public func load(from archive: Archive) throws {
    try actor.load(from: archive)
    try archive.load(optimizer.state, for: "optimizer")
    shuffling = try archive.value(RandomSource.self, for: "shuffling")
    updates = try archive.value(Int.self, for: "updates")
  }
}

extension TRPO {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "trpo", summary: "improves a policy by natural steps, as far as its divergence may go",
    source: "Schulman et al., Trust region policy optimization, 2015",
    configuration: TRPOConfiguration.self,
    tuned: String(decoding: PackageResources.trpo_yaml, as: UTF8.self),
    refusal: PolicyHead.refusal
  ) { configuration, context in
    try TRPO(configuration, context)
  }
}
