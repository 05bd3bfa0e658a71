import Foundation
import ReinforcementLearning
import Testing

@testable import apus

/// An environment of the catalogue and a rule.
struct Promise: CustomTestStringConvertible, Sendable {
  let environment: EnvironmentEntry
  let rule: ConformanceRule
  var testDescription: String { "\(environment.id): \(rule.statement)" }

  static let all = Catalogue.everything.environments.flatMap { environment in
    ConformanceRule.allCases.map { Promise(environment: environment, rule: $0) }
  }
}

@Suite struct `Every environment` {
  @Test(arguments: Promise.all)
  func `keeps its promises`(_ promise: Promise) {
    let verdict = EnvironmentConformance(promise.environment).verdict(on: promise.rule)
    switch (verdict, promise.rule) {
    case (.passed, _), (.inapplicable, .limits), (.inapplicable, .drawing): break
    case (.inapplicable, .optimum): #expect(!promise.environment.isSolvable)
    default: Issue.record("\(promise.testDescription): \(verdict)")
    }
  }

  /// What another process showed; a new environment needs a new line.
  @Test func `shows the same in every process`() throws {
    let url = try #require(Bundle.module.url(forResource: "Golden/digests", withExtension: "json"))
    let digests = try JSONDecoder().decode([String: [String]].self, from: Data(contentsOf: url))
    for entry in Catalogue.everything.environments {
      let present = try (0..<3).map { try EnvironmentConformance.digest(of: entry, seed: $0) }
      #expect(digests[entry.id] == present, "\(entry.id)")
    }
  }
}
