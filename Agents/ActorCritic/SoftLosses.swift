internal import Networks
internal import TensorCore

/// The losses of a soft actor-critic, in the order of the paper.
///
/// Shapes: `B` transitions, `K` critics, and `[B, …]` for what a policy says of its choices: `[B]`
/// of one that was drawn, `[B, A]` of all.
struct SoftLosses {
  private let configuration: SACConfiguration
  private let networks: SoftNetworks
  private var policy: any SoftPolicy { networks.policy }

  init(_ configuration: SACConfiguration, _ networks: SoftNetworks) {
    self.configuration = configuration
    self.networks = networks
  }

  /// One step of Adam on each loss, then a step of the targets; gives the metrics out.
  func minimize(on batch: TransitionTensors, with optimizers: [Adam]) {
    let trace = batch.rewards.trace
    let temperature = trace.parameter(networks.logTemperature).exp().detached
    let choices = policy.choices(in: batch.observations, noise: "noise")

    // [K, B]
    let values = policy.values(of: batch.actions, in: batch.observations, by: networks.critics)
    let targets = targets(batch, temperature)
    let criticLoss = 0.5 * (targets - values).squared().sum(axis: 0).mean()
    trace.minimize(criticLoss, over: networks.critics.parameters, with: optimizers[0])

    let least = choices.leastValues(by: networks.critics)  // [B, …]
    let soft = choices.expectation(temperature * choices.logProbabilities - least)  // [B]
    trace.minimize(soft.mean(), over: policy.parameters, with: optimizers[1])

    let entropy = -choices.expectation(choices.logProbabilities).mean()
    if configuration.learnsTemperature {
      let loss = temperatureLoss(entropy)
      trace.minimize(loss, over: [networks.logTemperature], with: optimizers[2])
    }
    if let value = networks.value {
      // V(s) follows E[min Q − α log π], which is minus the actor's loss.
      let errors = value(batch.observations).reshaped(soft.shape) + soft.detached
      let loss = 0.5 * errors.squared().mean()
      trace.minimize(loss, over: value.parameters, with: optimizers[3])
    }
    networks.moveTargets(by: configuration.targetFraction, in: trace)
    trace.output("critic_loss", criticLoss)
    trace.output("value", values.mean())
    trace.output("actor_loss", soft.mean())
    trace.output("entropy", entropy)
    trace.output("temperature", temperature)
  }

  /// `y = r + γ E[min Q⁻(s′, a′) − α log π(a′|s′)]`, `[B]`; with a value network, `r + γ V⁻(s′)`.
  private func targets(_ batch: TransitionTensors, _ temperature: Tensor) -> Tensor {
    let next: Tensor
    if let targetValue = networks.targetValue {
      next = targetValue(batch.nextObservations).reshaped(batch.rewards.shape)
    } else {
      let choices = policy.choices(in: batch.nextObservations, noise: "nextNoise")
      next = choices.expectation(
        choices.leastValues(by: networks.targetCritics) - temperature * choices.logProbabilities)
    }
    return (batch.rewards + batch.continuations * next).detached
  }

  /// `J(α) = E[−α (log π + H̄)]`, `[]`, whose gradient reaches the temperature alone.
  func temperatureLoss(_ entropy: Tensor) -> Tensor {
    let temperature = entropy.trace.parameter(networks.logTemperature).exp()
    return temperature * (entropy - policy.targetEntropy(configuration)).detached
  }
}
