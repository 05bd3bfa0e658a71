internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// Probabilities of `A` actions, all of which are looked at, as in Acme's categorical loss.
struct DiscretePolicy: ImprovingPolicy {
  let valueWidth: Int  // A
  let actionWidth: Int? = nil
  let parts: [BoundedPart]
  let temperatures = [Dual("temperature", beginning: 3)]
  private let configuration: MPOConfiguration

  init(
    actions: Int, features: Int, _ configuration: MPOConfiguration,
    using random: inout RandomSource
  ) {
    valueWidth = actions
    self.configuration = configuration
    func network(_ name: String) -> NormalizedNetwork {
      NormalizedNetwork(
        inputs: features, hidden: configuration.hiddenWidths, outputs: actions, name: name,
        last: .uniform(limit: 1e-3), using: &random)
    }
    parts = [
      BoundedPart(
        name: "policy", network: network("policy"), target: network("targetPolicy"),
        bound: configuration.meanBound, dual: Dual("policyDual", beginning: 3))
    ]
  }

  private func law(_ network: NormalizedNetwork, _ states: Tensor) -> Categorical {
    Categorical(logits: network(states))
  }

  func improvement(in states: Tensor, by critic: NormalizedNetwork) -> Improvement {
    let (target, policy) = (law(parts[0].target, states), law(parts[0].network, states))
    let values = critic(states).detached
    let better = ImprovedActions(
      values, logPrior: target.logProbabilities, temperature: temperatures[0],
      bound: configuration.improvementBound)
    return Improvement(
      values: (target.probabilities * values).sum(axis: 1).detached,
      loss: -(better.weights * policy.logProbabilities).sum(axis: 1).mean(),
      temperatureLoss: better.loss, divergence: better.divergence)
  }

  func divergences(in states: Tensor) -> [Tensor] {
    let target = Categorical(logits: parts[0].target(states).detached)
    return [target.divergence(to: law(parts[0].network, states)).mean()]
  }

  func value(of actions: Tensor, in states: Tensor, by critic: NormalizedNetwork) -> Tensor {
    critic(states).gathered(at: actions)
  }

  func targetLogProbability(of actions: Tensor, in states: Tensor) -> Tensor {
    law(parts[0].target, states).logProbability(of: actions)
  }

  func traceActing(in states: Tensor) {
    states.trace.output("logProbabilities", law(parts[0].network, states).logProbabilities)
  }

  func traceThoughts(in states: Tensor, by critic: NormalizedNetwork) {
    states.trace.output("values", critic(states))
    states.trace.output("policy", law(parts[0].network, states).probabilities)
  }
}
