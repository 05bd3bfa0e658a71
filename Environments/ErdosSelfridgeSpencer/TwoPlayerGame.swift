public import ReinforcementLearning

/// The game of ``DefenderGame`` for two: the attacker divides, the defender destroys, by turns.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | player: 0 if the attacker is to move, 1 if the defender is | – | 0 or 1 |
/// | first: pieces on each level, from the bottom; those of the first set if the defender is to move | – | 0… |
/// | second: pieces of the second set on each level, from the bottom; none if the attacker is to move | – | 0… |
///
/// Action `l` of the attacker divides as in ``AttackerGame``.  An even action of the defender destroys
/// the first set, an odd one the second.  What is paid is what the attacker gains, 1 for winning and −1
/// for losing; the defender gains the opposite.
///
/// What the exact solution says is the worth to the player who is to move, if both play their best.
///
/// Follows Raghu and others, *Can deep reinforcement learning solve Erdos-Selfridge-Spencer games?*,
/// ICML 2018.
public struct TwoPlayerGame: Environment {
  private let rules: Rules
  /// Who is to move, and what there is.
  public private(set) var position: Position

  /// Who is to move, and what there is.
  public enum Position: Codable, Hashable, Sendable {
    /// The attacker is to divide these pieces; so, too, once the game is over.
    case dividing(Pieces)
    /// The defender is to destroy one of these sets.
    case destroying(Split)
  }

  /// Creates a game that has not begun.
  ///
  /// - Parameters:
  ///   - top: `K`, from 3 to 50.
  ///   - potential: `φ`, with which the game begins, above 0 and up to 4.
  ///   - beginning: Where the pieces stand at first.
  public init(top: Int = 10, potential: Double = 0.99, beginning: Beginning = .geometric) {
    self.init(Rules(top: top, potential: potential, beginning: beginning))
  }

  init(_ rules: Rules) {
    self.rules = rules
    position = .dividing(Pieces(top: rules.top))
  }

  public var observationSpace: Space {
    let pieces = Space.box(Box(shape: [rules.top + 1], in: 0...Float(rules.target)))
    return .dictionary([
      Space.Field("player", .discrete(2)), Space.Field("first", pieces),
      Space.Field("second", pieces),
    ])
  }

  public var actionSpace: Space { .discrete(rules.top) }

  public mutating func reset(using random: inout RandomSource) {
    position = .dividing(
      rules.beginning.pieces(top: rules.top, target: rules.target, using: &random))
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    switch position {
    case .dividing(let pieces):
      position = .destroying(Attacker.prefixSplit(pieces, at: action))
      return Outcome(reward: 0)
    case .destroying(let split):
      let pieces = split.survivors(destroying: action % 2)
      position = .dividing(pieces)
      if pieces.isEmpty { return Outcome(reward: -1, ending: .terminated) }
      return pieces.hasArrived
        ? Outcome(reward: 1, ending: .terminated) : Outcome(reward: 0)
    }
  }

  public func observe(into row: inout MutableSpan<Float>) {
    let width = rules.top + 1
    for level in 0..<width {
      switch position {
      case .dividing(let pieces):
        row[1 + level] = Float(pieces.counts[level])
        row[1 + width + level] = 0
      case .destroying(let split):
        row[1 + level] = Float(split.first.counts[level])
        row[1 + width + level] = Float(split.second.counts[level])
      }
    }
    if case .dividing = position { row[0] = 0 } else { row[0] = 1 }
  }
}

extension TwoPlayerGame {
  /// `K` = 10 and `φ` = 0.99, which the defender can win.
  public static let v0 = EnvironmentEntry(
    "ESS-v0", summary: "Divide pieces and destroy sets of them by turns: a game for two.",
    rewards: "1 if the attacker wins, −1 if the defender does; two moves a level at most",
    source: "Raghu and others, 2018; Spencer, 1994", trainingSteps: 200_000, options: Options.self
  ) { options in
    EnvironmentPrototype(
      TwoPlayerGame(options.rules),
      actionNames: (0..<options.levels).map {
        "divide at \($0) or destroy \($0.isMultiple(of: 2) ? "A" : "B")"
      })
  }
}

// MARK: - Solution

extension TwoPlayerGame: Solvable {
  public var discount: Double { 1 }

  public func optimum() -> Optimum {
    switch position {
    case .dividing(let pieces): pieces.optimum()
    case .destroying(let split): split.optimum(actionCount: rules.top)
    }
  }
}

// MARK: - Appearance

extension TwoPlayerGame: Drawable {
  public func draw(on canvas: inout Canvas) {
    let ladder = Ladder(top: rules.top)
    ladder.draw(on: &canvas)
    switch position {
    case .dividing(let pieces):
      ladder.draw(pieces, from: -1, to: 1, color: .blue, on: &canvas)
    case .destroying(let split):
      ladder.write("A", at: -0.5, color: .ink, on: &canvas)
      ladder.write("B", at: 0.5, color: .ink, on: &canvas)
      ladder.draw(split.first, from: 0, to: -1, color: .blue, on: &canvas)
      ladder.draw(split.second, from: 0, to: 1, color: .orange, on: &canvas)
    }
  }
}
