internal import AgentCommons
internal import Networks
public import ReinforcementLearning
internal import TensorCore

/// Learns the policy that earns most while it is as random as its temperature makes worthwhile.
///
/// Shapes: `B` transitions, `O` observed numbers, `K` critics, `D` numbers of an action, or `A`
/// discrete actions.
///
/// Follows Haarnoja et al., *Soft actor-critic algorithms and applications*, 2018, and, where it is
/// asked for, the network of state values of their *Soft actor-critic: off-policy maximum entropy
/// deep reinforcement learning with a stochastic actor*, 2018.  Discrete policies follow
/// Christodoulou, *Soft actor-critic for discrete action settings*, 2019.  All gradients of an update
/// are taken at the same parameters, where the papers' listing moves the critics first: nothing is
/// computed twice.
final class SAC: ActorCriticMethod {
  let batch: TransitionBatch
  let programs: [Program]

  private let networks: SoftNetworks
  private let optimizers: [Adam]
  private let noises: [UnsafeMutableBufferPointer<Float>]
  private var policy: any SoftPolicy { networks.policy }
  private var update: Program { programs[0] }

  init(_ configuration: SACConfiguration, _ encoder: FeatureEncoder, _ context: AgentContext) throws
  {
    let networks = try SoftNetworks(configuration, encoder, context)
    let actionWidth = networks.policy.actionWidth
    let optimizers = (0..<4).map { _ in Adam(learningRate: configuration.learningRate) }
    let update = try Program("sac update") { trace in
      let batch = TransitionTensors(
        trace, count: configuration.batchSize, features: encoder.width, actionWidth: actionWidth)
      SoftLosses(configuration, networks).minimize(on: batch, with: optimizers)
    }
    self.networks = networks
    self.optimizers = optimizers
    programs = [update]
    batch = TransitionBatch(of: update, isDiscrete: actionWidth == nil)
    let names = networks.value == nil ? ["noise", "nextNoise"] : ["noise"]
    noises = actionWidth == nil ? [] : names.map { update.input($0) }
  }

  // MARK: - Acting

  var memoryWidth: Int { policy.memoryWidth }

  func act(on rows: Rows, state: inout ActingState, into actions: inout Rows) {
    policy.act(on: rows, state: &state, into: &actions)
  }

  func introspect(_ rows: Rows) -> [Introspection] { policy.introspect(rows, by: networks.critics) }

  // MARK: - Learning

  func update(
    _ number: Int, drawing random: inout RandomSource, recording metrics: inout MetricRecorder
  ) throws {
    for noise in noises { noise.fillNormal(using: &random) }
    update.run()
    let losses = update.output("critic_loss")[0] + update.output("actor_loss")[0]
    try check(losses, of: "sac", at: number)
    for metric in self.metrics {
      metrics.record(metric, Double(update.output(metric.name)[0]))
    }
  }

  let metrics = [
    Metric("critic_loss", "Σₖ ½ (y − Qₖ(s, a))², in the mean over the batch"),
    Metric("value", "mean Q(s, a) of the transitions learned from, over all critics"),
    Metric("actor_loss", "mean α log π(a|s) − min Q(s, a) of the policy's own actions"),
    Metric("entropy", "mean − log π(a|s) of the policy's own actions within ±1"),
    Metric("temperature", "α, the worth of one unit of entropy"),
  ]

  // MARK: - Checkpointing

  private var parameters: [(name: String, [Parameter])] {
    networks.parameters
      + optimizers.enumerated().map { ("optimizer/\($0)", $1.state) }
  }

  func save(to archive: inout Archive) {
    for (name, parameters) in parameters { archive.store(parameters, for: name) }
  }

  func load(from archive: Archive) throws {
    for (name, parameters) in parameters { try archive.load(parameters, for: name) }
  }
}

extension ActorCriticAgent {
  /// The soft actor-critic as the command line knows it.
  public static let sac = AgentEntry(
    "sac", summary: "earns as much as it can while acting as randomly as it can afford",
    source: "Haarnoja et al., Soft actor-critic algorithms and applications, 2018",
    configuration: SACConfiguration.self,
    tuned: String(decoding: PackageResources.sac_yaml, as: UTF8.self),
    refusal: { setting in
      if setting.actionSpace.discreteCount != nil { return nil }
      return boxRefusal(setting)
    }
  ) { configuration, context in
    try ActorCriticAgent(configuration, context)
  }

  /// Why a policy over numbers cannot act in a setting; nil if it can.
  static func boxRefusal(_ setting: AgentSetting) -> String? {
    guard let box = setting.actionSpace.box else { return "its actions are not numbers" }
    return box.isBounded ? nil : "its actions have no bounds"
  }
}
