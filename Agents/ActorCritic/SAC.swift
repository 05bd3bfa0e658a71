internal import AgentCommons
internal import Foundation
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

  private let policy: any SoftPolicy
  private let critics: EnsembleMultilayerPerceptron
  private let targetCritics: EnsembleMultilayerPerceptron
  private let value: MultilayerPerceptron?
  private let targetValue: MultilayerPerceptron?
  private let logTemperature: Parameter  // log α, []
  private let optimizers: [Adam]
  private let noises: [UnsafeMutableBufferPointer<Float>]
  private var update: Program { programs[0] }

  init(_ configuration: SACConfiguration, _ encoder: FeatureEncoder, _ context: AgentContext) throws
  {
    var random = RandomSource(seed: context.seed, stream: "sac/initialization")
    let (policy, critics, targetCritics) = Self.networks(
      configuration, encoder, context, using: &random)
    func stateValue(_ name: String) -> MultilayerPerceptron? {
      guard configuration.hasValueNetwork else { return nil }
      return MultilayerPerceptron(
        inputs: encoder.width, hidden: configuration.hiddenWidths, outputs: 1, activation: .relu,
        name: name, using: &random)
    }
    let (value, targetValue) = (stateValue("value"), stateValue("target"))
    let logTemperature = Parameter(
      "logTemperature", shape: [], values: [log(configuration.temperature)])
    let optimizers = (0..<4).map { _ in Adam(learningRate: configuration.learningRate) }
    self.policy = policy
    self.critics = critics
    self.targetCritics = targetCritics
    self.value = value
    self.targetValue = targetValue
    self.logTemperature = logTemperature
    self.optimizers = optimizers
    let update = try Program("sac update") { trace in
      let losses = SoftLosses(
        configuration, policy, critics: critics, targetCritics: targetCritics, value: value,
        targetValue: targetValue, logTemperature: logTemperature)
      losses.minimize(
        on: TransitionTensors(
          trace, count: configuration.batchSize, features: encoder.width,
          actionWidth: policy.actionWidth), with: optimizers)
    }
    programs = [update]
    batch = TransitionBatch(of: update, isDiscrete: policy.actionWidth == nil)
    noises =
      policy.actionWidth == nil
      ? []
      : [update.input("noise")] + (value == nil ? [update.input("nextNoise")] : [])
    try Program("sac copy") { trace in
      trace.approach(targetCritics.parameters, to: critics.parameters, by: 1)
      if let value, let targetValue {
        trace.approach(targetValue.parameters, to: value.parameters, by: 1)
      }
    }.run()
  }

  private static func networks(
    _ configuration: SACConfiguration, _ encoder: FeatureEncoder, _ context: AgentContext,
    using random: inout RandomSource
  ) -> (any SoftPolicy, EnsembleMultilayerPerceptron, EnsembleMultilayerPerceptron) {
    let (features, widths) = (encoder.width, configuration.hiddenWidths)
    let policy: any SoftPolicy =
      if let actions = context.actionSpace.discreteCount {
        CategoricalPolicy(
          actions: actions, correlation: configuration.noiseCorrelation, encoder, widths,
          using: &random)
      } else if let box = context.actionSpace.box {
        GaussianPolicy(
          box, correlation: configuration.noiseCorrelation, encoder, widths, using: &random)
      } else {
        preconditionFailure("the registry lets sac act by indices and in boxes only")
      }
    func critics(_ name: String) -> EnsembleMultilayerPerceptron {
      EnsembleMultilayerPerceptron(
        count: configuration.critics, inputs: features + (policy.actionWidth ?? 0), hidden: widths,
        outputs: policy.valueWidth, activation: .relu, name: name, using: &random)
    }
    return (policy, critics("critics"), critics("target"))
  }

  // MARK: - Acting

  var memoryWidth: Int { policy.memoryWidth }

  func act(on rows: Rows, state: inout ActingState, into actions: inout Rows) {
    policy.act(on: rows, state: &state, into: &actions)
  }

  func introspect(_ rows: Rows) -> [Introspection] { policy.introspect(rows, by: critics) }

  // MARK: - Learning

  func update(
    _ number: Int, drawing random: inout RandomSource, recording metrics: inout MetricRecorder
  ) throws {
    for noise in noises { noise.fillNormal(using: &random) }
    update.run()
    let losses = update.output("criticLoss")[0] + update.output("actorLoss")[0]
    try check(losses, of: "sac", at: number)
    for metric in self.metrics {
      metrics.record(metric, Double(update.output(metric.name)[0]))
    }
  }

  let metrics = [
    Metric("criticLoss", "Σₖ ½ (y − Qₖ(s, a))², in the mean over the batch"),
    Metric("value", "mean Q(s, a) of the transitions learned from, over all critics"),
    Metric("actorLoss", "mean α log π(a|s) − min Q(s, a) of the policy's own actions"),
    Metric("entropy", "mean − log π(a|s) of the policy's own actions within ±1"),
    Metric("temperature", "α, the worth of one unit of entropy"),
  ]

  // MARK: - Checkpointing

  private var parameters: [(name: String, [Parameter])] {
    [
      ("actor", policy.network.parameters), ("critics", critics.parameters),
      ("target", targetCritics.parameters), ("value", value?.parameters ?? []),
      ("targetValue", targetValue?.parameters ?? []), ("temperature", [logTemperature]),
    ] + optimizers.enumerated().map { ("optimizer/\($0)", $1.state) }
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
