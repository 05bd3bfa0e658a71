internal import AgentCommons
internal import Foundation
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// What a soft actor-critic learns.
struct SoftNetworks {
  let policy: any SoftPolicy
  let critics: EnsembleMultilayerPerceptron
  let targetCritics: EnsembleMultilayerPerceptron
  /// V, in the first version of the algorithm.
  let value: MultilayerPerceptron?
  let targetValue: MultilayerPerceptron?
  let logTemperature: Parameter  // log α, []

  /// Creates networks whose targets are copies.
  ///
  /// - Precondition: the actions of the context are discrete, or numbers in a bounded box.
  init(_ configuration: SACConfiguration, _ encoder: FeatureEncoder, _ context: AgentContext) throws
  {
    var random = RandomSource(seed: context.seed, stream: "sac/initialization")
    let (features, widths) = (encoder.width, configuration.hiddenWidths)
    let policy = Self.policy(configuration, encoder, context.actionSpace, using: &random)
    func critics(_ name: String) -> EnsembleMultilayerPerceptron {
      EnsembleMultilayerPerceptron(
        count: configuration.critics, inputs: features + (policy.actionWidth ?? 0), hidden: widths,
        outputs: policy.valueWidth, activation: .relu, name: name, using: &random)
    }
    func stateValue(_ name: String) -> MultilayerPerceptron? {
      guard configuration.hasValueNetwork else { return nil }
      return MultilayerPerceptron(
        inputs: features, hidden: widths, outputs: 1, activation: .relu, name: name, using: &random)
    }
    self.policy = policy
    (self.critics, targetCritics) = (critics("critics"), critics("target"))
    (value, targetValue) = (stateValue("value"), stateValue("target"))
    logTemperature = Parameter(
      "logTemperature", shape: [], values: [log(configuration.temperature)])
    let networks = self
    try Program("sac copy") { networks.moveTargets(by: 1, in: $0) }.run()
  }

  private static func policy(
    _ configuration: SACConfiguration, _ encoder: FeatureEncoder, _ actions: Space,
    using random: inout RandomSource
  ) -> any SoftPolicy {
    if let count = actions.discreteCount {
      return CategoricalPolicy(
        actions: count, correlation: configuration.noiseCorrelation, encoder,
        configuration.hiddenWidths, using: &random)
    }
    guard let box = actions.box else {
      preconditionFailure("the registry lets sac act by indices and in boxes only")
    }
    return GaussianPolicy(box, configuration, encoder, using: &random)
  }

  /// Lets every target follow at the end of a run.
  func moveTargets(by fraction: Float, in trace: Trace) {
    trace.approach(targetCritics.parameters, to: critics.parameters, by: fraction)
    if let value, let targetValue {
      trace.approach(targetValue.parameters, to: value.parameters, by: fraction)
    }
  }

  /// Everything that is learned, each part under its name in checkpoints.
  var parameters: [(name: String, [Parameter])] {
    [
      ("actor", policy.parameters), ("critics", critics.parameters),
      ("target", targetCritics.parameters), ("value", value?.parameters ?? []),
      ("targetValue", targetValue?.parameters ?? []), ("temperature", [logTemperature]),
    ]
  }
}
