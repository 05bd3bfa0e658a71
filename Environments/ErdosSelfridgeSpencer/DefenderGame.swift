public import ReinforcementLearning

/// The game of Erdős, Selfridge and Spencer, played by the defender.
///
/// Pieces stand on a ladder of levels `0…K`.  Each turn the attacker divides them into two sets, the
/// defender destroys one, and the pieces of the other move up one level.  The attacker wins once a
/// piece reaches level `K`, the defender once none is left: after `K` turns at most.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | pieces of the first set on each level, from the bottom | – | 0… |
/// | pieces of the second set on each level, from the bottom | – | 0… |
///
/// Action `0` destroys the first set, `1` the second.  Winning pays 1, losing −1, other turns nothing.
/// At the end the last two sets are still shown.
///
/// Where the potential, the sum of `2^(l − K)` over all pieces, is below 1, to destroy the set of the
/// larger potential always wins: that is the exact solution.  Where it is not, an optimal attacker
/// wins, and the solution says −1, though a lesser attacker may be beaten.
///
/// Follows Raghu and others, *Can deep reinforcement learning solve Erdos-Selfridge-Spencer games?*,
/// ICML 2018, after Spencer, *Randomization, derandomization and antirandomization: three games*,
/// Theoretical Computer Science 131, 1994.
public struct DefenderGame: Environment {
  let rules: Rules
  private let attacker: Attacker
  /// The two sets between which the defender has to choose.
  public private(set) var split: Split
  private var destroyed: Int?  // with the turn that ended the game

  /// Creates a game that has not begun.
  ///
  /// - Parameters:
  ///   - top: `K`, from 3 to 50.
  ///   - potential: `φ`, with which the game begins, above 0 and up to 4.
  ///   - beginning: Where the pieces stand at first.
  ///   - attacker: Who divides them.
  public init(
    top: Int = 10, potential: Double = 0.99, beginning: Beginning = .geometric,
    attacker: Attacker = .disjoint(probability: 0.5)
  ) {
    self.init(Rules(top: top, potential: potential, beginning: beginning), attacker)
  }

  init(_ rules: Rules, _ attacker: Attacker) {
    self.rules = rules
    self.attacker = attacker
    split = Split(top: rules.top)
  }

  public var observationSpace: Space {
    .box(Box(shape: [2 * (rules.top + 1)], in: 0...Float(rules.target)))
  }

  public var actionSpace: Space { .discrete(2) }

  public mutating func reset(using random: inout RandomSource) {
    let pieces = rules.beginning.pieces(top: rules.top, target: rules.target, using: &random)
    split = attacker.split(pieces, target: rules.target, using: &random)
    destroyed = nil
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let pieces = split.survivors(destroying: action)
    if pieces.isEmpty || pieces.hasArrived {
      destroyed = action
      return Outcome(reward: pieces.isEmpty ? 1 : -1, ending: .terminated)
    }
    split = attacker.split(pieces, target: rules.target, using: &random)
    return Outcome(reward: 0)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    for level in 0...rules.top {
      row[level] = Float(split.first.counts[level])
      row[rules.top + 1 + level] = Float(split.second.counts[level])
    }
  }
}

extension DefenderGame {
  /// The game of the authors' example: `K` = 10, `φ` = 0.99, geometric beginnings and an attacker that
  /// is optimal half of the time.
  ///
  /// Such beginnings hold two or three levels, with which that attacker, too, is always optimal.
  public static let v0 = EnvironmentEntry(
    "ESS-Defender-v0", summary: "Destroy one of two sets of pieces before any reaches the top.",
    rewards: "1 for winning, −1 for losing; as many turns as levels at most",
    source: "Raghu and others, 2018; Spencer, 1994", randomReturn: -0.98, solvedReturn: 0.95,
    trainingSteps: 100_000, actionNames: ["destroy A", "destroy B"], options: Options.self
  ) { DefenderGame($0.rules, $0.attacker) }
}

// MARK: - Solution

extension DefenderGame: Solvable {
  public var discount: Double { 1 }

  public func optimum() -> Optimum { split.optimum(actionCount: 2) }
}

// MARK: - Appearance

extension DefenderGame: Drawable {
  public func draw(on canvas: inout Canvas) {
    let ladder = Ladder(top: rules.top)
    ladder.draw(on: &canvas)
    ladder.write("A", at: -0.5, color: .ink, on: &canvas)
    ladder.write("B", at: 0.5, color: .ink, on: &canvas)
    ladder.draw(split.first, from: 0, to: -1, color: destroyed == 0 ? .muted : .blue, on: &canvas)
    ladder.draw(
      split.second, from: 0, to: 1, color: destroyed == 1 ? .muted : .orange, on: &canvas)
  }
}
