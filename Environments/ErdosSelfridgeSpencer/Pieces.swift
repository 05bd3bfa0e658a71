/// The pieces on a ladder of levels, those on the top one having won for the attacker.
///
/// A piece on level `l` of `0…K` has the potential `2^(l − K)`: how likely it would get to the top if
/// a coin decided who is destroyed.  Potentials are kept as integers, in units of `2^(−K)`, so that no
/// comparison is ever rounded.
public struct Pieces: Codable, Hashable, Sendable {
  /// How many pieces stand on each level, `[K + 1]`, from the bottom.
  public var counts: [Int]

  /// The highest `K` for which the potentials of any game are exact.
  public static let greatestTop = 50

  /// Creates a ladder with these pieces on its levels, from the bottom.
  public init(counts: [Int]) { self.counts = counts }

  /// Creates an empty ladder of levels `0…top`.
  public init(top: Int) { counts = Array(repeating: 0, count: top + 1) }

  /// The highest level, `K`.
  public var top: Int { counts.count - 1 }
  /// Whether no piece is left.
  public var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }
  /// Whether a piece stands on the top level.
  public var hasArrived: Bool { counts[top] > 0 }
  /// The potential of one piece at the top, `2^K`, in units of `2^(−K)`.
  public var unit: UInt128 { 1 << top }

  /// The sum of the potentials, in units of `2^(−K)`.
  public var potential: UInt128 {
    counts.indices.reduce(0) { $0 + potential(ofLevel: $1) }
  }

  /// The potential of all pieces of a level, in units of `2^(−K)`.
  func potential(ofLevel level: Int) -> UInt128 { UInt128(counts[level]) << level }

  /// Every piece one level higher.
  ///
  /// - Precondition: none stands on the top level.
  func raised() -> Pieces {
    precondition(!hasArrived, "the game was over when a piece reached the top")
    return Pieces(counts: [0] + counts.dropLast())
  }
}

/// Pieces in two sets, one of which is to be destroyed.
public struct Split: Codable, Hashable, Sendable {
  /// The first set, A.
  public var first: Pieces
  /// The second set, B.
  public var second: Pieces

  /// Divides nothing yet, on a ladder of levels `0…top`.
  init(top: Int) {
    first = Pieces(top: top)
    second = first
  }

  /// Takes so many pieces of a level into the first set, and the rest of them into the second.
  mutating func divide(_ pieces: Pieces, level: Int, first amount: Int) {
    first.counts[level] = amount
    second.counts[level] = pieces.counts[level] - amount
  }

  /// The lesser of the two potentials, in units of `2^(−K)`: what survives the best defence.
  public var survivingPotential: UInt128 { min(first.potential, second.potential) }

  /// The sets that it is best to destroy, those of the larger potential: 0 is the first.
  public var bestToDestroy: [Int] {
    let (first, second) = (first.potential, second.potential)
    return first == second ? [0, 1] : [first > second ? 0 : 1]
  }

  /// What is left, one level higher, after a set was destroyed: 0 is the first.
  public func survivors(destroying set: Int) -> Pieces { (set == 0 ? second : first).raised() }

  /// The two sets the other way around.
  var swapped: Split {
    var split = self
    (split.first, split.second) = (second, first)
    return split
  }
}
