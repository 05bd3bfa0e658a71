/// An environment of some type, ready to be copied into batches.
///
/// Its type is known where it is made, so that the loop over the copies is compiled for it.
public struct EnvironmentPrototype: Sendable {
  /// The environment.
  public let world: any Environment
  /// What each action does, where actions are discrete; nil leaves it to the entry.
  public let actionNames: [String]?
  /// The goals that the environment documents; nil where it documents none.
  public let goals: GoalProvider?
  @usableFromInline let makeBatch: @Sendable (Int, String, Bool, Int) -> any BatchEnvironment

  /// Prepares an environment.
  @inlinable
  public init<World: Environment>(
    _ world: World, actionNames: [String]? = nil, goals: GoalProvider? = nil
  ) {
    self.world = world
    self.actionNames = actionNames
    self.goals = goals
    makeBatch = {
      VectorEnvironment(world, count: $0, name: $1, isSolving: $2, threads: $3)
    }
  }

  /// Whether an exact solver knows what play is best.
  public var isSolvable: Bool { world is any FiniteMDP || world is any Solvable }

  /// The environment in wrappers, the first of the texts innermost.
  ///
  /// Its goals are lost, since wrappers may show other observations.
  /// The loop over the copies is then not compiled for it, and some hundred nanoseconds slower.
  ///
  /// - Throws: ``Failure`` of kind `configuration` that names the wrapper.
  func wrapped(in texts: [String]) throws -> EnvironmentPrototype {
    func open(_ world: some Environment) -> EnvironmentPrototype {
      EnvironmentPrototype(world, actionNames: actionNames)
    }
    let world = try WrapperEntry.wrap(world, in: texts)
    return open(world)
  }
}
