import ReinforcementLearning

/// A world with rules of its own that looks like a level of the engine, so that it can be seen in all
/// the ways in which levels are.
protocol GridScene: FiniteMDP, Drawable {
  /// What there is as an episode begins, within walls, and where the walker looks then.
  var plan: GridPlan { get }
  /// Where the walker looks after an action; nil is where it looked before.
  func direction(after action: Int) -> GridDirection?
  /// Moves the walker, and all else that moves, to where it is now.
  func arrange(_ picture: inout GridWorld)
}

extension GridObservation {
  /// A world that is seen in this way, with episodes of at most so many steps, if there is a limit;
  /// its goals are documented by the numbers of states, so that only an index shows them.
  func prototype(
    of scene: some GridScene, limit: Int?, actionNames: [String]? = nil, goals: GoalProvider? = nil
  ) throws -> EnvironmentPrototype {
    func limited(
      _ world: some Environment, goals: GoalProvider? = nil
    ) -> EnvironmentPrototype {
      guard let limit else {
        return EnvironmentPrototype(world, actionNames: actionNames, goals: goals)
      }
      return EnvironmentPrototype(
        TimeLimited(world, steps: limit), actionNames: actionNames, goals: goals)
    }
    func seen<World: GridScene, Observer: GridObserver>(
      _ world: World, by observer: Observer.Type
    ) throws -> EnvironmentPrototype {
      limited(try SeenScene<World, Observer>(world))
    }
    return switch self {
    case .index: limited(scene, goals: goals)
    case .coordinates: try seen(scene, by: GridCoordinates.self)
    case .planes: try seen(scene, by: GridPlanes.self)
    case .view: try seen(scene, by: GridView.self)
    case .pixels: try seen(scene, by: GridPixels.self)
    }
  }
}
