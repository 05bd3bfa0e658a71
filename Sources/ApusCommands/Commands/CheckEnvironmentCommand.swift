internal import ArgumentParser
internal import ReinforcementLearning

/// `apus check-env`: whether an environment keeps what every environment promises.
struct CheckEnvironmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-env",
    abstract: "Check that an environment keeps what every environment promises.",
    discussion: """
      Plays random steps and compares bit for bit. A promise that could not be put to
      the test, as when no episode ended, is broken. The exit code is 69 if any is.

      EXAMPLES
        apus check-env FourRooms-v0
        apus check-env FourRooms-v0 --env-option slip=0.2 --seeds 3 --json
      """)

  @Argument(help: "The environment's id.")
  var environment: String
  @OptionGroup var environmentOptions: EnvironmentOptionArguments
  @Option(help: "How many random steps with each seed.")
  var steps = Count(EnvironmentConformance.usualSteps)
  @Option(help: "Which seeds: 5, or 3,7,9, or 10-19.")
  var seeds = SeedList(EnvironmentConformance.usualSeeds)
  @Flag(help: "Print one JSON object a rule.")
  var json = false

  func validate() throws {
    guard (2...1_000_000).contains(steps.value) else {
      throw ValidationError("--steps is \(steps.value); give 2 to 1000000")
    }
  }

  func run() throws {
    let entry = try ApusProgram.catalogue.environment(
      environment, options: environmentOptions.table)
    let conformance = EnvironmentConformance(entry, seeds: seeds.seeds, steps: steps.value)
    var violations = 0
    for rule in ConformanceRule.allCases {
      let line = VerdictLine(rule, conformance.verdict(on: rule))
      violations += line.verdict == "violated" ? 1 : 0
      if json { try Console.printJSON(line) } else { Console.print(line.text) }
    }
    guard violations > 0 else { return }
    let failure = Failure(
      .unusableEnvironment,
      "\(entry.id) breaks \(violations) \(violations == 1 ? "promise" : "promises")",
      remedy: "mend what is said above")
    Console.printError(failure.description)
    throw Reported(failure: failure)
  }
}

/// The verdict on a rule.
private struct VerdictLine: Encodable {
  let rule: String
  let statement: String
  let verdict: String
  let reason: String?

  init(_ rule: ConformanceRule, _ verdict: ConformanceVerdict) {
    self.rule = rule.rawValue
    statement = rule.statement
    switch verdict {
    case .passed: (self.verdict, reason) = ("passed", nil)
    case .inapplicable(let reason): (self.verdict, self.reason) = ("inapplicable", reason)
    case .violated(let reason): (self.verdict, self.reason) = ("violated", reason)
    }
  }

  var text: String {
    switch verdict {
    case "passed": "kept".colored(.green).padded() + statement
    case "violated": "broken".colored(.red).padded() + "\(statement): \(reason ?? "")"
    default: "–".padded() + "\(statement) (\(reason ?? ""))"
    }
  }
}

extension String {
  /// The text and as much space as brings it to eight columns, colour codes not counted.
  fileprivate func padded() -> String {
    let visible = replacing(#/\u{1B}\[[0-9]*m/#, with: "").count
    return self + String(repeating: " ", count: max(1, 8 - visible))
  }
}
