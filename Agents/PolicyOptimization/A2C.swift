internal import AgentCommons
internal import Networks
public import ReinforcementLearning
internal import TensorCore

/// Makes what turned out better than expected likelier, after every few steps of many copies.
///
/// Shapes: `B` transitions, all that were gathered; `F` features, `P` outputs of the policy.
///
/// Follows Mnih et al., *Asynchronous methods for deep reinforcement learning*, 2016, its copies
/// stepped together instead of apart, and with generalized advantages.
public final class A2C: Agent {
  private let configuration: A2CConfiguration
  let actor: PolicyActor
  private let optimizer: RMSProp
  let update: Program
  private let inputs: ExperienceInputs
  private let noise: NoiseBuffers?
  private let learningRate: Schedule
  private var steps = 0

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  public init(_ configuration: A2CConfiguration, _ context: AgentContext) throws {
    self.configuration = configuration
    actor = PolicyActor(configuration.choices, context, named: "a2c")
    optimizer = RMSProp(
      learningRate: configuration.learningRate, decay: 0.99, epsilon: 1e-5)
    learningRate = configuration.learningRate(over: context.steps)
    let count = configuration.rolloutSteps * context.copies
    let noise = configuration.isNoisy ? NoiseInputs("noise") : nil
    update = try Program("a2c update") { [actor, optimizer] trace in
      Self.traceUpdate(
        trace, configuration, actor.networks, optimizer,
        actor.networks.read(in: trace, rows: count, steps: actor.sequenceSteps, noise: noise))
    }
    inputs = ExperienceInputs(of: update, actor.networks, steps: actor.sequenceSteps)
    self.noise = noise?.buffers(of: update)
  }

  /// `log π(a|s) Â − c₁ (V(s) − R)² + c₂ H`, to be made greater (Mnih et al., 2016, section 4 and
  /// algorithm S3).
  private static func traceUpdate(
    _ trace: Trace, _ configuration: A2CConfiguration, _ networks: PolicyNetworks,
    _ optimizer: RMSProp, _ reading: PolicyNetworks.Reading
  ) {
    let (policy, count) = (reading.policy, reading.values.count)
    let actions = trace.input("actions", shape: [count, networks.head.outputs])
    let estimates = trace.input("advantages", shape: [count])
    let returns = trace.input("returns", shape: [count])

    let advantages = configuration.normalizesAdvantages ? estimates.standardized() : estimates
    let policyLoss = -(policy.logProbability(of: actions) * advantages).mean()
    let valueLoss = (reading.values - returns).squared().mean()
    let entropy = policy.entropy().mean()
    let norm = trace.minimize(
      policyLoss + configuration.valueWeight * valueLoss - configuration.entropyWeight * entropy,
      over: networks.policyParameters + networks.valueParameters, with: optimizer,
      clippingNorm: configuration.clippingNorm)
    trace.output("policyLoss", policyLoss)
    trace.output("valueLoss", valueLoss)
    trace.output("entropy", entropy)
    trace.output("gradientNorm", norm)
    if let deviation = meanDeviation(of: networks, in: trace) {
      trace.output("deviation", deviation)
    }
  }

  /// The mean `|σ|` of all noisy weights, `[]`.
  private static func meanDeviation(of networks: PolicyNetworks, in trace: Trace) -> Tensor? {
    guard networks.isNoisy else { return nil }
    let sum = networks.deviations.reduce(trace.constant(0)) { $0 + trace.parameter($1).abs().sum() }
    return sum / Float(networks.deviations.reduce(0) { $0 + $1.count })
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
  public static let policyLoss = Metric("policy_loss", "mean of −log π(a|s) Â")

  /// How large the noise is that the policy and the values have learned.
  public static let deviation = Metric("noise_deviation", "mean |σ| of all noisy weights")

  public var metrics: [Metric] {
    [Self.policyLoss, PPO.valueLoss, PPO.entropy, PPO.gradientNorm, PPO.explainedVariance]
      + (configuration.isNoisy ? [Self.deviation] : [])
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    guard actor.rollout.isFull else { return }
    let experience = actor.takeExperience(
      discount: configuration.discount, decay: configuration.traceDecay)
    inputs.fill(with: 0..<experience.sequences, of: experience)
    _ = update.input("advantages").update(fromContentsOf: experience.advantages)
    _ = update.input("returns").update(fromContentsOf: experience.returns)
    if let noise { actor.networks.drawNoise(into: noise) }
    optimizer.learningRate = Float(learningRate.value(at: steps))
    update.run()
    actor.networks.noiseRound += 1
    updates += 1
    let (policyLoss, valueLoss) = (update.output("policyLoss")[0], update.output("valueLoss")[0])
    guard policyLoss.isFinite, valueLoss.isFinite else {
      throw Failure(
        .numerical, "a2c's losses became \(policyLoss) and \(valueLoss)", at: "update \(updates)",
        remedy: "lower learningRate, or set normalizesRewards=true")
    }
    metrics.record(Self.policyLoss, Double(policyLoss))
    metrics.record(PPO.valueLoss, Double(valueLoss))
    metrics.record(PPO.entropy, Double(update.output("entropy")[0]))
    metrics.record(PPO.gradientNorm, Double(update.output("gradientNorm")[0]))
    metrics.record(PPO.explainedVariance, experience.explainedVariance)
    if configuration.isNoisy {
      metrics.record(Self.deviation, Double(update.output("deviation")[0]))
    }
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    actor.save(to: &archive)
    archive.store(optimizer.state, for: "optimizer")
    archive.store([steps, updates], for: "counters")
  }

  public func load(from archive: Archive) throws {
    try actor.load(from: archive)
    try archive.load(optimizer.state, for: "optimizer")
    let counters = try archive.value([Int].self, for: "counters")
    (steps, updates) = (counters.first ?? 0, counters.last ?? 0)
  }
}

extension A2C {
  /// The agent as the command line knows it.
  public static let entry = entry(
    "a2c", summary: "follows the policy gradient of a few steps of many copies",
    source: "Mnih et al., Asynchronous methods for deep reinforcement learning, 2016",
    A2CConfiguration(), tuned: PackageResources.a2c_yaml)

  /// With noise of learned size in place of an entropy bonus.
  public static let noisy = entry(
    "noisy-a2c", summary: "a2c that explores by noise whose size it learns",
    source: "Fortunato et al., Noisy networks for exploration, 2018",
    .noisy, tuned: PackageResources.noisy_a2c_yaml)

  private static func entry(
    _ id: String, summary: String, source: String, _ base: A2CConfiguration, tuned: [UInt8]
  ) -> AgentEntry {
    AgentEntry(
      id, summary: summary, source: source, configuration: A2CConfiguration.self,
      startingFrom: base, tuned: String(decoding: tuned, as: UTF8.self),
      refusal: PolicyHead.refusal
    ) { configuration, context in
      try A2C(configuration, context)
    }
  }
}

extension A2CConfiguration {
  /// NoisyNet-A2C: every dense layer is noisy, and the entropy has no weight.
  public static var noisy: Self {
    var configuration = Self()
    configuration.isNoisy = true
    configuration.entropyWeight = 0
    return configuration
  }
}
