/// An environment whose rewards are multiplied by a constant.
///
/// Returns are reported as the agent is paid; wrap the base in ``StatisticsRecorded`` to have them
/// reported unscaled.
public struct RewardScaled<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// What every reward is multiplied by.
  public let factor: Double

  /// Scales the rewards of an environment.
  @inlinable
  public init(_ base: Base, by factor: Double) {
    self.base = base
    self.factor = factor
  }

  @inlinable
  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    var outcome = base.step(action, using: &random)
    outcome.reward *= factor
    return outcome
  }
}

extension RewardScaled: Drawable where Base: Drawable {}
