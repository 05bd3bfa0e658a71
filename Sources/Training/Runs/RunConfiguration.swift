public import ReinforcementLearning

/// What a run of one seed is a function of; the only place where these defaults are stated.
public struct RunConfiguration: Codable, Hashable, Sendable {
  /// The id of the environment.
  public var environment: String
  /// The id of the agent.
  public var agent: String
  /// The seed from which every stream of chance is drawn.
  public var seed: UInt64 = 1
  /// The steps to take in the environment, over all copies.
  public var steps = 100_000
  /// How many copies of the environment are stepped together.
  public var copies = 1
  /// The steps from one evaluation to the next; zero evaluates only at the end.
  public var evaluationInterval = 10_000
  /// The episodes of one evaluation.
  public var evaluationEpisodes = 100
  /// The seed of every evaluation, the same for all runs that are to be compared.
  public var evaluationSeed = Self.defaultEvaluationSeed
  /// The steps from one checkpoint to the next; zero writes one only at the end.
  public var checkpointInterval = 50_000
  /// The steps from one record of `progress.csv` to the next.
  public var logInterval = 1_000
  /// The version that began the run.
  public var frameworkVersion = Framework.version
  /// The revision of the code that began the run.
  public var codeRevision = "unknown"
  /// The value of every parameter of the agent.
  public var parameters: [String: ConfigurationValue] = [:]

  /// The seed of every evaluation that asks for no other.
  public static let defaultEvaluationSeed: UInt64 = 1_000_000_007

  /// Creates a configuration of defaults.
  public init(environment: String, agent: String) {
    self.environment = environment
    self.agent = agent
  }

  /// Refuses values that are out of range or do not fit one another.
  ///
  /// - Throws: ``Failure`` of kind `configuration` that names the key, its value and its range.
  public func validate() throws {
    try Self.require("steps", steps, in: 1...1_000_000_000_000)
    try Self.require("copies", copies, in: 1...65_536)
    try Self.require("evaluationInterval", evaluationInterval, in: 0...steps)
    try Self.require("evaluationEpisodes", evaluationEpisodes, in: 1...1_000_000)
    try Self.require("checkpointInterval", checkpointInterval, in: 0...Int.max)
    try Self.require("logInterval", logInterval, in: 1...Int.max)
    try Self.require("seed", Int(clamping: seed), in: 0...Int.max - 1)
    try Self.require("evaluationSeed", Int(clamping: evaluationSeed), in: 0...Int.max - 1)
    if copies > steps {
      throw Failure(
        .configuration, "copies is \(copies), but there are only \(steps) steps",
        remedy: "choose at most as many copies as steps")
    }
  }

  private static func require(_ key: String, _ value: Int, in range: ClosedRange<Int>) throws {
    guard !range.contains(value) else { return }
    let bounds =
      range.upperBound >= Int.max - 1
      ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    throw Failure(
      .configuration, "\(key) is \(value)", remedy: "choose a whole number \(bounds)")
  }

  /// Refuses to resume a run with other choices than it was begun with; only the number of steps
  /// and how often it is logged, checkpointed and evaluated may change.
  ///
  /// - Throws: ``Failure`` of kind `configuration` that names the key, its old and its new value.
  public func requireSameRun(as begun: RunConfiguration) throws {
    for (key, old, new) in [
      ("environment", begun.environment, environment), ("agent", begun.agent, agent),
      ("seed", "\(begun.seed)", "\(seed)"), ("copies", "\(begun.copies)", "\(copies)"),
    ] where old != new {
      throw Self.changed(key, old, new)
    }
    for key in Set(begun.parameters.keys).union(parameters.keys).sorted() {
      let (old, new) = (begun.parameters[key] ?? .null, parameters[key] ?? .null)
      // A whole number and a float that is one are the same in a file.
      if old != new, old.number == nil || old.number != new.number {
        throw Self.changed(key, old.description, new.description)
      }
    }
  }

  private static func changed(_ key: String, _ old: String, _ new: String) -> Failure {
    Failure(
      .configuration, "\(key) was \(old) and is now \(new)",
      remedy: "resume without changing it, or start a new run")
  }
}
