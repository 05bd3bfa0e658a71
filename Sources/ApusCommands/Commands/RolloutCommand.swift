internal import ArgumentParser
internal import Foundation
internal import ReinforcementLearning
internal import Training

/// `apus rollout`: plays steps and prints what happens, for people and for other programs.
struct RolloutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollout",
    abstract: "Play steps in an environment and print each.",
    discussion: """
      With --json, one object a line: the first is the reset, each other one a step.
      Where an episode ends, "observation" is its last and "reset_observation" the
      first of the next. The same seed and actions give what Gymnasium gives.

      EXAMPLES
        apus rollout CartPole-v1 --seed 0 --steps 10
        apus rollout CartPole-v1 --seed 0 --actions actions.json --json
        apus rollout FourRooms-v0 --agent scripted --steps 30
      """)

  @Argument(help: "The environment's id.")
  var environment: String
  @Option(help: "The seed of the environment.")
  var seed: UInt64 = 0
  @Option(help: "A file with a JSON array of actions; - reads standard input.")
  var actions: String?
  @Option(help: "The agent that acts, untrained; random unless given.")
  var agent: String?
  @Option(
    name: .customLong("run"),
    help: "The run whose agent acts, greedily, with the options that it was trained with.")
  var trained: String?
  @Option(name: [.long, .customShort("n")], help: "How many steps; all actions of a file.")
  var steps: Count?
  @OptionGroup var environmentOptions: EnvironmentOptionArguments
  @OptionGroup var store: StoreOptions
  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    guard [actions, agent, trained].compactMap({ $0 }).count <= 1 else {
      throw ValidationError("--actions, --agent and --run exclude one another")
    }
  }

  func run() throws {
    let trained = try trained.map(load)
    let entry =
      try trained?.environment
      ?? ApusProgram.catalogue.environment(environment, options: environmentOptions.table)
    let batch = entry.makeBatch(isSolving: entry.isSolvable)
    let source = try trained.map { .agent($0.agent) } ?? makeSource(entry, batch)
    try batch.reset(using: [RandomSource(seed: seed)])
    try show(
      RolloutLine(step: 0, observation: .row(batch.observations[0], of: batch.observationSpace)))
    var acting = ActingState(
      mode: .greedy, random: RandomSource(seed: seed, stream: "rollout"), copies: 1,
      memoryWidth: source.memoryWidth)
    var action = Rows(count: 1, width: batch.actionSpace.rowWidth)
    for step in 0..<(steps?.value ?? source.count ?? 100) {
      guard try source.choose(step, in: batch, state: &acting, into: &action) else { break }
      try batch.step(action)
      acting.noteEndings(batch.endings)
      try show(line(step + 1, action, batch))
    }
  }

  private func makeSource(
    _ entry: EnvironmentEntry, _ batch: any BatchEnvironment
  ) throws -> ActionSource {
    if let actions { return .list(try ActionList.read(actions, for: batch.actionSpace)) }
    let agent = try ApusProgram.catalogue.agent(agent ?? "random")
    try ApusProgram.catalogue.requireFit(agent, entry)
    let prepared = try agent.prepare([:], steps: 1_000_000)
    return .agent(
      try prepared.make(
        AgentContext(
          observationSpace: batch.observationSpace, actionSpace: batch.actionSpace,
          steps: 1_000_000, seed: seed, isSolvable: entry.isSolvable, goals: entry.goals,
          catalogue: ApusProgram.catalogue)))
  }

  /// The agent of a run, in the environment that it was trained in but for the options that are given.
  private func load(_ run: String) throws -> TrainedAgent {
    let trained = try TrainedAgent.load(run, in: store, options: environmentOptions.table)
    let asked = try ApusProgram.catalogue.environment(environment).id
    guard trained.environment.id == asked else {
      throw Failure(
        .configuration, "\(run) was trained in \(trained.environment.id), not in \(asked)",
        remedy: "apus rollout \(trained.environment.id) --run \(run)")
    }
    return trained
  }

  private func line(_ step: Int, _ action: Rows, _ batch: any BatchEnvironment) -> RolloutLine {
    let ending = batch.endings[0]
    return RolloutLine(
      step: step, action: .row(action[0], of: batch.actionSpace),
      observation: .row(batch.following(0), of: batch.observationSpace),
      reward: batch.rewards[0], terminated: ending == .terminated,
      truncated: ending == .truncated,
      resetObservation: ending == nil
        ? nil : .row(batch.observations[0], of: batch.observationSpace))
  }

  private func show(_ line: RolloutLine) throws {
    if json { try Console.printJSON(line) } else { Console.print(line.text) }
  }
}

