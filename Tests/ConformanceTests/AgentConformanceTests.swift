import ReinforcementLearning
import Testing
import Training

@testable import apus

extension Space {
  /// What there is to tell agents apart by: what it is made of, one number or several.
  fileprivate var kind: String {
    switch self {
    case .discrete: "index"
    case .box(let box): "box of \(box.shape.count) axes, \(box.count == 1 ? "one" : "many")"
    case .multiDiscrete: "indices"
    case .multiBinary: "bits"
    case .tuple(let spaces): "(\(spaces.map(\.kind).joined(separator: ", ")))"
    case .dictionary(let fields): "{\(fields.map(\.space.kind).joined(separator: ", "))}"
    }
  }
}

/// An agent in an environment that it can act in.
struct Pairing: CustomTestStringConvertible, Sendable {
  let agent: AgentEntry
  let environment: EnvironmentEntry
  var settings: [String: ConfigurationValue] = [:]
  var testDescription: String {
    "\(agent.id) in \(environment.id) with \(settings.keys.sorted())"
  }

  /// Every agent in an environment of every kind that it can act in, and every switch.
  ///
  /// What acts without learning is in every environment; what is made of others comes with others
  /// below.
  static let all =
    Catalogue.everything.agents.filter { !["saved", "self-play", "h-dqn"].contains($0.id) }.flatMap
  {
    agent in
    var kinds: Set<[String]> = []
    return Catalogue.everything.environments.filter { environment in
      let setting = environment.setting
      guard agent.refusal(in: setting) == nil else { return false }
      let isNew = kinds.insert([setting.observationSpace.kind, setting.actionSpace.kind]).inserted
      return isNew || ["random", "scripted", "q-learning"].contains(agent.id)
    }.map { Pairing(agent: agent, environment: $0) }
  } + switches + explorations + [duel].compactMap { $0 }

  /// Two sides that learn from the start.
  private static let duel: Pairing? = {
    guard let agent = try? Catalogue.everything.agent("self-play"),
      let environment = try? Catalogue.everything.environment("ESS-v0")
    else { return nil }
    let quick: [String: ConfigurationValue] = [
      "first.warmUpSteps": .integer(10), "first.batchSize": .integer(8),
      "second.agent": .text("ppo"), "second.rolloutSteps": .integer(8),
      "second.batchSize": .integer(8),
    ]
    return Pairing(agent: agent, environment: environment, settings: quick)
  }()

  /// Combinations of switches that no id stands for.
  private static let switches: [Pairing] = {
    typealias Settings = [String: ConfigurationValue]
    let combinations: [(environment: String, settings: Settings)] = [
      (
        "CartPole-v1",
        [
          "isDouble": .boolean(true), "isDueling": .boolean(true), "isPrioritized": .boolean(true),
        ]
      ),
      ("CartPole-v1", ["hasParameterNoise": .boolean(true), "isDueling": .boolean(true)]),
      ("CartPole-v1", ["noise": .text("independent"), "noiseSpan": .text("episode")]),
      ("Echo-v0", ["isMunchausen": .boolean(true), "rewardSteps": .integer(1)]),
      (
        "Echo-v0",
        [
          "isMunchausen": .boolean(true), "rewardSteps": .integer(1),
          "isPrioritized": .boolean(true),
          "distribution": .text("quantile"), "atoms": .integer(8),
        ]
      ),
      ("Echo-v0", ["targetFraction": .number(0.1), "targetInterval": .integer(1)]),
      ("BitFlip-v0", ["hindsightGoals": .integer(4), "rewardSteps": .integer(1)]),
      ("CartPole-v1", ["isBoltzmann": .boolean(true)]),
    ]
    let recurrent: [(agent: String, environment: String, settings: Settings)] = [
      ("ppo", "MemoryLength-v0", ["recurrence": .text("gru"), "sequenceSteps": .integer(4)]),
      ("ppo", "Pendulum-v1", ["recurrence": .text("lstm")]),
      ("ppo", "EchoImage-v0", ["recurrence": .text("gru"), "recurrentWidth": .integer(8)]),
      ("a2c", "CartPole-v1", ["recurrence": .text("lstm")]),
      ("noisy-a2c", "CartPole-v1", ["recurrence": .text("gru")]),
    ]
    let tables: [Settings] = [
      ["target": .text("taken"), "traceDecay": .number(0.8), "planningSteps": .integer(2)],
      ["target": .text("expected"), "isDouble": .boolean(true), "planningSteps": .integer(2)],
      ["hasReplacingTraces": .boolean(true), "traceDecay": .number(0.8)],
    ]
    let all =
      combinations.map { ("dqn", $0.environment, $0.settings) } + recurrent
      + tables.map { ("q-learning", "FourRooms-v0", $0) }
    return all.map { agent, environment, settings in
      pairing(agent, in: environment, settings)
    } + hierarchies
  }()

