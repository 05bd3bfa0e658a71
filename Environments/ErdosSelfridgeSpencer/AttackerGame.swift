public import ReinforcementLearning

/// The game of ``DefenderGame``, played by the attacker.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | pieces on each level, from the bottom | – | 0… |
///
/// Action `l` divides at level `l`: what is on it and below against what is above, pieces of the
/// level at the boundary being moved so that both sets weigh as nearly the same as they can.  Winning
/// pays 1, losing −1, other turns nothing.
///
/// Where the potential is 1 or more, some level divides it into two sets of at least ½ each, and so it
/// stays until a piece is at the top: that is the exact solution.  Where it is below 1, an optimal
/// defender wins, and the solution says −1, though a lesser defender may be beaten.
///
/// Follows Raghu and others, *Can deep reinforcement learning solve Erdos-Selfridge-Spencer games?*,
/// ICML 2018.
public struct AttackerGame: Environment {
  let rules: Rules
  private let defender: Defender
  /// What there is to divide.
  public private(set) var pieces: Pieces

  /// Creates a game that has not begun.
  ///
  /// - Parameters:
  ///   - top: `K`, from 3 to 50.
  ///   - potential: `φ`, with which the game begins, above 0 and up to 4.
  ///   - beginning: Where the pieces stand at first.
  ///   - defender: Who destroys them.
  public init(
    top: Int = 10, potential: Double = 1.1, beginning: Beginning = .geometric,
    defender: Defender = .optimal
  ) {
    self.init(Rules(top: top, potential: potential, beginning: beginning), defender)
  }

  init(_ rules: Rules, _ defender: Defender) {
    self.rules = rules
    self.defender = defender
    pieces = Pieces(top: rules.top)
  }

  public var observationSpace: Space {
    .box(Box(shape: [rules.top + 1], in: 0...Float(rules.target)))
  }

  public var actionSpace: Space { .discrete(rules.top) }

  public mutating func reset(using random: inout RandomSource) {
    pieces = rules.beginning.pieces(top: rules.top, target: rules.target, using: &random)
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let split = Attacker.prefixSplit(pieces, at: action)
    pieces = split.survivors(destroying: defender.choice(of: split, using: &random))
    if pieces.isEmpty { return Outcome(reward: -1, ending: .terminated) }
    return pieces.hasArrived
      ? Outcome(reward: 1, ending: .terminated) : Outcome(reward: 0)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    for level in 0...rules.top { row[level] = Float(pieces.counts[level]) }
  }
}

extension AttackerGame {
  /// `K` = 10 and `φ` = 1.1 against an optimal defender.
  public static let v0 = EnvironmentEntry(
    "ESS-Attacker-v0", summary: "Divide pieces so that one of them reaches the top.",
    rewards: "1 for winning, −1 for losing; as many turns as levels at most",
    source: "Raghu and others, 2018; Spencer, 1994", randomReturn: -1, solvedReturn: 0.95,
    trainingSteps: 100_000, options: Options.self
  ) { options in
    EnvironmentPrototype(
      AttackerGame(options.rules, options.defender),
      actionNames: (0..<options.levels).map { "divide at \($0)" })
  }
}

// MARK: - Solution

extension AttackerGame: Solvable {
  public var discount: Double { 1 }

  public func optimum() -> Optimum { pieces.optimum() }
}

// MARK: - Appearance

extension AttackerGame: Drawable {
  public func draw(on canvas: inout Canvas) {
    let ladder = Ladder(top: rules.top)
    ladder.draw(on: &canvas)
    ladder.draw(pieces, from: -1, to: 1, color: .blue, on: &canvas)
  }
}
