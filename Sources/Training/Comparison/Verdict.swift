import Foundation

/// What may be said about two agents in one environment.
public struct Verdict: Encodable, Hashable, Sendable {
  /// The agent with the higher mean.
  public var better: String
  /// The other.
  public var worse: String
  /// Welch's test of the means of the last evaluations; nil with fewer than two seeds a side.
  public var test: WelchTest?
  /// Its probability, corrected for the number of pairs in the environment (Holm).
  public var correctedProbability: Double?
  /// How likely a seed of the first is to beat one of the second.
  public var probabilityOfImprovement: Double
  /// Whether the difference may be claimed: at least five seeds a side, and less than 5 % chance.
  public var isSignificant: Bool
  /// How many seeds a side would show this difference, where it cannot be claimed.
  public var seedsNeeded: Int?
  /// All of it in a sentence.
  public var sentence: String

  /// With fewer seeds a side nothing is claimed.
  public static let fewestSeeds = 5
  private static let level = 0.05

  /// The verdicts on the best agent against every other.
  static func verdicts(on agents: [AgentSummary], in environment: String) throws -> [Verdict] {
    guard let best = agents.first else { return [] }
    let rivals = agents.dropFirst()
    let tests = rivals.map { WelchTest(best.scores, $0.scores) }
    let corrected = WelchTest.corrected(tests.map { $0?.probability ?? 1 })
    return try zip(rivals, zip(tests, corrected)).map { rival, result in
      try Verdict(
        best, over: rival, test: result.0,
        correctedProbability: result.0 == nil ? nil : result.1, environment: environment)
    }
  }

  private init(
    _ best: AgentSummary, over rival: AgentSummary, test: WelchTest?,
    correctedProbability: Double?, environment: String
  ) throws {
    better = best.label
    worse = rival.label
    self.test = test
    self.correctedProbability = correctedProbability
    probabilityOfImprovement = try Scores([best.scores])
      .probabilityOfImprovement(over: Scores([rival.scores]))
    let enough = min(best.seeds.count, rival.seeds.count) >= Self.fewestSeeds
    isSignificant = enough && (correctedProbability ?? 1) < Self.level
    if !isSignificant {
      seedsNeeded = WelchTest.runsNeeded(best.scores, rival.scores)
        .map { max($0, Self.fewestSeeds) }
    }
    sentence = ""
    sentence = phrase(seeds: best.seeds.count, rival.seeds.count, environment: environment)
  }

  private func phrase(seeds first: Int, _ second: Int, environment: String) -> String {
    let seeds = "\(first) and \(second) seeds"
    guard let test, let correctedProbability else {
      return "Nothing can be said of \(better) and \(worse) in \(environment): "
        + "\(seeds), at least \(Self.fewestSeeds) a side are needed."
    }
    func number(_ value: Double) -> String { Formatting.significant(value, digits: 3) }
    let difference =
      "the mean return differs by \(number(test.difference)), "
      + "95 % interval \(number(test.interval.lower)) to \(number(test.interval.upper))"
    let correction = correctedProbability == test.probability ? "" : " after Holm's correction"
    let chance = "Welch p \(Self.text(correctedProbability))\(correction), \(seeds)"
    if isSignificant {
      return "\(better) is better than \(worse) in \(environment): \(difference) (\(chance))."
    }
    let start = "\(better) and \(worse) cannot be told apart in \(environment)"
    if min(first, second) < Self.fewestSeeds {
      return "\(start): \(seeds), at least \(Self.fewestSeeds) a side are needed; "
        + "so far \(difference)\(remedy)."
    }
    return "\(start): \(difference) (\(chance))\(remedy)."
  }

  private var remedy: String {
    seedsNeeded.map { "; about \($0) seeds a side would show such a difference" } ?? ""
  }

  private static func text(_ probability: Double) -> String {
    probability < 0.0001 ? "< 0.0001" : "= \(Formatting.significant(probability, digits: 2))"
  }
}
