internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// The networks of a deterministic policy gradient; targets begin as copies.
struct DeterministicNetworks {
  let actor: MultilayerPerceptron  // [B, O] to [B, D], before the tangent
  let targetActor: MultilayerPerceptron
  let critics: EnsembleMultilayerPerceptron  // [B, O + D] to [K, B, N]
  let targetCritics: EnsembleMultilayerPerceptron

  init(_ rule: any DeterministicRule, features: Int, actionWidth: Int, seed: UInt64) throws {
    var random = RandomSource(seed: seed, stream: "\(rule.name)/initialization")
    func policy(_ name: String) -> MultilayerPerceptron {
      MultilayerPerceptron(
        inputs: features, hidden: rule.settings.hiddenWidths, outputs: actionWidth,
        activation: .relu, name: name, using: &random)
    }
    func critics(_ name: String) -> EnsembleMultilayerPerceptron {
      EnsembleMultilayerPerceptron(
        count: rule.critics, inputs: features + actionWidth, hidden: rule.settings.hiddenWidths,
        outputs: rule.outputs, activation: .relu, name: name, using: &random)
    }
    (actor, targetActor) = (policy("actor"), policy("targetActor"))
    (self.critics, targetCritics) = (critics("critics"), critics("targetCritics"))
    let networks = self
    try Program("\(rule.name) copy") { networks.moveTargets(by: 1, in: $0) }.run()
  }

  /// Lets every target follow at the end of a run.
  func moveTargets(by fraction: Float, in trace: Trace) {
    trace.approach(targetActor.parameters, to: actor.parameters, by: fraction)
    trace.approach(targetCritics.parameters, to: critics.parameters, by: fraction)
  }

  /// Everything that is learned, each part under its name in checkpoints.
  var parameters: [(name: String, [Parameter])] {
    [
      ("actor", actor.parameters), ("targetActor", targetActor.parameters),
      ("critics", critics.parameters), ("targetCritics", targetCritics.parameters),
    ]
  }
}
