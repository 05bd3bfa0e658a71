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
    update = try Program("a2c update") { [actor, optimizer] trace in
      Self.traceUpdate(trace, configuration, actor.networks, optimizer, count: count)
    }
  }

  /// `log π(a|s) Â − c₁ (V(s) − R)² + c₂ H`, to be made greater (Mnih et al., 2016, section 4 and
  /// algorithm S3).
  private static func traceUpdate(
    _ trace: Trace, _ configuration: A2CConfiguration, _ networks: PolicyNetworks,
    _ optimizer: RMSProp, count: Int
  ) {
    let features = trace.input("features", shape: [count, networks.features])
    let actions = trace.input("actions", shape: [count, networks.head.outputs])
    let estimates = trace.input("advantages", shape: [count])
    let returns = trace.input("returns", shape: [count])

    let policy = networks.distribution(features)
    let advantages = configuration.normalizesAdvantages ? estimates.standardized() : estimates
    let policyLoss = -(policy.logProbability(of: actions) * advantages).mean()
    let valueLoss = (networks.values(features) - returns).squared().mean()
    let entropy = policy.entropy().mean()
    let norm = trace.minimize(
      policyLoss + configuration.valueWeight * valueLoss - configuration.entropyWeight * entropy,
      over: networks.policyParameters + networks.valueParameters, with: optimizer,
      clippingNorm: configuration.clippingNorm)
    trace.output("policyLoss", policyLoss)
    trace.output("valueLoss", valueLoss)
    trace.output("entropy", entropy)
    trace.output("gradientNorm", norm)
  }

  // MARK: - Acting

  public var memoryWidth: Int { actor.head.width }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    actor.act(on: observations, state: &state, into: &actions)
  }

  public func introspect(_ observations: Observations, state: ActingState) -> [Introspection] {
    actor.introspect(observations)
  }

  public func observe(_ transitions: Transitions) {
    actor.observe(transitions)
    steps += transitions.count
  }

  // MARK: - Learning

  /// The policy's part of the loss.
  public static let policyLoss = Metric("policy_loss", "mean of −log π(a|s) Â")

  public var metrics: [Metric] {
    [Self.policyLoss, PPO.valueLoss, PPO.entropy, PPO.gradientNorm, PPO.explainedVariance]
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    guard actor.rollout.isFull else { return }
    let experience = actor.takeExperience(
      discount: configuration.discount, decay: configuration.traceDecay)
    _ = update.input("features").update(fromContentsOf: experience.features)
    _ = update.input("actions").update(fromContentsOf: experience.actions)
    _ = update.input("advantages").update(fromContentsOf: experience.advantages)
    _ = update.input("returns").update(fromContentsOf: experience.returns)
    optimizer.learningRate = Float(learningRate.value(at: steps))
    update.run()
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
  public static let entry = AgentEntry(
    "a2c", summary: "follows the policy gradient of a few steps of many copies",
    source: "Mnih et al., Asynchronous methods for deep reinforcement learning, 2016",
    configuration: A2CConfiguration.self,
    tuned: String(decoding: PackageResources.a2c_yaml, as: UTF8.self),
    refusal: PolicyHead.refusal
  ) { configuration, context in
    try A2C(configuration, context)
  }
}
