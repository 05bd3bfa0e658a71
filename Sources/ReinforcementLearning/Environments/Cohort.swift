/// Some copies of one environment that take a step together, and where they put what it led to.
///
/// They differ in nothing that no step changes, such as constants of physics.  They stand in equal
/// distances in the memory of a ``VectorEnvironment``, which lends them for the time of a step.
public struct Cohort<World: Environment> {
  /// The greatest number of copies.
  @inlinable public static var most: Int { 32 }

  /// How many copies there are.
  public let count: Int
  @usableFromInline let worlds: UnsafeMutableRawPointer
  @usableFromInline let sources: UnsafeMutableRawPointer
  @usableFromInline let stride: Int
  @usableFromInline let actions: UnsafePointer<Float>
  @usableFromInline let actionWidth: Int
  @usableFromInline let rewards: UnsafeMutablePointer<Double>
  @usableFromInline let endings: UnsafeMutablePointer<Ending?>

  @inlinable
  init(
    count: Int, worlds: UnsafeMutableRawPointer, sources: UnsafeMutableRawPointer, stride: Int,
    actions: UnsafeBufferPointer<Float>, rewards: UnsafeMutablePointer<Double>,
    endings: UnsafeMutablePointer<Ending?>
  ) {
    self.count = count
    self.worlds = worlds
    self.sources = sources
    self.stride = stride
    self.actions = actions.baseAddress.unsafelyUnwrapped
    actionWidth = actions.count / count
    self.rewards = rewards
    self.endings = endings
  }

  /// The same copies without what a wrapper keeps around each, which lies so many bytes into it.
  @inlinable
  func inside<Base: Environment>(_ offset: Int) -> Cohort<Base> {
    Cohort<Base>(
      count: count, worlds: worlds + offset, sources: sources, stride: stride,
      actions: UnsafeBufferPointer(start: actions, count: actionWidth * count), rewards: rewards,
      endings: endings)
  }

  /// A copy.
  @inlinable
  public subscript(copy: Int) -> UnsafeMutablePointer<World> {
    (worlds + copy &* stride).assumingMemoryBound(to: World.self)
  }

  /// What a copy draws from.
  @inlinable
  public func random(of copy: Int) -> UnsafeMutablePointer<RandomSource> {
    (sources + copy &* stride).assumingMemoryBound(to: RandomSource.self)
  }

  /// What a copy does.
  @inlinable
  public func action(of copy: Int) -> World.Action {
    let row = UnsafeBufferPointer(start: actions + copy &* actionWidth, count: actionWidth)
    return World.Action(row: row.span)
  }

  /// What a copy does, as the first float of its row.
  @inlinable
  public func number(of copy: Int) -> Float { actions[copy &* actionWidth] }

  /// What the step of a copy led to.
  @inlinable
  public func settle(_ copy: Int, _ outcome: Outcome) {
    rewards[copy] = outcome.reward
    endings[copy] = outcome.ending
  }

  /// Truncates the episode of a copy that has not ended by itself.
  @inlinable
  func truncate(_ copy: Int) {
    if endings[copy] == nil { endings[copy] = .truncated }
  }
}
