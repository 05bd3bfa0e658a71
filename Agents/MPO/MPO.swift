internal import AgentCommons
public import ReinforcementLearning
package import TensorCore

/// Learns from actions weighed by their values: the policy follows the better ones, as far as bounds
/// on its mean and its covariance let it.
///
/// Follows Abdolmaleki et al., *Maximum a posteriori policy optimisation*, 2018, in the form of
/// Acme's program (Hoffman et al., 2020), and, for the penalty on actions beyond ±1, Abdolmaleki et
/// al., *A distributional view on multi-objective policy optimization*, 2020.
public final class MPO: Agent {
  private let configuration: MPOConfiguration
  private let copies: Int
  private let replay: TrajectoryReplay
  private let networks: MPONetworks
  private let update: Program
  private let measurement: Program  // how far the policy is from its target
  private let batch: TrajectoryBatch
  private let actor: MPOActor
  private let learningRate: Schedule
  private var noise: RandomSource
  private var steps = 0
  private var greatestShare: Float = 0

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  ///
  /// - Precondition: the actions of the context are discrete, or numbers in a bounded box.
  /// - Throws: `Failure` of kind `configuration` if the replay would not fit into memory;
  ///   `TraceError` if the networks do not fit together.
  public init(_ configuration: MPOConfiguration, _ context: AgentContext) throws {
    self.configuration = configuration
    copies = context.copies
    learningRate = configuration.learningRate(over: context.steps)
    replay = try TrajectoryReplay(configuration, context)
    let features = replay.encoder.width
    let networks = try MPONetworks(configuration, features: features, context)
    let update = try Program("mpo update") { trace in
      MPOLosses(configuration: configuration, networks: networks)
        .minimize(in: trace, features: features)
    }
    measurement = try Program("mpo divergences") { trace in
      let states = trace.input("states", shape: [configuration.measuredStates, features])
      let measured = networks.policy.divergences(in: states)
      for (part, divergence) in zip(networks.policy.parts, measured) {
        trace.output(part.name, divergence)
      }
    }
    (self.networks, self.update) = (networks, update)
    batch = TrajectoryBatch(
      of: update, isDiscrete: networks.policy.actionWidth == nil,
      isTraced: configuration.trajectorySteps > 1)
    actor = MPOActor(networks, replay.encoder, context.actionSpace)
    noise = RandomSource(seed: context.seed, stream: "mpo/noise")
  }

  // MARK: - Acting

  public var memoryWidth: Int { actor.memoryWidth }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    actor.act(on: observations.rows, state: &state, into: &actions)
  }

  public func introspect(
    _ observations: Observations, state: ActingState
  ) -> [Introspection] {
    actor.introspect(observations.rows)
  }

  // MARK: - Learning

  public func observe(_ transitions: Transitions) {
    replay.add(transitions)
    steps += transitions.count
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    guard steps > configuration.warmUpSteps, replay.rounds >= configuration.trajectorySteps,
      steps / configuration.trainInterval > (steps - copies) / configuration.trainInterval
    else { return }
    networks.setLearningRate(Float(learningRate.value(at: steps)))
    for _ in 0..<configuration.updatesPerRound {
      replay.draw(into: batch)
      updates += 1
      try improve(recording: &metrics)
      if updates.isMultiple(of: configuration.targetInterval) {
        measureDivergences()
        for part in networks.policy.parts {
          let divergence = measurement.output(part.name).max() ?? 0
          greatestShare = max(greatestShare, divergence / part.bound)
        }
        networks.copyIntoTargets()
      }
    }
  }

  private func improve(recording metrics: inout MetricRecorder) throws {
    if networks.policy.actionWidth != nil {
      let numbers = update.input("noise")
      for place in numbers.indices { numbers[place] = Float(noise.normal()) }
    }
    update.run()
    let losses = update.output("critic_loss")[0] + update.output("policy_loss")[0]
    guard losses.isFinite else {
      throw Failure(
        .numerical, "mpo's loss became \(losses)", at: "update \(updates)",
        remedy: "lower the learning rates, or scale the rewards down")
    }
    record(&metrics)
    for dual in networks.duals { dual.project() }
    measureDivergences()
    for part in networks.policy.parts { part.retract(measurement.output(part.name)) }
  }

  /// Finds how far each part is from its target in situations drawn anew.
  private func measureDivergences() {
    replay.drawStates(into: measurement.input("states"))
    measurement.run()
  }

  private func record(_ metrics: inout MetricRecorder) {
    for metric in self.metrics {
      guard metric != Self.greatestShare else {
        metrics.record(metric, Double(greatestShare))
        continue
      }
      let output = update.output(metric.name)
      metrics.record(metric, Double(output.max() ?? 0))
    }
  }

  public var metrics: [Metric] {
    let shared = [
      Metric("critic_loss", "½ (y − Q(s, a))², in the mean over the batch"),
      Metric("value", "mean Q(s, a) of the steps learned from"),
      Metric("policy_loss", "what the policy descends: −Σ q log π and what its divergences cost"),
      Metric("temperature", "η, at which actions are weighed by their values"),
      Metric("improvement_divergence", "KL(q‖π⁻) of the improved actions; settles at its bound"),
    ]
    return shared + (networks.policy.temperatures.count == 1 ? [] : [Self.penalty])
      + networks.policy.parts.flatMap { part in
        [
          Metric(
            "\(part.name)_divergence", "KL(π⁻‖π) by the \(part.name), of the worst dimension"),
          Metric("\(part.name)_dual", "α, what that divergence costs, over the dimensions"),
        ]
      } + [Self.greatestShare]
  }

  private static let penalty = Metric(
    "penalty", "the temperature at which actions beyond ±1 are weighed")
  private static let greatestShare = Metric(
    "greatest_share",
    "the greatest share of its bound at which a divergence became the next target's so far")

  /// The programs of an update, for those who measure them.
  package var updatePrograms: [Program] { [update, measurement] }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store(part: replay, for: "replay")
    for (name, parameters) in networks.parameters { archive.store(parameters, for: name) }
    archive.store(noise, for: "noise")
    archive.store([steps, updates], for: "counters")
    archive.store([greatestShare], for: "greatestShare")
  }

  public func load(from archive: Archive) throws {
    try archive.load(part: replay, for: "replay")
    for (name, parameters) in networks.parameters { try archive.load(parameters, for: name) }
    noise = try archive.value(RandomSource.self, for: "noise")
    let counters = try archive.value([Int].self, for: "counters")
    (steps, updates) = (counters.first ?? 0, counters.last ?? 0)
    greatestShare = try archive.floats(for: "greatestShare", shape: [1])[0]
  }
}

extension MPO {
  /// Maximum a posteriori policy optimization as the command line knows it.
  public static let entry = AgentEntry(
    "mpo", summary: "follows the better of its own actions, no further than bounds allow",
    source: "Abdolmaleki et al., Maximum a posteriori policy optimisation, 2018",
    configuration: MPOConfiguration.self,
    tuned: String(decoding: PackageResources.mpo_yaml, as: UTF8.self),
    refusal: { setting in
      if setting.actionSpace.discreteCount != nil { return nil }
      guard let box = setting.actionSpace.box else {
        return "its actions are neither an index nor numbers"
      }
      return box.isBounded ? nil : "its actions have no bounds"
    }
  ) { configuration, context in
    try MPO(configuration, context)
  }
}