  /// Agents of every kind at both levels.
  private static let hierarchies: [Pairing] = {
    func level(_ agent: String, _ settings: [String: ConfigurationValue] = [:])
      -> ConfigurationValue
    {
      .table(settings.merging(["agent": .text(agent)]) { $1 })
    }
    let quick: [String: ConfigurationValue] = [
      "warmUpSteps": .integer(10), "batchSize": .integer(4), "hiddenWidths": .list([.integer(8)]),
    ]
    let rollout: [String: ConfigurationValue] = [
      "rolloutSteps": .integer(4), "hiddenWidths": .list([.integer(8)]), "batchSize": .integer(4),
    ]
    return [
      pairing(
        "h-dqn", in: "DelayedChain-v0",
        ["meta": level("q-learning"), "controller": level("q-learning"), "goalSteps": .integer(4)]),
      pairing(
        "h-dqn", in: "DelayedChain-v0",
        ["meta": level("dqn", quick), "controller": level("sac", quick)]),
      pairing(
        "h-dqn", in: "FourRooms-v0",
        [
          "meta": level("ppo", rollout), "controller": level("ppo", rollout),
          "goalExploration": .boolean(false), "isSemiMarkov": .boolean(false),
          "goalSteps": .integer(3),
        ]),
      pairing(
        "h-dqn", in: "DelayedChain-v0",
        [
          "meta": level("q-learning"), "controller": level("sac", quick),
          "learnsAllGoals": .boolean(true),
        ]),
      pairing("options", in: "FourRooms-v0", ["learning": .text("smdp")]),
    ]
  }()

  private static func pairing(
    _ agent: String, in environment: String, _ settings: [String: ConfigurationValue]
  ) -> Pairing {
    do {
      return Pairing(
        agent: try Catalogue.everything.agent(agent),
        environment: try Catalogue.everything.environment(environment), settings: settings)
    } catch {
      preconditionFailure("\(agent) or \(environment) does not ship: \(error)")
    }
  }

  /// Every exploration around agents of every kind, and its own switches.
  private static let explorations: [Pairing] = {
    let network: [String: ConfigurationValue] = [
      "explore.values": .text("network"), "explore.choice": .text("softmax"),
    ]
    let combinations: [(agent: String, environment: String, [String: ConfigurationValue])] = [
      ("q-learning+count", "DeepSea-v0", [:]), ("ppo+count", "CartPole-v1", [:]),
      ("dqn+simhash", "MountainCarSparse-v0", [:]), ("sac+simhash", "Pendulum-v1", [:]),
      ("dqn+simhash", "CartPole-v1", ["explore.code": .text("autoencoder")]),
      ("q-learning+dora", "Bridge-v0", ["explore.choice": .text("epsilonGreedy")]),
      ("dqn+dora", "CartPole-v1", network), ("a2c+rnd", "CartPole-v1", [:]),
      ("dqn+rnd", "Bridge-v0", [:]), ("td3+rnd", "Pendulum-v1", [:]),
    ]
    return combinations.map { pairing($0.agent, in: $0.environment, $0.2) }
  }()

