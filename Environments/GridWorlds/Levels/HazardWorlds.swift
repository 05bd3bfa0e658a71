public import ReinforcementLearning

/// Grids on which something blows, burns or wanders about.
public enum HazardWorlds {
  private struct WindyOptions: GridOptions {
    var observation = GridObservation.index
    var actions = GridActions.moves
    var slip = 0.0
    var gusts = false

    static let parameters = [
      GridRecipe.parameters[0],
      ParameterDescription(
        "actions", "four moves, eight as kings have, or turns, steps and hands",
        choices: GridActions.allCases.map(\.rawValue)),
      GridRecipe.parameters[2],
      ParameterDescription(
        "gusts", "whether the wind is weaker or stronger by one, each a third of the time"),
    ]

    func validate() throws {
      guard actions != .turns else {
        throw Failure(
          .configuration, "whoever turns is not blown", remedy: "choose actions=moves or kings")
      }
      guard actions != .kings || slip == 0 else {
        throw Failure(
          .configuration, "the steps of kings are sure", remedy: "choose slip=0, or actions=moves")
      }
    }

    var level: Int { 0 }
    var levels: Int { 1 }
    var recipe: GridRecipe {
      var rules = GridRules(actions: actions, slip: slip, stepReward: -1, goalReward: 0)
      rules.wind = [0, 0, 0, 1, 1, 1, 2, 2, 1, 0]
      rules.hasGusts = gusts
      (rules.discount, rules.limit) = (1, 1_000)
      return GridRecipe(layout: .windy, rules: rules)
    }
  }

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

  /// A wind that blows up across the way.
  public static let windy = EnvironmentEntry(
    "Windy-v0", summary: "Cross windy columns to a goal.",
    rewards: "−1 a step; ends at the goal, or after 1,000 steps",
    source: "Sutton and Barto, 2018, example 6.5", solvedReturn: -17, trainingSteps: 50_000,
    actionNames: moves, options: WindyOptions.self
  ) { try $0.prototype() }

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
