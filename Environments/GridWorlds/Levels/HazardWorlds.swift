public import ReinforcementLearning

/// Grids on which something burns or wanders about.
public enum HazardWorlds {
  private struct LavaOptions: GridOptions {
    var size = 7
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
        layout: .lavaGap(size: size),
        rules: GridRules(actions: actions, slip: slip, limit: 4 * size * size))
    }
  }

  private struct ObstacleOptions: GridOptions {
    var size = 5
    var obstacles = 2
    var observation = GridObservation.index
    var actions = GridActions.moves
    var slip = 0.0
    var level = 0
    var levels = 1

    static let parameters =
      [
        ParameterDescription("size", "rows and columns, walls included", in: 5...25),
        ParameterDescription("obstacles", "how many balls wander about", in: 1...6),
      ] + GridRecipe.levelParameters

    var recipe: GridRecipe {
      GridRecipe(
        layout: .obstacles(size: size, count: obstacles),
        rules: GridRules(actions: actions, slip: slip, limit: 4 * size * size))
    }
  }

  private static let moves = GridActions.moves.names

  /// Lava across the way.
  public static let lavaGap = EnvironmentEntry(
    "LavaGap-v0", summary: "Pass a gap between lava.",
    rewards: "1 at the goal; ends there, in lava, or after 4 size² steps",
    source: "Chevalier-Boisvert et al., 2023", trainingSteps: 50_000, actionNames: moves,
    options: LavaOptions.self
  ) { try $0.prototype() }

  /// Balls that wander about.
  public static let dynamicObstacles = EnvironmentEntry(
    "DynamicObstacles-v0", summary: "Cross a room without running into wandering balls.",
    rewards: "1 at the goal, −1 for running into a ball; ends then, or after 4 size² steps",
    source: "Chevalier-Boisvert et al., 2023", trainingSteps: 100_000, actionNames: moves,
    options: ObstacleOptions.self
  ) { try $0.prototype() }
}