  /// Values that let an agent begin to learn at once.
  private var changes: [String: ConfigurationValue] {
    let quick: [String: ConfigurationValue] = [
      "warmUpSteps": .integer(20), "trainInterval": .integer(2), "batchSize": .integer(8),
      "targetInterval": .integer(50), "rewardSteps": .integer(3), "rolloutSteps": .integer(8),
      "epochs": .integer(2), "episodes": .integer(1), "noiseCorrelation": .number(0.5),
      "hiddenWidths": .list([.integer(16), .integer(16)]), "simulations": .integer(8),
      "depth": .integer(10),
      "explore.primingSteps": .integer(10), "explore.batchSize": .integer(8),
    ]
    let known = Set(agent.parameters.map(\.key))
    return quick.filter { known.contains($0.key) }.merging(settings) { $1 }
  }

  func trainer(copies: Int = 2, seed: UInt64 = 7) throws -> Trainer {
    let batch = environment.makeBatch(count: copies, isSolving: environment.isSolvable)
    let context = AgentContext(
      observationSpace: batch.observationSpace, actionSpace: batch.actionSpace, copies: copies,
      steps: 1_000, seed: seed, isSolvable: environment.isSolvable, goals: environment.goals,
      catalogue: .everything)
    return try Trainer(
      try agent.prepare(changes, steps: 1_000).make(context), in: batch, seed: seed)
  }
}

extension Trainer {
  /// Everything that it is.
  var archive: Archive {
    var archive = Archive()
    save(to: &archive)
    return archive
  }

  func advance(_ count: Int) throws {
    for _ in 0..<count { try advance() }
  }
}

@Suite struct `Every agent in every environment that it fits` {
  @Test(arguments: Pairing.all)
  func `is a function of its seed`(_ pairing: Pairing) throws {
    let (first, second) = (try pairing.trainer(), try pairing.trainer())
    try first.advance(150)
    try second.advance(150)
    #expect(first.archive == second.archive)
    let other = try pairing.trainer(seed: 8)
    try other.advance(150)
    #expect(first.archive != other.archive)
  }

  @Test(arguments: Pairing.all)
  func `continues from its archive bit for bit`(_ pairing: Pairing) throws {
    let whole = try pairing.trainer()
    try whole.advance(90)
    let middle = whole.archive
    try whole.advance(110)
    let resumed = try pairing.trainer()
    try resumed.load(from: middle)
    #expect(resumed.archive == middle)
    try resumed.advance(110)
    #expect(resumed.archive == whole.archive)
  }

  @Test(arguments: Pairing.all)
  func `is not disturbed by being evaluated or looked at`(_ pairing: Pairing) throws {
    let (alone, watched) = (try pairing.trainer(), try pairing.trainer())
    try alone.advance(120)
    try watched.advance(60)
    let evaluator = Evaluator(in: pairing.environment, episodes: 3, seed: 1)
    let evaluation = try evaluator.evaluate(watched.agent)
    let again = try evaluator.evaluate(watched.agent)
    #expect(evaluation == again)
    let state = ActingState(
      mode: .greedy, random: RandomSource(seed: 0), copies: 2,
      memoryWidth: watched.agent.memoryWidth)
    _ = watched.agent.introspect(
      Observations(watched.batch.observations, oracle: watched.batch), state: state)
    try watched.advance(60)
    #expect(alone.archive == watched.archive)
  }

