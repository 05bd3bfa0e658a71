internal import ArgumentParser

/// Which seeds: `5` for the seeds 0 to 4, `3,7,9` for those, `10-19` for a range.
struct SeedList: ExpressibleByArgument, Hashable {
  let seeds: [UInt64]

  init(_ seeds: [UInt64]) { self.seeds = seeds }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 1, let count = Int(argument) {
      guard (1...10_000).contains(count) else { return nil }
      seeds = (0..<UInt64(count)).map { $0 }
      return
    }
    var seeds: [UInt64] = []
    for part in parts where !(part.isEmpty && seeds.count == parts.count - 1) {
      let bounds = part.split(separator: "-").map { UInt64($0) }
      switch bounds.count {
      case 1:
        guard let seed = bounds[0] else { return nil }
        seeds.append(seed)
      case 2:
        guard let first = bounds[0], let last = bounds[1], first <= last, last - first < 10_000
        else { return nil }
        seeds += first...last
      default: return nil
      }
    }
    guard !seeds.isEmpty, Set(seeds).count == seeds.count else { return nil }
    self.seeds = seeds
  }

  var defaultValueDescription: String { "\(seeds.count)" }
}
