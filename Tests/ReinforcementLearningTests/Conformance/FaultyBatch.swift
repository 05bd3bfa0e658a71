import ReinforcementLearning

/// A batch that passes everything on to another, save for one fault.
final class FaultyBatch: BatchEnvironment {
  private let base: any BatchEnvironment
  private let fault: Line.Fault

  init(_ base: any BatchEnvironment, _ fault: Line.Fault) {
    self.base = base
    self.fault = fault
  }

  var count: Int { base.count }
  var observationSpace: Space { base.observationSpace }
  var actionSpace: Space { base.actionSpace }
  var observations: Rows { base.observations }
  var endings: [Ending?] { base.endings }
  var finalObservations: Rows { base.finalObservations }
  var finishedEpisodes: [FinishedEpisode] { base.finishedEpisodes }
  var timeLimit: Int? { base.timeLimit }
  var solvedDiscount: Double? { base.solvedDiscount }

  /// With the fault, every copy is paid what the last one is.
  var rewards: [Double] {
    fault == .mixedCopies
      ? base.rewards.map { _ in base.rewards[count - 1] } : base.rewards
  }

  func reset(using sources: [RandomSource]) throws { try base.reset(using: sources) }

  /// With the fault, whatever is no action becomes one.
  func step(_ actions: Rows) throws {
    var actions = actions
    if fault == .clampedActions {
      actions.storage = actions.storage.map { $0 >= 1 ? 1 : 0 }
    }
    try base.step(actions)
  }

  func snapshot() -> BatchSnapshot { base.snapshot() }
  func restore(_ snapshot: BatchSnapshot) { base.restore(snapshot) }
  func draw(_ copy: Int, on canvas: inout Canvas) -> Bool { base.draw(copy, on: &canvas) }
  func draw(_ copy: Int, after action: ArraySlice<Float>, on canvas: inout Canvas) -> Bool {
    base.draw(copy, after: action, on: &canvas)
  }
  func optimum(of copy: Int) -> Optimum? { base.optimum(of: copy) }
  func save(to archive: inout Archive) { base.save(to: &archive) }
  func load(from archive: Archive) throws { try base.load(from: archive) }
}
