public import ReinforcementLearning

/// A scripted attacker: how it divides the pieces.
public enum Attacker: Codable, Hashable, Sendable {
  /// Both potentials as equal as can be: it wins whenever that is possible.
  case optimal
  /// With a probability, and while more than three levels hold pieces, sets that share hardly a
  /// level; else as ``optimal``.
  case disjoint(probability: Double)
  /// With a probability, every level divided anywhere, all ways equally likely; else as ``optimal``.
  case random(probability: Double)

  private static let fewLevels = 3

  /// Divides the pieces.
  ///
  /// - Parameters:
  ///   - pieces: What there is to divide.
  ///   - target: The potential with which the game began, in units of `2^(−K)`.
  ///   - random: What decides what is left to chance.
  /// - Returns: All pieces, in two sets.
  public func split(
    _ pieces: Pieces, target: UInt128, using random: inout RandomSource
  ) -> Split {
    switch self {
    case .optimal:
      return Self.optimalSplit(pieces, using: &random)
    case .disjoint(let probability):
      let levels = pieces.counts.indices.filter { pieces.counts[$0] > 0 }
      guard levels.count > Self.fewLevels, random.uniform() < probability else {
        return Self.optimalSplit(pieces, using: &random)
      }
      return Self.disjointSplit(pieces, levels: levels, target: target, using: &random)
    case .random(let probability):
      guard random.uniform() < probability else { return Self.optimalSplit(pieces, using: &random) }
      var split = Split(top: pieces.top)
      for level in pieces.counts.indices {
        let amount = random.integer(below: pieces.counts[level] + 1)
        split.divide(pieces, level: level, first: amount)
      }
      return split
    }
  }

  /// From the top down, the lighter set catches up, and what is left is halved.
  ///
  /// An odd piece goes to the set that came lighter to its level, or to either where both were equal.
  private static func optimalSplit(_ pieces: Pieces, using random: inout RandomSource) -> Split {
    var split = Split(top: pieces.top)
    var (first, second): (UInt128, UInt128) = (0, 0)
    for level in pieces.counts.indices.reversed() where pieces.counts[level] > 0 {
      let count = pieces.counts[level]
      let difference = first > second ? first - second : second - first
      // The difference comes from higher levels, so that it is so many pieces of this one exactly.
      let catchUp = Int(min(difference >> level, UInt128(count)))
      let isFirstLighter = first == second ? random.integer(below: 2) == 0 : first < second
      let rest = count - catchUp
      let lighter = catchUp + rest / 2 + rest % 2
      split.divide(pieces, level: level, first: isFirstLighter ? lighter : count - lighter)
      first += split.first.potential(ofLevel: level)
      second += split.second.potential(ofLevel: level)
    }
    return split
  }

  /// Whole levels in random order, to the first set up to a share of the potential, then to the
  /// second; only a level that is worth half of it alone is halved.
  private static func disjointSplit(
    _ pieces: Pieces, levels: [Int], target: UInt128, using random: inout RandomSource
  ) -> Split {
    var split = Split(top: pieces.top)
    let share = threshold(using: &random)
    var (levels, taken): ([Int], UInt128) = (levels, 0)
    random.shuffle(&levels)
    for level in levels {
      let count = pieces.counts[level]
      let isHalved = 2 * pieces.potential(ofLevel: level) >= target
      let isWanted = taken * share.denominator < target * share.numerator
      split.divide(pieces, level: level, first: isHalved ? count / 2 : isWanted ? count : 0)
      taken += split.first.potential(ofLevel: level)
    }
    return random.integer(below: 2) == 0 ? split : split.swapped
  }

  /// The share of the potential up to which the first set is filled: that of three which comes up
  /// most often in three draws, the first of them where all come up once.
  private static func threshold(
    using random: inout RandomSource
  ) -> (numerator: UInt128, denominator: UInt128) {
    var counts = [0, 0, 0]
    for _ in 0..<3 { counts[random.choice(weightedBy: [0.8, 0.1, 0.1])] += 1 }
    let most = counts.max()
    return [(1, 3), (5, 16), (14, 32)][counts.firstIndex { $0 == most } ?? 0]
  }

  /// The split at a level: what is on it and below against what is above, the boundary level of the
  /// heavier side being divided so that both come as near to each other as they can.
  ///
  /// Prefix splits are enough to win where that is possible (theorem 3).
  public static func prefixSplit(_ pieces: Pieces, at boundary: Int) -> Split {
    var split = Split(top: pieces.top)
    for level in pieces.counts.indices {
      split.divide(pieces, level: level, first: level <= boundary ? pieces.counts[level] : 0)
    }
    let (lower, upper) = (split.first.potential, split.second.potential)
    let level = lower > upper ? boundary : boundary + 1
    let difference = lower > upper ? lower - upper : upper - lower
    let moved = Int(min(difference >> (level + 1), UInt128(pieces.counts[level])))
    split.divide(
      pieces, level: level, first: lower > upper ? pieces.counts[level] - moved : moved)
    return split
  }
}

/// A scripted defender: which set it destroys.
public enum Defender: Codable, Hashable, Sendable {
  /// The set of the larger potential, the first of two that are equal.
  case optimal
  /// With a probability either set, whatever it is worth; else as ``optimal``.
  case careless(probability: Double)

  /// The set that is destroyed: 0 is the first.
  public func choice(of split: Split, using random: inout RandomSource) -> Int {
    if case .careless(let probability) = self, random.uniform() < probability {
      return random.integer(below: 2)
    }
    return split.bestToDestroy[0]
  }
}
