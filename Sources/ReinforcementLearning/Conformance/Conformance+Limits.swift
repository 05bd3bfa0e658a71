import Foundation

/// Whether a time limit truncates.
extension EnvironmentConformance {
  private static let budget = 400_000  // steps
  private static let wantedEnds = 20

  func checkLimits() throws -> ConformanceVerdict {
    guard let limit = makeBatch(1, false).timeLimit else { return .inapplicable("no time limit") }
    var search = try LimitSearch(in: makeBatch(1, false), limit: limit)
    for _ in 0..<Self.budget {
      if let wrong = try search.advance() { return .violated(wrong) }
      if search.truncations > 0 { return .passed }
      if search.ends >= Self.wantedEnds {
        return .violated("episodes that reach \(limit) steps are terminated, not truncated")
      }
    }
    return .violated("no episode reached the limit of \(limit) steps, so nothing was checked")
  }
}

/// Random play that goes back some steps where an episode ends too early, until one comes to its
/// time limit.
private struct LimitSearch {
  private var play: ConformancePlay
  private var saved: [BatchSnapshot]
  private var random = RandomSource(seed: 0, stream: "retreat")
  private let limit: Int

  /// How many episodes were as long as the limit.
  private(set) var ends = 0
  /// How many of them were truncated.
  private(set) var truncations = 0

  init(in batch: any BatchEnvironment, limit: Int) throws {
    self.limit = limit
    play = try ConformancePlay(in: batch, seed: 0)
    saved = [batch.snapshot()]
  }

  /// Takes one step; says what is wrong, if it is.
  mutating func advance() throws -> String? {
    try play.advance()
    let length = saved.count
    switch play.batch.endings[0] {
    case nil where length < limit: saved.append(play.batch.snapshot())
    case nil: return "an episode goes on after \(length) steps, the limit being \(limit)"
    case .truncated where length < limit:
      return "an episode was truncated after \(length) steps, the limit being \(limit)"
    case let ending?:
      if length == limit {
        ends += 1
        truncations += ending == .truncated ? 1 : 0
      }
      goBack()
    }
    return nil
  }

  /// Few steps often, many seldom: whether an end could still be avoided is not known.
  private mutating func goBack() {
    let steps = Int(exp2(random.uniform() * 6))
    saved.removeLast(min(steps, saved.count - 1))
    play.batch.restore(saved[saved.count - 1])
  }
}
