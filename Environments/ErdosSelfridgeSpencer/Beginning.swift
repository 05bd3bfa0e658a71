import Foundation
public import ReinforcementLearning

/// Where the pieces stand when a game begins.
public enum Beginning: String, Codable, Hashable, Sendable, CaseIterable {
  /// Few pieces high up, many far down: levels by geometric laws.
  case geometric
  /// Pieces on levels that are all equally likely while they fit.
  case uniform
  /// A random number of levels, among which the potential is divided at random.
  case diverse
  /// All pieces on the lowest level.
  case bottom

  /// Puts pieces on a ladder of levels `0…top`.
  ///
  /// - Parameters:
  ///   - top: `K`.
  ///   - target: The potential that the pieces come to, in units of `2^(−K)`.
  ///   - random: What decides where they stand.
  /// - Returns: Pieces of exactly that potential; of ``diverse``, of at most that.
  public func pieces(top: Int, target: UInt128, using random: inout RandomSource) -> Pieces {
    switch self {
    case .geometric: Self.geometric(top, target, using: &random)
    case .uniform: Self.uniform(top, target, using: &random)
    case .diverse: Self.diverse(top, target, using: &random)
    case .bottom: Pieces(counts: [Int(target)] + Array(repeating: 0, count: top))
    }
  }

  /// As many draws as there are units in the top, and again until no potential is left.
  ///
  /// The paper's code draws 100,000 levels at most, since it draws one by one.
  private static func geometric(
    _ top: Int, _ target: UInt128, using random: inout RandomSource
  ) -> Pieces {
    var pieces = Pieces(top: top)
    var rest = target
    let chance = [0.45, 0.5, 0.6, 0.7, 0.8][random.integer(below: 5)]
    while rest > 0 {
      var draws = 1 << top
      for level in 0..<max(top - 2, 1) where draws > 0 {
        let drawn = random.successes(of: draws, chance: chance)
        draws -= drawn
        rest = pieces.fill(level, with: UInt128(drawn), within: rest)
      }
    }
    return pieces
  }

  private static func uniform(
    _ top: Int, _ target: UInt128, using random: inout RandomSource
  ) -> Pieces {
    var pieces = Pieces(top: top)
    var rest = target
    let high = min(max(3, top - 3), top)
    while rest > 0 {
      rest = pieces.fill(random.integer(below: high), with: 1, within: rest)
    }
    return pieces
  }

  private static func diverse(
    _ top: Int, _ target: UInt128, using random: inout RandomSource
  ) -> Pieces {
    var pieces = Pieces(top: top)
    let count = 1 + random.integer(below: max(top - 2, 1))
    let levels = random.choices(count, below: max(top - 1, 1)).sorted(by: >)
    let cuts = [0] + (1..<count).map { _ in random.uniform() }.sorted() + [1]
    let shares = (0..<count).map { cuts[$0 + 1] - cuts[$0] }.sorted(by: >)
    var (spent, covered): (UInt128, Double) = (0, 0)
    for (place, level) in levels.enumerated() {
      covered += shares[place]
      // The last share covers all, whatever the others were rounded to.
      let budget = place == count - 1 ? target : UInt128(covered * Double(target))
      let amount = budget > spent ? budget - spent : 0
      spent += amount - pieces.fill(level, with: amount >> level, within: amount)
    }
    return pieces
  }
}

extension Pieces {
  /// Puts up to so many pieces on a level, as many as fit into a potential; what is left of it.
  fileprivate mutating func fill(
    _ level: Int, with amount: UInt128, within rest: UInt128
  ) -> UInt128 {
    let fitting = min(amount, rest >> level)
    counts[level] += Int(fitting)
    return rest - fitting << level
  }
}

extension RandomSource {
  private static let fewTries = 200

  /// How many of so many tries succeed; of many, by the normal limit of the binomial law.
  fileprivate mutating func successes(of tries: Int, chance: Double) -> Int {
    if tries <= Self.fewTries {
      return (0..<tries).reduce(0) { sum, _ in sum + (uniform() < chance ? 1 : 0) }
    }
    let mean = Double(tries) * chance
    let drawn = mean + normal() * (mean * (1 - chance)).squareRoot()
    return min(max(Int(drawn.rounded()), 0), tries)
  }
}
