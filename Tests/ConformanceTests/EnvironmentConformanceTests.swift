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
}
