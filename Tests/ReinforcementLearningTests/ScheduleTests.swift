import Foundation
import ReinforcementLearning
import Testing

@Suite struct `A schedule` {
  private func expect(
    _ schedule: Schedule, at steps: [Int], _ expected: [Double],
    _ location: SourceLocation = #_sourceLocation
  ) {
    for (step, value) in zip(steps, expected) {
      #expect(
        abs(schedule.value(at: step) - value) < 1e-12, "at \(step)", sourceLocation: location)
    }
  }

  @Test func `goes evenly from its first value to its last, and stays there`() {
    let schedule = Schedule(from: 1, to: 0.2, over: 4)
    expect(
      schedule, at: [-1, 0, 1, 2, 4, 5, 1_000], [1, 1, 0.8, 0.6, 0.2, 0.2, 0.2])
    #expect(schedule.value(at: 4) == 0.2)
  }

  @Test func `is constant if that is its shape`() {
    expect(
      Schedule(.constant, from: 0.3, to: 9, over: 4), at: [-1, 0, 3, 4, 99],
      [0.3, 0.3, 0.3, 0.3, 0.3])
  }

  /// The cosines of 0, 60, 90, 120 and 180 degrees are 1, ½, 0, -½ and -1.
  @Test func `goes along half a wave`() {
    let schedule = Schedule(.cosine, from: 3, to: 1, over: 6)
    expect(schedule, at: [0, 2, 3, 4, 6, 7], [3, 2.5, 2, 1.5, 1, 1])
  }

  /// From 8 to 1 in three steps, each of which halves.
  @Test func `goes by the same factor at every step`() {
    let schedule = Schedule(.exponential, from: 8, to: 1, over: 3)
    expect(schedule, at: [0, 1, 2, 3, 4], [8, 4, 2, 1, 1])
  }

  /// Four steps up to 8, and then three quarters of four steps down to 4.
  @Test(arguments: Schedule.Shape.allCases)
  func `grows evenly from zero in its warm-up`(shape: Schedule.Shape) {
    let schedule = Schedule(shape, from: 8, to: 4, over: 8, warmingUpOver: 4)
    expect(schedule, at: [-1, 0, 1, 2, 3, 4], [0, 0, 2, 4, 6, 8])
    let later: [Double] =
      switch shape {
      case .constant: [8, 8, 8]
      case .linear: [6, 4, 4]
      case .cosine: [6, 4, 4]
      case .exponential: [32.squareRoot(), 4, 4]
      }
    expect(schedule, at: [6, 8, 9], later)
  }

  @Test func `is at its last value at once without duration`() {
    for shape in Schedule.Shape.allCases where shape != .constant {
      #expect(Schedule(shape, from: 1, to: 0.1, over: 0).value(at: 0) == 0.1)
    }
  }
}
