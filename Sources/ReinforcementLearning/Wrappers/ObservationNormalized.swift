/// An environment whose observations have, over time, mean zero and deviation one.
///
/// The statistics are part of the environment's state. Freeze them for evaluation.
public struct ObservationNormalized<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// What has been seen of each number.
  public var statistics: RunningStatistics
  /// Whether the statistics stay as they are.
  public var isFrozen = false
  /// Normalized observations are clipped to this many deviations.
  public let clip: Float

  /// Normalizes the observations of an environment.
  public init(_ base: Base, clip: Float = 10) {
    self.base = base
    self.clip = clip
    statistics = RunningStatistics(width: base.observationSpace.rowWidth)
  }

  public var observationSpace: Space {
    .box(Box(shape: [statistics.width], in: -clip...clip))
  }

  public mutating func reset(using random: inout RandomSource) {
    base.reset(using: &random)
    if !isFrozen { statistics.include(base.observation[...]) }
  }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    let outcome = base.step(action, using: &random)
    if !isFrozen { statistics.include(base.observation[...]) }
    return outcome
  }

  public func observe(into row: inout MutableSpan<Float>) {
    base.observe(into: &row)
    statistics.normalize(&row, clip: clip)
  }
}

extension ObservationNormalized: Drawable where Base: Drawable {}
extension ObservationNormalized: Solvable where Base: Solvable {}
