import ReinforcementLearning
import Testing

@testable import Hierarchical

@Suite struct `The success of goals` {
  private func success() -> GoalSuccess {
    var configuration = HDQNConfiguration()
    configuration.successWeight = 0.5
    configuration.explorationSuccess = 0.75
    return GoalSuccess(configuration, goals: 2)
  }

  /// Rates 0, ½, ¾ and 7⁄8, and ε = 1 − 0.9 · rate ⁄ ¾, at least 0.1.
  @Test func `lowers exploration of the goal that was reached, and of no other`() {
    var success = success()
    var seen = [success.exploration(of: 1)]
    for _ in 0..<3 {
      success.note(true, of: 1)
      seen.append(success.exploration(of: 1))
    }
    for (rate, wanted) in zip(seen, [1, 0.4, 0.1, 0.1]) { #expect(abs(rate - wanted) < 1e-12) }
    #expect(success.exploration(of: 0) == 1)
    #expect(success.rates == [0, 0.875])
  }

  /// ¼ after a success and a failure: ε = 1 − 0.9 ⁄ 3 = 0.7.
  @Test func `raises it again where goals are missed`() {
    var success = success()
    success.note(true, of: 0)
    success.note(false, of: 0)
    #expect(abs(success.exploration(of: 0) - 0.7) < 1e-12)
  }
}
