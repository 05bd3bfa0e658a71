/// An environment that pays late: what was earned comes all at once, after so many steps or at the
/// end of the episode.
///
/// The return of an episode stays what it was.
public struct RewardDelayed<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// After how many steps it pays; nil pays at the end only.
  public let steps: Int?
  private var owed = 0.0
  private var elapsed = 0

  /// Delays the rewards of an environment.
  ///
  /// - Precondition: `steps`, if given, is positive.
  public init(_ base: Base, steps: Int? = nil) {
    precondition(steps ?? 1 > 0, "a delay of \(steps ?? 0) steps")
    self.base = base
    self.steps = steps
  }

  public mutating func reset(using random: inout RandomSource) {
    (owed, elapsed) = (0, 0)
    base.reset(using: &random)
  }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    var outcome = base.step(action, using: &random)
    owed += outcome.reward
    elapsed += 1
    let isDue = outcome.ending != nil || steps.map { elapsed.isMultiple(of: $0) } == true
    outcome.reward = isDue ? owed : 0
    if isDue { owed = 0 }
    return outcome
  }
}

extension RewardDelayed: Drawable where Base: Drawable {}
