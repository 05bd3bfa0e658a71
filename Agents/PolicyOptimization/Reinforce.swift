internal import AgentCommons
internal import Networks
public import ReinforcementLearning
internal import TensorCore

/// Makes what was followed by a greater return than expected likelier, after some whole episodes.
///
/// Shapes: `B` transitions, `F` features, `P` outputs of the policy.
///
/// Follows Williams, *Simple statistical gradient-following algorithms for connectionist
/// reinforcement learning*, Machine Learning 8, 1992, with a learned baseline, and without the γᵗ that
/// would make late steps count less.  What a time limit cuts off counts as nothing.
public final class Reinforce: Agent {
  private let configuration: ReinforceConfiguration
  private let actor: PolicyActor
  private let optimizer: Adam
  private let learningRate: Schedule
  private var running: [Episode]
  private var finished: [Episode] = []
  private var programs: [Int: Program] = [:]  // by the number of rows
  private var steps = 0

  public private(set) var updates = 0

  /// Creates an agent that has seen nothing.
  public init(_ configuration: ReinforceConfiguration, _ context: AgentContext) throws {
    self.configuration = configuration
    actor = PolicyActor(configuration.choices, context, named: "reinforce")
    optimizer = Adam(learningRate: configuration.learningRate)
    learningRate = configuration.learningRate(over: context.steps)
    running = Array(repeating: Episode(), count: context.copies)
    programs[256] = try makeProgram(rows: 256)
  }

  /// An update of at most so many transitions; those that are missing weigh nothing.
  private func makeProgram(rows: Int) throws -> Program {
    try Program("reinforce update") { trace in
      Self.traceUpdate(trace, configuration, actor.networks, optimizer, rows: rows)
    }
  }

  /// `Σ w (log π(a|s) Â − c₁ (V(s) − G)² + c₂ H)`, to be made greater (Williams, 1992, theorem 1);
  /// the weights `w` add up to one.
  private static func traceUpdate(
    _ trace: Trace, _ configuration: ReinforceConfiguration, _ networks: PolicyNetworks,
    _ optimizer: Adam, rows: Int
  ) {
    let features = trace.input("features", shape: [rows, networks.features])
    let actions = trace.input("actions", shape: [rows, networks.head.outputs])
    let advantages = trace.input("advantages", shape: [rows])
    let returns = trace.input("returns", shape: [rows])
    let weights = trace.input("weights", shape: [rows])

    let policy = networks.distribution(features)
    let policyLoss = -(weights * policy.logProbability(of: actions) * advantages).sum()
    let entropy = (weights * policy.entropy()).sum()
    var loss = policyLoss - configuration.entropyWeight * entropy
    var parameters = networks.policyParameters
    if configuration.hasBaseline {
      let valueLoss = (weights * (networks.values(features) - returns).squared()).sum()
      loss = loss + configuration.valueWeight * valueLoss
      parameters += networks.valueParameters
      trace.output("valueLoss", valueLoss)
    }
    let norm = trace.minimize(
      loss, over: parameters, with: optimizer, clippingNorm: configuration.clippingNorm)
    trace.output("policyLoss", policyLoss)
    trace.output("entropy", entropy)
    trace.output("gradientNorm", norm)
  }

  // MARK: - Acting

  public var memoryWidth: Int { actor.head.width }

  public func act(
    on observations: Observations, state: inout ActingState, into actions: inout Rows
  ) {
    actor.act(on: observations, state: &state, into: &actions)
  }

  public func introspect(_ observations: Observations, state: ActingState) -> [Introspection] {
    actor.introspect(observations)
  }

  public func observe(_ transitions: Transitions) {
    steps += transitions.count
    for copy in 0..<transitions.count {
      running[copy].features += actor.features(of: transitions.observations[copy])
      running[copy].actions += transitions.memory[copy]
      running[copy].rewards.append(transitions.rewards[copy])
      guard transitions.endings[copy] != nil else { continue }
      finished.append(running[copy])
      running[copy] = Episode()
    }
  }

