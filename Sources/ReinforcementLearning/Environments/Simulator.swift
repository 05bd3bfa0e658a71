/// A world as it was at one moment, in which play can be tried without anything coming of it.
///
/// Chance is the caller's: what a simulator draws says nothing about what the world itself will draw.
public struct Simulator {
  /// The world at that moment.
  public let world: any Environment
  @usableFromInline let restartWorld: () -> Void
  @usableFromInline let stepWorld: ([Float], inout RandomSource) -> Outcome
  @usableFromInline let observeWorld: (inout [Float]) -> Void

  /// Creates a simulator of a world; it is as fast as the world's type is known where it is made.
  @inlinable
  public init<World: Environment>(_ world: World) {
    self.world = world
    var present = world
    restartWorld = { present = world }
    stepWorld = { present.step(World.Action(row: $0.span), using: &$1) }
    observeWorld = {
      var row = $0.mutableSpan
      present.observe(into: &row)
    }
  }

  /// Goes back to the moment.
  public func restart() { restartWorld() }

  /// Takes one step.
  ///
  /// - Precondition: the action is in the world's space, and play has not ended since the restart.
  public func step(_ action: [Float], using random: inout RandomSource) -> Outcome {
    stepWorld(action, &random)
  }

  /// Writes what would be observed now into a row as wide as the observation space's row.
  public func observe(into row: inout [Float]) { observeWorld(&row) }
}
