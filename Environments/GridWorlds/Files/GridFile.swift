public import ReinforcementLearning

/// Levels that users draw: a heading of `key: value` lines, an empty line, and the map.
public enum GridFile {
  /// `grid:FILE`.
  public static let format = EnvironmentFileFormat(
    "grid", summary: "a level drawn in characters, with a heading of what is paid"
  ) { id, text in
    let recipe = try GridReader(text, of: id).recipe()
    return try recipe.level(0).isEnumerable
      ? entry(id, recipe, Small.self) : entry(id, recipe, Large.self)
  }

  private static func entry<Size: FileSize>(
    _ id: String, _ recipe: GridRecipe, _ size: Size.Type
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id, summary: "A level that a user drew.",
      rewards: "as its file says; \(recipe.rules.limit) steps", source: "its file",
      actionNames: GridActions.moves.names, options: Options<Size>.self
    ) { options in
      var recipe = recipe
      recipe.rules.actions = options.actions
      return try recipe.prototype(seenAs: options.observation, levels: GridSupply())
    }
  }

  private struct Options<Size: FileSize>: EnvironmentOptions {
    var observation = Size.observation
    var actions = GridActions.moves

    static var parameters: [ParameterDescription] {
      Array(GridRecipe.parameters.prefix(2))
    }
  }

  private enum Small: FileSize {
    static let observation = GridObservation.index
  }

  private enum Large: FileSize {
    static let observation = GridObservation.planes
  }
}

/// What is seen of a level unless it is said: its states may be too many to number.
private protocol FileSize: Hashable, Sendable {
  static var observation: GridObservation { get }
}
