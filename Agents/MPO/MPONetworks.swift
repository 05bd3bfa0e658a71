internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// What an MPO learns; targets begin as copies.
struct MPONetworks {
  let policy: any ImprovingPolicy
  let critic: NormalizedNetwork
  let targetCritic: NormalizedNetwork
  /// Of the critic, of the policy, and of the duals.
  let optimizers: [Adam]
  private let copying: Program

  init(_ configuration: MPOConfiguration, features: Int, _ context: AgentContext) throws {
    var random = RandomSource(seed: context.seed, stream: "mpo/initialization")
    let policy = Self.policy(configuration, features, context.actionSpace, using: &random)
    func critic(_ name: String) -> NormalizedNetwork {
      NormalizedNetwork(
        inputs: features + (policy.actionWidth ?? 0), hidden: configuration.hiddenWidths,
        outputs: policy.valueWidth, name: name, using: &random)
    }
    let (online, target) = (critic("critic"), critic("targetCritic"))
    optimizers = [
      configuration.learningRate, configuration.learningRate, configuration.dualLearningRate,
    ].map { Adam(learningRate: $0) }
    copying = try Program("mpo copy") { trace in
      trace.approach(target.parameters, to: online.parameters, by: 1)
      for part in policy.parts {
        trace.approach(part.target.parameters, to: part.network.parameters, by: 1)
      }
    }
    (self.policy, self.critic, targetCritic) = (policy, online, target)
    copyIntoTargets()
  }

  private static func policy(
    _ configuration: MPOConfiguration, _ features: Int, _ actions: Space,
    using random: inout RandomSource
  ) -> any ImprovingPolicy {
    if let count = actions.discreteCount {
      return DiscretePolicy(
        actions: count, features: features, configuration, using: &random)
    }
    guard let box = actions.box else {
      preconditionFailure("the registry lets mpo act by indices and in boxes only")
    }
    return ContinuousPolicy(
      width: box.count, features: features, configuration, using: &random)
  }

  /// Lets every target become what it follows.
  func copyIntoTargets() { copying.run() }

  /// Sets Adam's step size for the critic and the policy.
  func setLearningRate(_ rate: Float) {
    for optimizer in optimizers.dropLast() { optimizer.learningRate = rate }
  }

  /// The duals of temperatures and of divergences.
  var duals: [Dual] { policy.temperatures + policy.parts.map(\.dual) }

  /// Everything that is learned, each part under its name in checkpoints.
  var parameters: [(name: String, [Parameter])] {
    [("critic", critic.parameters), ("targetCritic", targetCritic.parameters)]
      + policy.parts.flatMap {
        [($0.name, $0.network.parameters), ("\($0.name)Target", $0.target.parameters)]
      } + [("duals", duals.map(\.parameter))]
      + optimizers.enumerated().map { ("optimizer/\($0)", $1.state) }
  }
}