  // MARK: - Learning

  public var metrics: [Metric] {
    [A2C.policyLoss, PPO.valueLoss, PPO.entropy, PPO.gradientNorm]
  }

  public func learn(recording metrics: inout MetricRecorder) throws {
    guard finished.count >= configuration.episodes else { return }
    var experience = actor.experience(of: finished, discount: configuration.discount)
    finished.removeAll()
    if !configuration.hasBaseline { experience.advantages = experience.returns }
    if configuration.normalizesAdvantages { experience.standardizeAdvantages() }
    let program = try fill(experience)
    optimizer.learningRate = Float(learningRate.value(at: steps))
    program.run()
    updates += 1
    let policyLoss = program.output("policyLoss")[0]
    guard policyLoss.isFinite else {
      throw Failure(
        .numerical, "reinforce's loss became \(policyLoss)", at: "update \(updates)",
        remedy: "lower learningRate, or scale the rewards down")
    }
    metrics.record(A2C.policyLoss, Double(policyLoss))
    if configuration.hasBaseline {
      metrics.record(PPO.valueLoss, Double(program.output("valueLoss")[0]))
    }
    metrics.record(PPO.entropy, Double(program.output("entropy")[0]))
    metrics.record(PPO.gradientNorm, Double(program.output("gradientNorm")[0]))
  }

  /// Writes experience into the smallest program that holds it, whose rows are a power of two.
  private func fill(_ experience: PolicyActor.Experience) throws -> Program {
    var rows = 256
    while rows < experience.count { rows *= 2 }
    let program = try programs[rows] ?? makeProgram(rows: rows)
    programs[rows] = program
    for (name, numbers) in [
      ("features", experience.features), ("actions", experience.actions),
      ("advantages", experience.advantages), ("returns", experience.returns),
      (
        "weights",
        Array(repeating: 1 / Float(experience.count), count: experience.count)
      ),
    ] {
      let input = program.input(name)
      input.update(repeating: 0)
      for place in numbers.indices { input[place] = numbers[place] }
    }
    return program
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    actor.save(to: &archive)
    archive.store(optimizer.state, for: "optimizer")
    archive.store(running, for: "running")
    archive.store(finished, for: "finished")
    archive.store([steps, updates], for: "counters")
  }

  public func load(from archive: Archive) throws {
    try actor.load(from: archive)
    try archive.load(optimizer.state, for: "optimizer")
    let kept = try archive.value([Episode].self, for: "running")
    guard kept.count == running.count else {
      throw Failure(
        .damagedData, "the checkpoint is of \(kept.count) environments",
        remedy: "resume with the configuration that the run was started with")
    }
    running = kept
    finished = try archive.value([Episode].self, for: "finished")
    let counters = try archive.value([Int].self, for: "counters")
    (steps, updates) = (counters.first ?? 0, counters.last ?? 0)
  }
}

extension PolicyActor.Experience {
  /// Brings the advantages to mean zero and deviation one.
  fileprivate mutating func standardizeAdvantages() {
    let numbers = advantages.map { Double($0) }
    let mean = numbers.reduce(0, +) / Double(count)
    let variance =
      numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(count - 1, 1))
    advantages = numbers.map { Float(($0 - mean) / (variance.squareRoot() + 1e-8)) }
  }
}

extension Reinforce {
  /// The agent as the command line knows it.
  public static let entry = AgentEntry(
    "reinforce", summary: "follows the policy gradient of whole episodes",
    source: "Williams, Simple statistical gradient-following algorithms, 1992",
    configuration: ReinforceConfiguration.self,
    tuned: String(decoding: PackageResources.reinforce_yaml, as: UTF8.self),
    refusal: PolicyHead.refusal
  ) { configuration, context in
    try Reinforce(configuration, context)
  }
}
