/// Plays one episode in each copy as the exact solution says, and compares what it earns.
struct OptimumTrial {
  private let batch: any BatchEnvironment
  private var courses: [Course] = []
  private static let greatestLength = 10_000  // steps

  /// The episode of one copy.
  private struct Course {
    var expected: Double
    var earned = 0.0
    var factor = 1.0  // γ to the number of steps so far
    var ending: Ending?
  }

  /// Begins an episode in every copy.
  init(in batch: any BatchEnvironment) throws {
    self.batch = batch
    try batch.reset(seed: 0)
  }

  /// Whether the mean return agrees with the mean value within four standard errors.
  mutating func verdict() throws -> ConformanceVerdict {
    guard let discount = batch.solvedDiscount, batch.optimum(of: 0) != nil else {
      return .inapplicable("no exact solution")
    }
    courses = (0..<batch.count).compactMap { batch.optimum(of: $0) }.map {
      Course(expected: $0.value)
    }
    for step in 0..<Self.greatestLength where courses.contains(where: { $0.ending == nil }) {
      if let wrong = try advance(discount) { return .violated("\(wrong), after \(step) steps") }
    }
    return comparison()
  }

  /// Takes one of the best actions in every copy; says what is wrong, if it is.
  private mutating func advance(_ discount: Double) throws -> String? {
    var actions = Rows(count: batch.count, width: batch.actionSpace.rowWidth)
    for copy in 0..<batch.count {
      guard let optimum = batch.optimum(of: copy), let action = optimum.actions.first else {
        return "nothing is known to be best in copy \(copy)"
      }
      if let wrong = fault(of: optimum) { return "\(wrong) in copy \(copy)" }
      actions[copy] = action[...]
    }
    try batch.step(actions)
    for copy in courses.indices where courses[copy].ending == nil {
      courses[copy].earned += courses[copy].factor * batch.rewards[copy]
      courses[copy].factor *= discount
      courses[copy].ending = batch.endings[copy]
    }
    return nil
  }

  private func fault(of optimum: Optimum) -> String? {
    if let wrong = optimum.actions.first(where: { !batch.actionSpace.contains($0[...]) }) {
      return "the best action \(wrong) is none"
    }
    let tolerance = 1e-6 * max(1, abs(optimum.value))
    guard let best = optimum.actionValues.max() else { return nil }
    if abs(best - optimum.value) > tolerance {
      return "the best action is worth \(best), its state \(optimum.value)"
    }
    return optimum.actions.first { optimum.actionValues[Int($0[0])] < best - tolerance }
      .map { "action \($0) is called best, but another is worth more" }
  }

  private func comparison() -> ConformanceVerdict {
    let count = Double(courses.count)
    let scale = courses.map { abs($0.expected) }.max() ?? 0
    // What an episode that did not terminate might still have earned.
    let open = courses.reduce(0) { $0 + ($1.ending == .terminated ? 0 : $1.factor * scale) } / count
    guard open <= 0.01 * max(scale, 1e-12) else {
      return .violated("optimal play did not terminate, so that its return is not known")
    }
    let differences = courses.map { $0.earned - $0.expected }
    let mean = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let tolerance = 4 * (variance / count).squareRoot() + open + 1e-6 * max(scale, 1)
    return abs(mean) <= tolerance
      ? .passed
      : .violated("optimal play earns \(mean) more than the exact solution says, ± \(tolerance)")
  }
}