/// One line of a rollout.
struct RolloutLine: Encodable {
  var step: Int
  var action: ConfigurationValue?
  var observation: ConfigurationValue
  var reward: Double?
  var terminated: Bool?
  var truncated: Bool?
  var resetObservation: ConfigurationValue?

  var text: String {
    var parts = ["\(step)".indented(to: 6)]
    if let action { parts.append("action \(action.rounded)") }
    parts.append("observation \(observation.rounded)")
    if let reward { parts.append("reward \(ConfigurationValue.number(reward).rounded)") }
    if terminated == true { parts.append("terminated") }
    if truncated == true { parts.append("truncated") }
    return parts.joined(separator: "  ")
  }
}

extension ConfigurationValue {
  /// The value with numbers of at most six digits that tell something.
  fileprivate var rounded: String {
    switch self {
    case .number(let number): Formatting.significant(number, digits: 6)
    case .list(let values): "[" + values.map(\.rounded).joined(separator: ", ") + "]"
    default: description
    }
  }

  /// A value of a space as Gymnasium shows it: an index as a whole number, a box as numbers.
  static func row(_ row: ArraySlice<Float>, of space: Space) -> ConfigurationValue {
    switch space {
    case .discrete: .integer(Int(row.first ?? 0))
    case .multiDiscrete, .multiBinary: .list(row.map { .integer(Int($0)) })
    case .box, .tuple, .dictionary: .list(row.map { .number(Double($0)) })
    }
  }
}

/// Where the actions of a rollout come from.
enum ActionSource {
  case list(ActionList)
  case agent(any Agent)

  var count: Int? {
    guard case .list(let list) = self else { return nil }
    return list.rows.count
  }

  var memoryWidth: Int {
    guard case .agent(let agent) = self else { return 0 }
    return agent.memoryWidth
  }

  /// Writes the action of a step; false where a list is at its end.
  func choose(
    _ step: Int, in batch: any BatchEnvironment, state: inout ActingState, into action: inout Rows
  ) throws -> Bool {
    switch self {
    case .agent(let agent):
      agent.act(
        on: Observations(batch.observations, oracle: batch), state: &state, into: &action)
    case .list(let list):
      guard step < list.rows.count else { return false }
      action = Rows(list.rows[step])
    }
    return true
  }
}

/// The actions that a file lists.
struct ActionList {
  let rows: [[Float]]

  /// Reads a JSON array of numbers, or of arrays of numbers.
  static func read(_ path: String, for space: Space) throws -> ActionList {
    let data =
      path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try contents(of: path)
    guard let value = try? JSONDecoder().decode(ConfigurationValue.self, from: data),
      case .list(let items) = value
    else {
      throw Failure(
        .damagedData, "the actions are not a JSON array", at: path,
        remedy: "write them as [0, 1, 1] or [[0.5], [-1]]")
    }
    let rows = try items.enumerated().map { place, item in
      let numbers: [ConfigurationValue] =
        if case .list(let inner) = item { inner } else { [item] }
      let row = numbers.compactMap { $0.number.map { Float($0) } }
      guard row.count == numbers.count, space.contains(row[...]) else {
        throw Failure(
          .damagedData, "action \(place) is \(item), which is not in \(space)", at: path,
          remedy: "mend the file")
      }
      return row
    }
    return ActionList(rows: rows)
  }

  private static func contents(of path: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.missingInput, "there is no file \(path)", remedy: "check the path")
    }
    return data
  }
}
