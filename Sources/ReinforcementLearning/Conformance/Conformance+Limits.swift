/// Whether a time limit truncates.
extension EnvironmentConformance {
  private static let budget = 1_000_000  // steps
  private static let wantedEnds = 20

  func checkLimits() throws -> ConformanceVerdict {
    guard let limit = makeBatch(1, false).timeLimit else { return .inapplicable("no time limit") }
    var search = try LimitSearch(in: makeBatch(1, false), limit: limit)
    while search.steps < Self.budget {
      try search.advance()
      if let wrong = search.fault { return .violated(wrong) }
      if search.truncations > 0 { return .passed }
      if search.ends >= Self.wantedEnds {
        return .violated("episodes that reach \(limit) steps are terminated, not truncated")
      }
    }
    return .violated("no episode reached the limit of \(limit) steps, so nothing was checked")
  }
}

/// Random play that looks ahead, so as to come to the time limit of an episode.
///
/// From where it stands it plays some random courses, goes a tenth of the way of the longest, and goes
/// back where all are short.
private struct LimitSearch {
  private var play: ConformancePlay
  private var stations: [Station]
  private let limit: Int
  private var setbacks = 0

  private static let courses = 256
  private static let horizon = 100  // steps

  /// How many steps were taken.
  var steps: Int { play.steps }
  /// How many episodes were as long as the limit.
  private(set) var ends = 0
  /// How many of them were truncated.
  private(set) var truncations = 0
  /// What is wrong.
  private(set) var fault: String?

  private struct Station {
    var snapshot: BatchSnapshot
    var length: Int  // steps since the beginning of the episode
  }

  init(in batch: any BatchEnvironment, limit: Int) throws {
    self.limit = limit
    play = try ConformancePlay(in: batch, seed: 0)
    stations = [Station(snapshot: batch.snapshot(), length: 0)]
  }

  /// Goes on by some steps, or back.
  mutating func advance() throws {
    let here = stations[stations.count - 1]
    var longest: [Rows] = []
    for _ in 0..<Self.courses where longest.count < Self.horizon {
      play.batch.restore(here.snapshot)
      let course = try course(from: here.length)
      if course.count > longest.count { longest = course }
      if fault != nil { return }
    }
    guard longest.count > 4 || stations.count == 1 else {
      goBack()
      return
    }
    play.batch.restore(here.snapshot)
    let share = longest.prefix((longest.count + 9) / 10)
    for actions in share { try play.advance(by: actions) }
    stations.append(
      Station(snapshot: play.batch.snapshot(), length: here.length + share.count))
  }

  /// Twice as far each time, until the beginning.
  private mutating func goBack() {
    setbacks += 1
    stations.removeLast(min(stations.count - 1, 1 << min(setbacks, 16)))
    if stations.count == 1 { setbacks = 0 }
  }

  /// The random actions that were taken until the episode ended, or as many as are looked ahead.
  private mutating func course(from start: Int) throws -> [Rows] {
    var taken: [Rows] = []
    while taken.count < Self.horizon, fault == nil {
      try play.advance()
      note(play.batch.endings[0], after: start + taken.count + 1)
      if play.batch.endings[0] != nil { break }
      taken.append(play.actions)
    }
    return taken
  }

  private mutating func note(_ ending: Ending?, after length: Int) {
    switch ending {
    case nil where length >= limit:
      fault = "an episode goes on after \(length) steps, the limit being \(limit)"
    case .truncated where length < limit:
      fault = "an episode was truncated after \(length) steps, the limit being \(limit)"
    case let ending? where length == limit:
      ends += 1
      truncations += ending == .truncated ? 1 : 0
    default: break
    }
  }
}
