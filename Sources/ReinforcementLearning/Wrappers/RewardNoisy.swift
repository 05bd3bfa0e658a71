/// An environment whose rewards are seen through noise of a normal law.
///
/// Follows `bsuite` (Osband and others, *Behaviour suite for reinforcement learning*, ICLR 2020).
/// Wrap the base in ``StatisticsRecorded`` to have returns reported without it.
public struct RewardNoisy<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// The standard deviation of the noise.
  public let deviation: Double

  /// Disturbs the rewards of an environment.
  public init(_ base: Base, deviation: Double) {
    self.base = base
    self.deviation = deviation
  }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    var outcome = base.step(action, using: &random)
    outcome.reward += deviation * random.normal()
    return outcome
  }
}

extension RewardNoisy: Drawable where Base: Drawable {}
