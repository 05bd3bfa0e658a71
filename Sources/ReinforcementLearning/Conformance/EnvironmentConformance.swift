/// Holds an environment to what every environment promises.
///
/// Whatever can go wrong quietly is compared bit for bit, over many random steps of several seeds.  A rule that could not be checked, since no episode came to the place where it
/// applies, is violated.  An environment that learns over its episodes, as one that normalizes
/// observations does, breaks ``ConformanceRule/beginnings`` by its nature.
public struct EnvironmentConformance: Sendable {
  /// What messages call the environment.
  public let id: String
  let makeBatch: @Sendable (_ count: Int, _ isSolving: Bool) -> any BatchEnvironment

  /// The seeds of the episodes.
  public let seeds: [UInt64]
  /// How many random steps are taken with each seed.
  public let steps: Int
  static let copies = 3

  /// Five seeds.
  public static let usualSeeds: [UInt64] = [0, 1, 2, 3, 4]
  /// A thousand.
  public static let usualSteps = 1_000

  /// Prepares to check an environment of a catalogue.
  public init(
    _ entry: EnvironmentEntry, seeds: [UInt64] = usualSeeds, steps: Int = usualSteps
  ) {
    self.init(entry.id, seeds: seeds, steps: steps) {
      entry.makeBatch(count: $0, isSolving: $1)
    }
  }

  /// Prepares to check whatever a closure makes: so many copies, exactly solved or not.
  ///
  /// - Precondition: there is a seed, and at least two steps.
  public init(
    _ id: String, seeds: [UInt64] = usualSeeds, steps: Int = usualSteps,
    makeBatch: @escaping @Sendable (_ count: Int, _ isSolving: Bool) -> any BatchEnvironment
  ) {
    precondition(!seeds.isEmpty && steps >= 2, "\(steps) steps of \(seeds.count) seeds")
    self.id = id
    self.seeds = seeds
    self.steps = steps
    self.makeBatch = makeBatch
  }

  /// The verdict on every rule, in order.
  public func verdicts() -> [(rule: ConformanceRule, verdict: ConformanceVerdict)] {
    ConformanceRule.allCases.map { ($0, verdict(on: $0)) }
  }

  /// The verdict on one rule.
  public func verdict(on rule: ConformanceRule) -> ConformanceVerdict {
    do {
      return try check(rule)
    } catch {
      return .violated("\(error)")
    }
  }

  private func check(_ rule: ConformanceRule) throws -> ConformanceVerdict {
    switch rule {
    case .spaces: try checkSpaces()
    case .rewards: try checkRewards()
    case .endings: try checkEndings()
    case .beginnings: try checkBeginnings()
    case .limits: try checkLimits()
    case .resets: try checkResets()
    case .steps: try checkSteps()
    case .snapshots: try checkSnapshots()
    case .archives: try checkArchives()
    case .copies: try checkCopies()
    case .actions: try checkActions()
    case .drawing: try checkDrawing()
    case .optimum: try checkOptimum()
    }
  }
}
