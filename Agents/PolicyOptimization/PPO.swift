internal import AgentCommons
internal import Networks
public import ReinforcementLearning
internal import TensorCore

/// Improves a policy by steps that may not change it too much at once.
///
/// Shapes: `B` transitions, `F` features, `P` outputs of the policy.
///
/// Follows Schulman, Wolski, Dhariwal, Radford and Klimov, *Proximal policy optimization
/// algorithms*, 2017, with what Engstrom et al., *Implementation matters in deep policy gradients*,
/// 2020, found to count.
public final class PPO: Agent {
  private let configuration: PPOConfiguration
  let actor: PolicyActor
  private let optimizer: Adam
  let update: Program
  private let inputs: ExperienceInputs
  private let batch: Batch
  private let likelihoods: LikelihoodProgram
  private let sequencesInBatch: Int
  private let learningRate: Schedule
  private let clippingRange: Schedule
  private var shuffling: RandomSource
  private var steps = 0

  public private(set) var updates = 0

  /// The memory of an update's inputs and outputs.
  private struct Batch {
    let logProbabilities: UnsafeMutableBufferPointer<Float>  // [B]
    let advantages: UnsafeMutableBufferPointer<Float>  // [B]
    let returns: UnsafeMutableBufferPointer<Float>  // [B]
    let values: UnsafeMutableBufferPointer<Float>  // [B]
    let clippingRange: UnsafeMutableBufferPointer<Float>  // []
  }

  /// Creates an agent that has seen nothing.
  ///
  /// - Throws: `Failure` of kind `configuration` if batches do not divide what is gathered, or
  ///   sequences do not divide batches.
  public init(_ configuration: PPOConfiguration, _ context: AgentContext) throws {
    try configuration.validate(copies: context.copies)
    self.configuration = configuration
    actor = PolicyActor(configuration.choices, context, named: "ppo")
    optimizer = Adam(learningRate: configuration.learningRate, epsilon: 1e-5)
    learningRate = configuration.learningRate(over: context.steps)
    let range = Double(configuration.clippingRange)
    clippingRange = Schedule(
      from: range, to: range * (1 - configuration.clippingRangeDecay), over: context.steps)
    shuffling = RandomSource(seed: context.seed, stream: "ppo/shuffling")
    update = try Program("ppo update") { [actor, optimizer] trace in
      Self.traceUpdate(trace, configuration, actor, optimizer)
    }
    inputs = ExperienceInputs(of: update, actor.networks, steps: actor.sequenceSteps)
    likelihoods = try LikelihoodProgram(
      of: actor.networks, rows: configuration.batchSize, steps: actor.sequenceSteps)
    sequencesInBatch = configuration.batchSize / actor.sequenceSteps
    batch = Batch(
      logProbabilities: update.input("logProbabilities"),
      advantages: update.input("advantages"), returns: update.input("returns"),
      values: update.input("values"), clippingRange: update.input("clippingRange"))
  }

