internal import ReinforcementLearning

/// One of the two agents of a hierarchy, and what it is told of the world.
final class Level: Checkpointable {
  /// Whether a row is told with the goal's as one more index, or beside it.
  enum Telling: Hashable {
    case observation
    case goalBeside
    case goalAsIndex(count: Int)
  }

  let name: String
  let agent: any Agent
  let telling: Telling
  /// γ of its configuration; 1 where it has none.
  let discount: Double
  let observationWidth: Int
  let actionWidth: Int
  private var recorder: MetricRecorder
  private let prefixed: [Metric]

  /// Makes the agent that a table describes, for the first of some settings that it can act in; it
  /// learns of each step as if it had been as many as there are `lessons`.
  ///
  /// - Throws: ``Failure`` of kind `configuration` if it does not exist, cannot act in any of them,
  ///   or its configuration is wrong.
  init(
    _ name: String, _ table: [String: ConfigurationValue], _ choices: [(Telling, Space)],
    acting actionSpace: Space, steps: Int, _ context: AgentContext, lessons: Int = 1
  ) throws {
    guard case .text(let id)? = table["agent"] else {
      throw Failure(
        .configuration, "h-dqn does not know which agent is its \(name)",
        remedy: "use --set \(name).agent=dqn")
    }
    let entry = try context.catalogue.agent(id)
    let settings = choices.map { AgentSetting(observationSpace: $0.1, actionSpace: actionSpace) }
    let changes = table.filter { $0.key != "agent" }
    guard let place = settings.firstIndex(where: { entry.refusal(in: $0, with: changes) == nil })
    else {
      let reason = settings.first.flatMap { entry.refusal(in: $0, with: changes) } ?? "unfit"
      let fitting = context.catalogue.agents.filter { agent in
        settings.contains { agent.refusal(in: $0) == nil }
      }
      throw Failure(
        .configuration, "\(id) cannot be the \(name) of h-dqn: \(reason)",
        remedy: "these can: \(fitting.map(\.id).joined(separator: ", "))")
    }
    var random = RandomSource(seed: context.seed, stream: "h-dqn/\(name)")
    let inner = AgentContext(
      observationSpace: choices[place].1, actionSpace: actionSpace,
      copies: context.copies * lessons, steps: steps * lessons, seed: random.next(),
      catalogue: context.catalogue)
    let (prepared, agent) = try Failure.locating("\(name) of h-dqn") {
      let prepared = try entry.prepare(changes, steps: inner.steps)
      return (prepared, try prepared.make(inner))
    }
    self.agent = agent
    self.name = name
    telling = choices[place].0
    discount = prepared.values["discount"]?.number ?? 1
    observationWidth = choices[place].1.rowWidth
    actionWidth = actionSpace.rowWidth
    recorder = MetricRecorder(agent.metrics)
    prefixed = agent.metrics.map { Metric("\(name)_\($0.name)", "\(name): \($0.meaning)") }
  }

  /// What it records, under the name of the level.
  var metrics: [Metric] { prefixed }

  /// What it is told of an observation and a goal.
  func row(of observation: ArraySlice<Float>, pursuing number: Int, _ goal: Goal) -> [Float] {
    switch telling {
    case .observation: Array(observation)
    case .goalBeside: Array(observation) + goal.row
    case .goalAsIndex(let count):
      [Float(Int(observation.first ?? 0) * count + number)]
    }
  }

  /// Lets the agent learn, and hands on what it records.
  func learn(recording metrics: inout MetricRecorder) throws {
    try agent.learn(recording: &recorder)
    for (metric, mean) in zip(prefixed, recorder.drain()) {
      if let mean { metrics.record(metric, mean) }
    }
  }

  func save(to archive: inout Archive) { agent.save(to: &archive) }
  func load(from archive: Archive) throws { try agent.load(from: archive) }
}
