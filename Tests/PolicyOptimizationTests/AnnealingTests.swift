import AgentCommons
import PolicyOptimization
import ReinforcementLearning
import Testing

@Suite struct `An annealed learning rate` {
  private func configuration(_ configure: (inout A2CConfiguration) -> Void) -> A2CConfiguration {
    var configuration = A2CConfiguration()
    configuration.learningRate = 0.5
    configure(&configuration)
    return configuration
  }

  @Test func `loses nothing by default`() {
    let schedule = configuration { _ in }.learningRate(over: 100)
    for step in [0, 1, 50, 100, 1_000] { #expect(schedule.value(at: step) == 0.5) }
  }

  @Test func `loses its share evenly unless another shape is chosen`() {
    let schedule = configuration { $0.learningRateDecay = 1 }.learningRate(over: 100)
    #expect([0, 25, 50, 100].map(schedule.value(at:)) == [0.5, 0.375, 0.25, 0])
    let constant = configuration {
      ($0.learningRateDecay, $0.learningRateSchedule) = (1, .constant)
    }
    #expect(constant.learningRate(over: 100).value(at: 99) == 0.5)
    let exponential = configuration {
      ($0.learningRateDecay, $0.learningRateSchedule) = (0.75, .exponential)
    }
    #expect(exponential.learningRate(over: 100).value(at: 50) == 0.25)
  }

  /// Ten steps up, and then half of the other ninety down half a wave.
  @Test func `grows in a warm-up, and is lost by the end of the run`() {
    let schedule = configuration {
      ($0.learningRateDecay, $0.learningRateSchedule) = (1, .cosine)
      $0.learningRateWarmUp = 10
    }
    .learningRate(over: 100)
    let found = [0, 5, 10, 55, 100].map(schedule.value(at:))
    for (value, expected) in zip(found, [0, 0.25, 0.5, 0.25, 0]) {
      #expect(abs(value - expected) < 1e-12)
    }
  }

  @Test func `has an end`() throws {
    let endless = configuration {
      ($0.learningRateDecay, $0.learningRateSchedule) = (1, .exponential)
    }
    let failure = #expect(throws: Failure.self) { try endless.validate(steps: 100) }
    #expect(failure?.remedy == "lower learningRateDecay, to 0.99 say, or choose cosine")
    let warm = configuration { $0.learningRateWarmUp = 100 }
    #expect(throws: Failure.self) { try warm.validate(steps: 100) }
    try warm.validate(steps: 101)
  }
}