  /// `min(ρ Â, clip(ρ, 1 − ε, 1 + ε) Â) − c₁ (V(s) − R)² + c₂ H`, to be made greater (Schulman et
  /// al., 2017, equations 7 and 9).
  private static func traceUpdate(
    _ trace: Trace, _ configuration: PPOConfiguration, _ actor: PolicyActor, _ optimizer: Adam
  ) {
    let (count, networks) = (configuration.batchSize, actor.networks)
    let actions = trace.input("actions", shape: [count, networks.head.outputs])
    let before = trace.input("logProbabilities", shape: [count])
    let estimates = trace.input("advantages", shape: [count])
    let returns = trace.input("returns", shape: [count])
    let valuesBefore = trace.input("values", shape: [count])
    let range = trace.input("clippingRange", shape: [])

    let reading = networks.read(in: trace, rows: count, steps: actor.sequenceSteps)
    let (policy, values) = (reading.policy, reading.values)
    let logRatio = policy.logProbability(of: actions) - before  // [B]
    let ratio = logRatio.exp()
    let advantages = configuration.normalizesAdvantages ? estimates.standardized() : estimates
    let clipped = ratio.minimum(1 + range).maximum(1 - range)
    let policyLoss = -(ratio * advantages).minimum(clipped * advantages).mean()

    var errors = (values - returns).squared()
    if configuration.valueClippingRange < .greatestFiniteMagnitude {
      let limit = configuration.valueClippingRange
      let near = valuesBefore + (values - valuesBefore).clamped(to: -limit...limit)
      errors = errors.maximum((near - returns).squared())
    }
    let valueLoss = errors.mean()
    let entropy = policy.entropy().mean()
    let loss =
      policyLoss + configuration.valueWeight * valueLoss
      - configuration.entropyWeight * entropy
    let norm = trace.minimize(
      loss, over: networks.policyParameters + networks.valueParameters, with: optimizer,
      clippingNorm: configuration.clippingNorm)
    trace.output("policyLoss", policyLoss)
    trace.output("valueLoss", valueLoss)
    trace.output("entropy", entropy)
    trace.output("divergence", (ratio - 1 - logRatio).mean())
    trace.output("clipped", (ratio - 1).abs().greater(than: range).mean())
    trace.output("gradientNorm", norm)
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

  public func observe(_ transitions: Transitions) {
    actor.observe(transitions)
    steps += transitions.count
  }

  // MARK: - Learning

  /// The policy's part of the loss.
  public static let policyLoss = Metric("policy_loss", "mean of −min(ρ Â, clip(ρ) Â)")
  /// The values' part of the loss.
  public static let valueLoss = Metric("value_loss", "mean of (V(s) − R)²")
  /// How undecided the policy is.
  public static let entropy = Metric("entropy", "mean entropy of the policy, in nats")
  /// How far the policy has moved in a round.
  public static let divergence = Metric(
    "divergence", "mean of (ρ − 1) − log ρ: the divergence from the policy that gathered")
  /// How many ratios were outside their range.
  public static let clippedShare = Metric("clipped_share", "share of ratios outside 1 ± ε")
  /// The norm of the gradients before they are clipped.
  public static let gradientNorm = Metric("gradient_norm", "norm of all gradients, unclipped")
  /// How much of the returns the values explain.
  public static let explainedVariance = Metric(
    "explained_variance", "1 − Var(R − V) / Var(R): 1 where values are returns, 0 where constant")

  public var metrics: [Metric] {
    [
      Self.policyLoss, Self.valueLoss, Self.entropy, Self.divergence, Self.clippedShare,
      Self.gradientNorm, Self.explainedVariance,
    ]
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    guard actor.rollout.isFull else { return }
    let experience = actor.takeExperience(
      discount: configuration.discount, decay: configuration.traceDecay)
    metrics.record(Self.explainedVariance, experience.explainedVariance)
    let before = likelihoods.logProbabilities(of: experience)
    optimizer.learningRate = Float(learningRate.value(at: steps))
    batch.clippingRange[0] = Float(clippingRange.value(at: steps))
    for _ in 0..<configuration.epochs {
      let order = shuffling.permutation(of: experience.sequences)
      for start in stride(from: 0, to: order.count, by: sequencesInBatch) {
        fill(experience, before, with: order[start..<start + sequencesInBatch])
        try step(recording: &metrics)
        let limit = configuration.divergenceLimit
        if limit > 0, Double(update.output("divergence")[0]) > 1.5 * limit { return }
      }
    }
  }

  private func fill(
    _ experience: PolicyActor.Experience, _ logProbabilities: [Float],
    with sequences: ArraySlice<Int>
  ) {
    inputs.fill(with: sequences, of: experience) { row, place in
      batch.logProbabilities[row] = logProbabilities[place]
      batch.advantages[row] = experience.advantages[place]
      batch.returns[row] = experience.returns[place]
      batch.values[row] = experience.values[place]
    }
  }

  private func step(recording metrics: inout MetricRecorder) throws {
    update.run()
    updates += 1
    let (policyLoss, valueLoss) = (update.output("policyLoss")[0], update.output("valueLoss")[0])
    guard policyLoss.isFinite, valueLoss.isFinite else {
      throw Failure(
        .numerical, "ppo's losses became \(policyLoss) and \(valueLoss)", at: "update \(updates)",
        remedy: "lower learningRate, or set normalizesRewards=true")
    }
    metrics.record(Self.policyLoss, Double(policyLoss))
    metrics.record(Self.valueLoss, Double(valueLoss))
    metrics.record(Self.entropy, Double(update.output("entropy")[0]))
    metrics.record(Self.divergence, Double(update.output("divergence")[0]))
    metrics.record(Self.clippedShare, Double(update.output("clipped")[0]))
    metrics.record(Self.gradientNorm, Double(update.output("gradientNorm")[0]))
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    actor.save(to: &archive)
    archive.store(optimizer.state, for: "optimizer")
    archive.store(shuffling, for: "shuffling")
    archive.store([steps, updates], for: "counters")
  }

  public func load(from archive: Archive) throws {
    try actor.load(from: archive)
    try archive.load(optimizer.state, for: "optimizer")
    shuffling = try archive.value(RandomSource.self, for: "shuffling")
    let counters = try archive.value([Int].self, for: "counters")
    (steps, updates) = (counters.first ?? 0, counters.last ?? 0)
  }
}

extension PPO {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "ppo", summary: "improves a policy by clipped steps, on what it has just gathered",
    source: "Schulman et al., Proximal policy optimization algorithms, 2017",
    configuration: PPOConfiguration.self,
    tuned: String(decoding: PackageResources.ppo_yaml, as: UTF8.self),
    refusal: PolicyHead.refusal
  ) { configuration, context in
    try PPO(configuration, context)
  }
}
