/// An environment that keeps the return and the length of its episode, until the next one begins.
///
/// What it records is what happens at its own place among the wrappers: put it inside those that
/// change rewards, and the returns that are reported are the unchanged ones.
public struct StatisticsRecorded<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// What has happened in the present episode.
  public private(set) var running = EpisodeRecord()

  /// Records the episodes of an environment.
  public init(_ base: Base) { self.base = base }

  public var recordedEpisode: EpisodeRecord? { running }

  public mutating func reset(using random: inout RandomSource) {
    running = EpisodeRecord()
    base.reset(using: &random)
  }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    let outcome = base.step(action, using: &random)
    running.episodeReturn += outcome.reward
    running.length += 1
    return outcome
  }
}

extension StatisticsRecorded: Drawable where Base: Drawable {}
extension StatisticsRecorded: Solvable where Base: Solvable {}
extension StatisticsRecorded: FiniteMDP where Base: FiniteMDP {}
