public import ReinforcementLearning

/// Grids on which something is to be gathered or pushed.
public enum GatheringWorlds {
  private struct FruitOptions: GridOptions {
    var size = 5
    var fruits = 5
    var observation = GridObservation.index
    var actions = GridActions.moves
    var slip = 0.0
    var level = 0
    var levels = 1

    static let parameters =
      [
        ParameterDescription("size", "rows and columns of the meadow", in: 3...20),
        ParameterDescription("fruits", "how many fruits there are", in: 1...8),
      ] + GridRecipe.levelParameters

    var recipe: GridRecipe {
      GridRecipe(
        layout: .fruit(size: size, count: fruits),
        rules: GridRules(actions: actions, slip: slip, limit: 4 * size * size))
    }
  }

  private struct CrateOptions: GridOptions {
    var size = 8
    var boxes = 1
    var observation = GridObservation.index
    var actions = GridActions.moves
    var slip = 0.0
    var level = 0
    var levels = 1

    static let parameters =
      [
        ParameterDescription("size", "rows and columns, walls included", in: 6...20),
        ParameterDescription("boxes", "how many boxes and pads there are", in: 1...2),
      ] + GridRecipe.levelParameters

    var recipe: GridRecipe {
      GridRecipe(
        layout: .crates(size: size, count: boxes),
        rules: GridRules(actions: actions, slip: slip, limit: 200))
    }
  }

  private static let moves = GridActions.moves.names

  /// Fruit on a meadow of 5×5.
  public static let fruit = EnvironmentEntry(
    "FruitCollection-v0", summary: "Gather all fruit, in whatever order is shortest.",
    rewards: "1 for each fruit; ends with the last, or after 4 size² steps",
    source: "after van Seijen et al., 2017", trainingSteps: 100_000, actionNames: moves,
    options: FruitOptions.self
  ) { try $0.prototype() }

  /// A box to be pushed, which cannot be pulled.
  public static let boxPush = EnvironmentEntry(
    "BoxPush-v0", summary: "Push a box to where it belongs, without getting it stuck.",
    rewards: "1 for the last box on its pad; ends then, or after 200 steps",
    source: "ours", trainingSteps: 200_000, actionNames: moves, options: CrateOptions.self
  ) { try $0.prototype() }
}
