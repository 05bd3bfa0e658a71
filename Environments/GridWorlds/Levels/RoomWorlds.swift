public import ReinforcementLearning

/// Rooms to be crossed to a goal.
public enum RoomWorlds {
  private struct EmptyOptions: GridOptions {
    var size = 8
    var observation = GridObservation.index
    var actions = GridActions.moves
    var slip = 0.0

    static let parameters =
      [ParameterDescription("size", "rows and columns, walls included", in: 4...40)]
      + GridRecipe.parameters

    var level: Int { 0 }
    var levels: Int { 1 }
    var recipe: GridRecipe {
      GridRecipe(
        layout: .empty(size: size),
        rules: GridRules(actions: actions, slip: slip, limit: 4 * size * size))
    }
  }

  private struct KeyDoorOptions: GridOptions {
    var size = 8
    var observation = GridObservation.index
    var actions = GridActions.moves
    var slip = 0.0
    var level = 0
    var levels = 1

    static let parameters =
      [ParameterDescription("size", "rows and columns, walls included", in: 5...25)]
      + GridRecipe.levelParameters

    var recipe: GridRecipe {
      GridRecipe(
        layout: .keyDoor(size: size),
        rules: GridRules(actions: actions, slip: slip, discount: 0.99, limit: 10 * size * size))
    }
  }

  private struct MultiRoomOptions: GridOptions {
    var rooms = 4
    var roomSize = 5
    var observation = GridObservation.index
    var actions = GridActions.moves
    var slip = 0.0
    var level = 0
    var levels = 1

    static let parameters =
      [
        ParameterDescription("rooms", "how many rooms there are", in: 2...6),
        ParameterDescription(
          "roomSize", "the greatest number of rows and columns of a room, walls included",
          in: 4...10),
      ] + GridRecipe.levelParameters

    var recipe: GridRecipe {
      GridRecipe(
        layout: .rooms(count: rooms, size: roomSize),
        rules: GridRules(actions: actions, slip: slip, discount: 0.99, limit: 20 * rooms))
    }
  }

  private struct LightKeyOptions: GridOptions {
    var observation = GridObservation.index
    var actions = GridActions.moves
    var slip = 0.0
    var level = 0
    var levels = 1

    static let parameters = GridRecipe.levelParameters

    var recipe: GridRecipe {
      GridRecipe(
        layout: .lightKey,
        rules: GridRules(actions: actions, slip: slip, discount: 0.99, limit: 80))
    }
  }

  private static let moves = GridActions.moves.names

  /// Nothing in the way.
  public static let empty = EnvironmentEntry(
    "Empty-v0", summary: "Cross an empty room to the opposite corner.",
    rewards: "1 at the goal; ends there, or after 4 size² steps",
    source: "Chevalier-Boisvert et al., 2023", trainingSteps: 50_000, actionNames: moves,
    options: EmptyOptions.self
  ) { try $0.prototype() }

  /// A key, the door it fits, and a goal behind it.
  public static let keyDoor = EnvironmentEntry(
    "KeyDoor-v0", summary: "Fetch a key, unlock a door and reach the goal behind it.",
    rewards: "1 at the goal; ends there, or after 10 size² steps",
    source: "Chevalier-Boisvert et al., 2023", trainingSteps: 100_000, actionNames: moves,
    options: KeyDoorOptions.self
  ) { try $0.prototype() }

  /// Room after room.
  public static let multiRoom = EnvironmentEntry(
    "MultiRoom-v0", summary: "Go through a chain of rooms, opening doors, to the goal in the last.",
    rewards: "1 at the goal; ends there, or after 20 steps a room",
    source: "Chevalier-Boisvert et al., 2023", trainingSteps: 200_000, actionNames: moves,
    options: MultiRoomOptions.self
  ) { try $0.prototype() }

  /// A light to be switched on before anything else is seen.
  public static let lightKey = EnvironmentEntry(
    "LightKey-v0", summary: "Switch on the light, find the key, unlock the door, reach the goal.",
    rewards: "1 at the goal; ends there, or after 80 steps",
    source: "after Sukhbaatar et al., 2018", trainingSteps: 100_000, actionNames: moves,
    options: LightKeyOptions.self
  ) { try $0.prototype() }
}
