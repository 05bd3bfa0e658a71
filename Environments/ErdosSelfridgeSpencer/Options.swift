public import ReinforcementLearning

/// On what ladder a game is played, and where its pieces stand at first.
private let boardParameters = [
  ParameterDescription("levels", "K, how many levels a piece has to climb", in: 3...50),
  ParameterDescription(
    "potential", "φ, with which the game begins; the defender can win below 1",
    in: Double.leastNonzeroMagnitude...4),
  ParameterDescription(
    "beginning", "where the pieces stand at first", choices: Beginning.allCases.map(\.rawValue)),
  ParameterDescription(
    "pieces", "N, all on the lowest level at first; 0 places pieces by potential and beginning",
    in: .nonNegative),
]

private let shareDescription = ParameterDescription(
  "opponentShare", "in what share of the turns it does so; else it is optimal", in: .unit)

/// Refuses more pieces than a ladder can hold.
private func validate(pieces: Int, levels: Int) throws {
  let most = 4 << levels
  guard pieces > most else { return }
  throw Failure(
    .configuration, "\(pieces) pieces on \(levels) levels", remedy: "give at most \(most)")
}

/// The ladder and the pieces that the options ask for.
private func makeRules(
  levels: Int, potential: Double, beginning: Beginning, pieces: Int
) -> Rules {
  pieces > 0
    ? Rules(top: levels, pieces: pieces)
    : Rules(top: levels, potential: potential, beginning: beginning)
}

extension DefenderGame {
  /// What may be chosen about the defender's game.
  public struct Options: EnvironmentOptions {
    /// `K`.
    public var levels = 10
    /// `φ`.
    public var potential = 0.99
    /// Where the pieces stand at first.
    public var beginning = Beginning.geometric
    /// `N`, all on the lowest level; 0 places pieces by potential.
    public var pieces = 0
    /// How the attacker divides the pieces.
    public var opponent = Opponent.disjoint
    /// In what share of the turns it does so.
    public var opponentShare = 0.5

    /// How the attacker divides the pieces.
    public enum Opponent: String, Codable, Hashable, Sendable, CaseIterable {
      /// As equally as can be.
      case optimal
      /// Into sets that share hardly a level.
      case disjoint
      /// Anyhow.
      case random
    }

    /// Creates the defaults.
    public init() {}

    public static let parameters =
      boardParameters + [
        ParameterDescription(
          "opponent", "how the attacker divides the pieces",
          choices: Opponent.allCases.map(\.rawValue)),
        shareDescription,
      ]

    public func validate() throws {
      try ErdosSelfridgeSpencer.validate(pieces: pieces, levels: levels)
    }

    var rules: Rules {
      makeRules(levels: levels, potential: potential, beginning: beginning, pieces: pieces)
    }

    var attacker: Attacker {
      switch opponent {
      case .optimal: .optimal
      case .disjoint: .disjoint(probability: opponentShare)
      case .random: .random(probability: opponentShare)
      }
    }
  }
}

extension AttackerGame {
  /// What may be chosen about the attacker's game.
  public struct Options: EnvironmentOptions {
    /// `K`.
    public var levels = 10
    /// `φ`.
    public var potential = 1.1
    /// Where the pieces stand at first.
    public var beginning = Beginning.geometric
    /// `N`, all on the lowest level; 0 places pieces by potential.
    public var pieces = 0
    /// Which set the defender destroys.
    public var opponent = Opponent.optimal
    /// In what share of the turns it does so.
    public var opponentShare = 1.0

    /// Which set the defender destroys.
    public enum Opponent: String, Codable, Hashable, Sendable, CaseIterable {
      /// That of the larger potential.
      case optimal
      /// Either.
      case random
    }

    /// Creates the defaults.
    public init() {}

    public static let parameters =
      boardParameters + [
        ParameterDescription(
          "opponent", "which set the defender destroys",
          choices: Opponent.allCases.map(\.rawValue)),
        shareDescription,
      ]

    public func validate() throws {
      try ErdosSelfridgeSpencer.validate(pieces: pieces, levels: levels)
    }

    var rules: Rules {
      makeRules(levels: levels, potential: potential, beginning: beginning, pieces: pieces)
    }

    var defender: Defender {
      opponent == .optimal ? .optimal : .careless(probability: opponentShare)
    }
  }
}

extension TwoPlayerGame {
  /// What may be chosen about the game of two.
  public struct Options: EnvironmentOptions {
    /// `K`.
    public var levels = 10
    /// `φ`.
    public var potential = 0.99
    /// Where the pieces stand at first.
    public var beginning = Beginning.geometric
    /// `N`, all on the lowest level; 0 places pieces by potential.
    public var pieces = 0

    /// Creates the defaults.
    public init() {}

    public static let parameters = boardParameters

    public func validate() throws {
      try ErdosSelfridgeSpencer.validate(pieces: pieces, levels: levels)
    }

    var rules: Rules {
      makeRules(levels: levels, potential: potential, beginning: beginning, pieces: pieces)
    }
  }
}
