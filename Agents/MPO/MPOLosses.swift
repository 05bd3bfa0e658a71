internal import Networks
internal import TensorCore

/// What an update of MPO descends, all at the same parameters.
///
/// Shapes: `R = B T` steps of `B` trajectories; the policy improves where steps led to.
struct MPOLosses {
  let configuration: MPOConfiguration
  let networks: MPONetworks
  private var policy: any ImprovingPolicy { networks.policy }
  private var rows: Int { configuration.batchSize * configuration.trajectorySteps }

  /// Declares the inputs, and takes one step of every optimizer; gives the metrics out.
  func minimize(in trace: Trace, features: Int) {
    let states = trace.input("nextObservations", shape: [rows, features])
    let improvement = policy.improvement(in: states, by: networks.targetCritic)
    minimizeCritic(in: trace, features: features, nextValues: improvement.values)

    let divergences = policy.divergences(in: states)
    var (loss, dualLoss) = (improvement.loss, improvement.temperatureLoss)
    for (part, measured) in zip(policy.parts, divergences) {
      loss = loss + part.dual.penalty(measured)
      dualLoss = dualLoss + part.dual.loss(measured, bound: part.bound)
      trace.output("\(part.name)_divergence", measured)
      trace.output("\(part.name)_dual", part.dual.value(in: trace).mean())
    }
    trace.minimize(
      loss, over: policy.parts.flatMap(\.network.parameters), with: networks.optimizers[1],
      clippingNorm: configuration.clippingNorm)
    trace.minimize(
      dualLoss, over: networks.duals.map(\.parameter), with: networks.optimizers[2])
    trace.output("policy_loss", loss)
    trace.output("improvement_divergence", improvement.divergence)
    for temperature in policy.temperatures {
      trace.output(temperature.parameter.name, temperature.value(in: trace))
    }
  }

  private func minimizeCritic(in trace: Trace, features: Int, nextValues: Tensor) {
    let states = trace.input("observations", shape: [rows, features])
    let actions =
      policy.actionWidth.map { trace.input("actions", shape: [rows, $0]) }
      ?? trace.indices("actions", shape: [rows])
    let targets = targets(of: actions, in: states, nextValues: nextValues)
    let values = policy.value(of: actions, in: states, by: networks.critic)
    let loss = 0.5 * (targets - values).squared().mean()
    trace.minimize(
      loss, over: networks.critic.parameters, with: networks.optimizers[0],
      clippingNorm: configuration.clippingNorm)
    trace.output("critic_loss", loss)
    trace.output("value", values.mean())
  }

  /// `r + γ V(s′)`, or Retrace's targets, `[R]`.
  private func targets(of actions: Tensor, in states: Tensor, nextValues: Tensor) -> Tensor {
    let trace = states.trace
    let rewards = trace.input("rewards", shape: [rows])
    let continuations = trace.input("continuations", shape: [rows])
    guard configuration.trajectorySteps > 1 else {
      return (rewards + continuations * nextValues).detached
    }
    let behavior = trace.input("behaviorLogProbabilities", shape: [rows])
    let shape = [configuration.batchSize, configuration.trajectorySteps]
    let values = policy.value(of: actions, in: states, by: networks.targetCritic)
    let logRatios = policy.targetLogProbability(of: actions, in: states) - behavior
    return Retrace(
      rewards: rewards.reshaped(shape), continuations: continuations.reshaped(shape),
      nextValues: nextValues.reshaped(shape), values: values.reshaped(shape),
      logRatios: logRatios.reshaped(shape),
      cuts: trace.input("cuts", shape: [rows]).reshaped(shape)
    ).targets(decay: configuration.traceDecay).reshaped([rows])
  }
}
