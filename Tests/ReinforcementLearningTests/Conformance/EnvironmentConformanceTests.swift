import ReinforcementLearning
import Testing

@Suite struct `The conformance of environments` {
  private static let limited = EnvironmentConformance("Line-v0") { count, _ in
    VectorEnvironment(TimeLimited(Line(), steps: 40), count: count, name: "Line-v0")
  }

  @Test(arguments: ConformanceRule.allCases)
  func `finds no fault in a sound environment`(_ rule: ConformanceRule) {
    #expect(Self.limited.verdict(on: rule) == .passed)
  }

  private static let rules: [Line.Fault: ConformanceRule] = [
    .observationOutside: .spaces, .infiniteReward: .rewards, .noEnd: .endings,
    .finalObservationOutside: .beginnings, .incompleteReset: .beginnings,
    .terminatedByLimit: .limits, .lateLimit: .limits, .unreachableLimit: .limits,
    .chanceInReset: .resets, .chanceInStep: .steps, .sharedReference: .snapshots,
    .forgottenState: .archives, .mixedCopies: .copies, .clampedActions: .actions,
    .drawnNowhere: .drawing, .emptyPicture: .drawing, .exaggeratedValue: .optimum,
    .worstActionCalledBest: .optimum, .valueOfNoAction: .optimum,
  ]

  private static func conformance(_ fault: Line.Fault) -> EnvironmentConformance {
    EnvironmentConformance("Line-v0") { count, _ in
      switch fault {
      case .noEnd: VectorEnvironment(Line(fault), count: count, name: "Line-v0")
      case .mixedCopies, .clampedActions:
        FaultyBatch(
          VectorEnvironment(TimeLimited(Line(), steps: 40), count: count, name: "Line-v0"), fault)
      default: VectorEnvironment(WronglyLimited(Line(fault)), count: count, name: "Line-v0")
      }
    }
  }

  @Test(arguments: Line.Fault.allCases)
  func `notices a broken promise by its rule`(_ fault: Line.Fault) throws {
    let rule = try #require(Self.rules[fault])
    guard case .violated(let sentence) = Self.conformance(fault).verdict(on: rule) else {
      Issue.record("\(rule) did not notice \(fault)")
      return
    }
    #expect(!sentence.isEmpty)
  }

  /// No other rule stands in for these.
  @Test(arguments: [
    Line.Fault.finalObservationOutside, .lateLimit, .terminatedByLimit, .forgottenState,
    .clampedActions, .drawnNowhere, .exaggeratedValue,
  ])
  func `blames nothing else`(_ fault: Line.Fault) throws {
    let rule = try #require(Self.rules[fault])
    for (other, verdict) in Self.conformance(fault).verdicts() where other != rule {
      #expect(verdict == .passed, "\(other) of \(fault)")
    }
  }

  @Test func `has a broken subject for every rule`() {
    #expect(Set(Self.rules.values) == Set(ConformanceRule.allCases))
    #expect(Self.rules.count == Line.Fault.allCases.count)
  }

  @Test func `says what does not apply`() {
    let plain = EnvironmentConformance("Plain-v0") { count, _ in
      VectorEnvironment(Plain(), count: count, name: "Plain-v0")
    }
    #expect(plain.verdict(on: .limits) == .inapplicable("no time limit"))
    #expect(plain.verdict(on: .drawing) == .inapplicable("no picture"))
    #expect(plain.verdict(on: .optimum) == .inapplicable("no exact solution"))
    #expect(plain.verdict(on: .endings) == .passed)
  }

  /// Ends after one step, and knows nothing.
  private struct Plain: Environment {
    var observationSpace: Space { .discrete(1) }
    var actionSpace: Space { .discrete(1) }
    mutating func reset(using random: inout RandomSource) {}
    mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
      Outcome(reward: 0, ending: .terminated)
    }
    func observe(into row: inout MutableSpan<Float>) { row[0] = 0 }
  }
}
