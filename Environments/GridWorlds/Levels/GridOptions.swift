import ReinforcementLearning

/// What is seen of a grid world.
enum GridObservation: String, CaseIterable, Codable, Sendable {
  case index, coordinates, planes, view, pixels

  /// What the option means of which it is the value.
  static let parameter = ParameterDescription(
    "observation", "what is seen", choices: allCases.map(\.rawValue))
}

/// What may be chosen about every grid world.
protocol GridOptions: EnvironmentOptions {
  var observation: GridObservation { get }
  var level: Int { get }
  var levels: Int { get }
  /// What levels are made from.
  var recipe: GridRecipe { get }
}

extension GridOptions {
  func validate() throws {
    guard observation != .index || levels == 1 else {
      throw Failure(
        .configuration, "an index tells nothing of which of the levels it is",
        remedy: "choose levels=1, or observation=planes, view, coordinates or pixels")
    }
  }

  /// The world that was chosen.
  func prototype() throws -> EnvironmentPrototype {
    try recipe.prototype(seenAs: observation, levels: GridSupply(first: level, count: levels))
  }
}

extension GridRecipe {
  /// What each of the options that all have means.
  static let parameters = [
    GridObservation.parameter,
    ParameterDescription(
      "actions", "four moves, or turns, steps and hands", choices: ["moves", "turns"]),
    ParameterDescription("slip", "how likely a step goes elsewhere than intended", in: .unit),
  ]

  /// What each option of worlds with many levels means.
  static let levelParameters =
    parameters + [
      ParameterDescription("level", "the number of the first level", in: 0...1e15),
      ParameterDescription(
        "levels", "how many levels there are; 0 is a new one in every episode", in: 0...1e9),
    ]

  /// A world of these levels.
  ///
  /// - Throws: ``Failure`` of kind `configuration` if a level cannot be played, or its states are too
  ///   many to be numbered and an index is wanted.
  func prototype(
    seenAs observation: GridObservation, levels: GridSupply
  ) throws -> EnvironmentPrototype {
    switch observation {
    case .index: try prototype(seenBy: GridIndex.self, levels)
    case .coordinates: try prototype(seenBy: GridCoordinates.self, levels)
    case .planes: try prototype(seenBy: GridPlanes.self, levels)
    case .view: try prototype(seenBy: GridView.self, levels)
    case .pixels: try prototype(seenBy: GridPixels.self, levels)
    }
  }

  private func prototype<Observer: GridObserver>(
    seenBy observer: Observer.Type, _ supply: GridSupply
  ) throws -> EnvironmentPrototype {
    let first = try level(supply.first)
    if supply.count == 1, first.isEnumerable {
      return EnvironmentPrototype(
        TimeLimited(GridWalk<Observer>(first), steps: rules.limit),
        actionNames: rules.actions.names,
        goals: GridGoals.provider(for: first, seenBy: observer))
    }
    guard observer != GridIndex.self else {
      throw Failure(
        .configuration, "the level has too many states to number them",
        remedy: "choose observation=planes, view, coordinates or pixels")
    }
    return EnvironmentPrototype(
      TimeLimited(try GridJourney<Observer>(self, supply: supply), steps: rules.limit),
      actionNames: rules.actions.names)
  }
}

extension GridLevel {
  private static let greatestCount = 100_000.0

  /// Whether there are few enough states to number them, by a bound on how many there can be.
  var isEnumerable: Bool {
    let hasTurns = rules.actions == .turns
    let free = Double(cells.count { $0.kind != .wall })
    var bound = hasTurns ? 4 * free : free
    let portable = cells.count { $0.isPortable }
    for cell in cells {
      switch cell.kind {
      case .openDoor, .closedDoor, .lockedDoor: bound *= 3
      case .fruit, .lightOff, .lightOn: bound *= 2
      case .crate, .crateOnPad: bound *= free
      case .key, .ball: bound *= hasTurns || portable > 1 ? free : 2
      case .emptyBox, .keyBox: bound *= hasTurns || portable > 1 ? 2 * free : 3
      // Each also multiplies what may follow an action.
      case .obstacle: bound *= 4 * free
      case .floor, .wall, .goal, .lava, .pad, .doorSwitch: break
      }
    }
    return bound <= Self.greatestCount
  }
}
