internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// Learns a policy without chance by climbing what critics say of its actions.
///
/// Shapes: `B` transitions, `O` observed numbers, `D` numbers of an action, `K` critics, `N` outputs
/// of each.
///
/// What DDPG, TD3 and D4PG have in common; in what they differ, their rule says.  The policy's
/// actions are kept within ±1 by the hyperbolic tangent.
final class DeterministicPolicyGradient: ActorCriticMethod {
  let batch: TransitionBatch
  /// The critics' step, and that of the actor and of all targets.
  let programs: [Program]

  private let rule: any DeterministicRule
  private let networks: DeterministicNetworks
  private let optimizers: (actor: Adam, critics: Adam)
  private let scaling: ActionScaling
  private let noise: ActionNoise
  private let actions: RowPrograms
  private let thoughts: RowPrograms

  init(_ rule: any DeterministicRule, _ encoder: FeatureEncoder, _ context: AgentContext) throws {
    guard let box = context.actionSpace.box else {
      preconditionFailure("the registry lets deterministic policies act in boxes only")
    }
    let networks = try DeterministicNetworks(
      rule, features: encoder.width, actionWidth: box.count, seed: context.seed)
    let settings = rule.settings
    let optimizers = (
      actor: Adam(learningRate: settings.actorLearningRate),
      critics: Adam(
        learningRate: settings.criticLearningRate, weightDecay: settings.criticWeightDecay)
    )
    self.rule = rule
    self.networks = networks
    self.optimizers = optimizers
    scaling = ActionScaling(box)
    noise = ActionNoise(width: box.count, correlation: settings.noiseCorrelation)
    let update = try Program("\(rule.name) critics") { trace in
      let batch = TransitionTensors(
        trace, count: settings.batchSize, features: encoder.width, actionWidth: box.count)
      Self.traceCritics(rule, batch, networks, optimizers.critics)
    }
    let improvement = try Program("\(rule.name) actor") { trace in
      let states = trace.input("observations", shape: [settings.batchSize, encoder.width])
      Self.traceActor(rule, states, networks, optimizers.actor)
    }
    programs = [update, improvement]
    batch = TransitionBatch(
      of: update, isDiscrete: false, isPrioritized: settings.prioritization != nil)
    actions = RowPrograms("\(rule.name) actions", encoder) { trace, observations in
      trace.output("actions", networks.actor(observations).tanh())
    }
    thoughts = RowPrograms("\(rule.name) thoughts", encoder) { trace, observations in
      let seen = observations.concatenated(networks.actor(observations).tanh(), along: 1)
      trace.output("values", rule.worth(of: networks.critics(seen, members: 0..<1)))
    }
  }

  private static func traceCritics(
    _ rule: any DeterministicRule, _ batch: TransitionTensors, _ networks: DeterministicNetworks,
    _ optimizer: Adam
  ) {
    let trace = batch.rewards.trace
    let nextActions = rule.targetActions(networks.targetActor(batch.nextObservations).tanh())
    let next = networks.targetCritics(batch.nextObservations.concatenated(nextActions, along: 1))
    let outputs = networks.critics(batch.observations.concatenated(batch.actions, along: 1))
    let losses = rule.criticLosses(of: outputs, next: next.detached, batch)
    var loss = losses.mean()
    if rule.settings.prioritization != nil {
      loss = (losses * trace.input("weights", shape: losses.shape)).mean()
      trace.output("errors", losses)
    }
    trace.minimize(loss, over: networks.critics.parameters, with: optimizer)
    trace.output("critic_loss", loss)
    trace.output("value", rule.worth(of: outputs).mean())
  }

  /// The actor climbs the first critic; gradients pass through actions into the actor alone.
  private static func traceActor(
    _ rule: any DeterministicRule, _ states: Tensor, _ networks: DeterministicNetworks,
    _ optimizer: Adam
  ) {
    let trace = states.trace
    let seen = states.concatenated(networks.actor(states).tanh(), along: 1)
    let loss = -rule.worth(of: networks.critics(seen, members: 0..<1)).mean()
    trace.minimize(loss, over: networks.actor.parameters, with: optimizer)
    trace.output("actor_loss", loss)
    networks.moveTargets(by: rule.settings.targetFraction, in: trace)
  }

  var errors: UnsafeBufferPointer<Float>? {
    rule.settings.prioritization.map { _ in programs[0].output("errors") }
  }

  // MARK: - Acting

  var memoryWidth: Int { noise.memoryWidth }

  func act(on rows: Rows, state: inout ActingState, into actions: inout Rows) {
    let program = self.actions.program(on: rows)
    program.run()
    let output = program.output("actions")
    guard state.mode == .explore else { return scaling.expand(output, into: &actions) }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: output.count) { noisy in
      noise.draw(&state, into: noisy)
      for place in noisy.indices {
        let action = output[place] + rule.settings.explorationDeviation * noisy[place]
        noisy[place] = min(max(action, -1), 1)
      }
      scaling.expand(UnsafeBufferPointer(noisy), into: &actions)
    }
  }

  func introspect(_ rows: Rows) -> [Introspection] {
    let program = thoughts.program(on: rows)
    program.run()
    return program.output("values").map { Introspection(value: $0) }
  }

  // MARK: - Learning

  let metrics = [
    Metric("critic_loss", "the critics' loss, in the mean over the batch"),
    Metric("value", "mean Q(s, a) of the transitions learned from, over all critics"),
    Metric("actor_loss", "minus the mean of the first critic's value of the policy's actions"),
  ]

  func update(
    _ number: Int, drawing random: inout RandomSource, recording metrics: inout MetricRecorder
  ) throws {
    let (update, improvement) = (programs[0], programs[1])
    for name in rule.noises { update.input(name).fillNormal(using: &random) }
    update.run()
    try check(update.output("critic_loss")[0], of: rule.name, at: number)
    metrics.record(self.metrics[0], Double(update.output("critic_loss")[0]))
    metrics.record(self.metrics[1], Double(update.output("value")[0]))
    guard number.isMultiple(of: rule.settings.actorInterval) else { return }
    _ = improvement.input("observations").update(fromContentsOf: batch.observations)
    improvement.run()
    try check(improvement.output("actor_loss")[0], of: rule.name, at: number)
    metrics.record(self.metrics[2], Double(improvement.output("actor_loss")[0]))
  }

  // MARK: - Checkpointing

  private var parameters: [(name: String, [Parameter])] {
    networks.parameters + [
      ("optimizer/actor", optimizers.actor.state), ("optimizer/critics", optimizers.critics.state),
    ]
  }

  func save(to archive: inout Archive) {
    for (name, parameters) in parameters { archive.store(parameters, for: name) }
  }

  func load(from archive: Archive) throws {
    for (name, parameters) in parameters { try archive.load(parameters, for: name) }
  }
}
