/// An environment of some type, ready to be copied into batches.
///
/// Its type is known where it is made, so that the loop over the copies is compiled for it.
public struct EnvironmentPrototype: Sendable {
  /// Whether an exact solver knows what play is best.
  public let isSolvable: Bool
  /// What each action does, where actions are discrete; nil leaves it to the entry.
  public let actionNames: [String]?
  @usableFromInline let makeBatch: @Sendable (Int, String, Bool) -> any BatchEnvironment

  /// Wraps an environment.
  @inlinable
  public init<World: Environment>(_ world: World, actionNames: [String]? = nil) {
    self.init(
      isSolvable: World.self is any FiniteMDP.Type || World.self is any Solvable.Type,
      actionNames: actionNames
    ) { VectorEnvironment(world, count: $0, name: $1, isSolving: $2) }
  }

  @usableFromInline
  init(
    isSolvable: Bool, actionNames: [String]?,
    makeBatch: @escaping @Sendable (Int, String, Bool) -> any BatchEnvironment
  ) {
    self.isSolvable = isSolvable
    self.actionNames = actionNames
    self.makeBatch = makeBatch
  }
}
