/// An environment whose rewards lie within a limit to either side.
///
/// Follows Mnih and others, *Human-level control through deep reinforcement learning*, Nature, 2015,
/// who clip to ±1.  Wrap the base in ``StatisticsRecorded`` to have returns reported unclipped.
public struct RewardClipped<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// The greatest reward, and the least but for its sign.
  public let limit: Double

  /// Clips the rewards of an environment.
  public init(_ base: Base, to limit: Double) {
    self.base = base
    self.limit = limit
  }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    var outcome = base.step(action, using: &random)
    outcome.reward = min(max(outcome.reward, -limit), limit)
    return outcome
  }
}

extension RewardClipped: Drawable where Base: Drawable {}