  @Test(arguments: Pairing.all)
  func `thinks of as many actions as there are`(_ pairing: Pairing) throws {
    let trainer = try pairing.trainer()
    try trainer.advance(30)
    let state = ActingState(
      mode: .greedy, random: RandomSource(seed: 0), copies: 2,
      memoryWidth: trainer.agent.memoryWidth)
    let thoughts = trainer.agent.introspect(
      Observations(trainer.batch.observations, oracle: trainer.batch), state: state)
    #expect(thoughts.count == 2)
    for thought in thoughts {
      let counts = [thought.actionValues?.count, thought.policy?.count].compactMap { $0 }
      #expect(counts.allSatisfy { $0 == trainer.batch.actionSpace.discreteCount })
    }
  }

  @Test(arguments: Pairing.all)
  func `names its metrics like_this, and each once`(_ pairing: Pairing) throws {
    let names = try pairing.trainer().agent.metrics.map(\.name)
    #expect(names.allSatisfy { $0.wholeMatch(of: #/[a-z]+(_[a-z]+)*/#) != nil }, "\(names)")
    #expect(Set(names).count == names.count, "\(names)")
  }
}

@Suite struct `Explorations around agents` {
  @Test func `are put through every check`() {
    let ids = Set(Pairing.all.compactMap { $0.agent.id.split(separator: "+").dropFirst().first })
    #expect(ids == Set(Catalogue.everything.explorations.map { $0.id[...] }))
    #expect(Pairing.all.count { $0.agent.id.contains("+") } == 10)
  }

  @Test func `divide parameters by their prefix`() throws {
    let agent = try Catalogue.everything.agent("dqn+simhash")
    let values = try agent.prepare(
      ["explore.bits": .integer(7), "learning_rate": .number(0.5)], steps: 10_000
    ).values
    #expect(values["explore.bits"] == .integer(7))
    #expect(values["learningRate"] == .number(0.5))
    #expect(Set(values.keys) == Set(agent.parameters.map(\.key)))
  }

  /// As `--set controller.explore.bits=7` says it.
  @Test func `are told their parameters inside another agent`() throws {
    let agent = try Catalogue.everything.agent("dqn+simhash")
    let table = ConfigurationValue.table(["bits": .integer(7)])
    #expect(
      try agent.prepare(["explore": table], steps: 10_000).values["explore.bits"] == .integer(7))
    let wrong = ConfigurationValue.table(["bit": .integer(7)])
    let failure = #expect(throws: Failure.self) {
      try agent.prepare(["explore": wrong], steps: 10_000)
    }
    #expect(failure?.remedy == "did you mean bits, beta?")
  }

  /// Tuned values of the agent alone hold, unless there are some of both.
  @Test func `take over what is tuned`() throws {
    let alone = try TunedSettings.all(of: try Catalogue.everything.agent("dqn"))
    let both = try TunedSettings.all(of: try Catalogue.everything.agent("dqn+simhash"))
    #expect(both["CartPole-v1"] == alone["CartPole-v1"])
    #expect(alone["MountainCarSparse-v0"] == nil)
    #expect(both["MountainCarSparse-v0"]?.parameters.keys.contains("explore.beta") == true)
  }
}

/// The checks above notice an agent that forgets something.
@Suite struct `The check of continuing` {
  /// Counts its steps, acts by the count, and forgets it when it is saved.
  private final class Forgetful: Agent {
    var steps = 0

    func act(on observations: Observations, state: inout ActingState, into actions: inout Rows) {
      for copy in 0..<actions.count { actions[copy, 0] = Float(steps % 2) }
    }

    func observe(_ transitions: Transitions) { steps += 1 }
    func save(to archive: inout Archive) {}
    func load(from archive: Archive) throws {}
  }

  @Test func `notices what was forgotten`() throws {
    let entry = try #require(Catalogue.everything.environments.first)
    func trainer() throws -> Trainer {
      try Trainer(Forgetful(), in: entry.makeBatch(count: 1), seed: 0)
    }
    let whole = try trainer()
    try whole.advance(5)
    let middle = whole.archive
    try whole.advance(5)
    let resumed = try trainer()
    try resumed.load(from: middle)
    try resumed.advance(5)
    #expect(resumed.archive != whole.archive)
  }
}
