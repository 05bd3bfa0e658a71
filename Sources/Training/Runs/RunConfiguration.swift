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
  /// The options of the environment that differ from their defaults.
  public var environmentOptions: [String: ConfigurationValue] = [:]
  /// The value of every parameter of the agent.
  public var parameters: [String: ConfigurationValue] = [:]

  /// The seed of every evaluation that asks for no other.
  public static let defaultEvaluationSeed: UInt64 = 1_000_000_007
  /// The greatest seed that files can hold exactly.
  public static let greatestSeed: UInt64 = 1 << 53

  /// Creates a configuration of defaults.
  public init(environment: String, agent: String) {
    self.environment = environment
    self.agent = agent
  }

  /// The environment and its options: what runs must have in common to be compared.
  public var task: String {
    let options = environmentOptions.sorted { $0.key < $1.key }.map { key, value in
      // The text of a user's file is long; its digest tells two apart.
      key == EnvironmentFileFormat.definitionKey
        ? String(SHA256.digest(of: value.description.utf8).prefix(8))
        : "\(key)=\(value.shortDescription)"
    }
    return ([environment] + options).joined(separator: " ")
  }

  /// Refuses values that are out of range or do not fit one another.
  ///
  /// - Throws: `Failure` of kind `configuration` that names the key, its value and its range.
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
}
