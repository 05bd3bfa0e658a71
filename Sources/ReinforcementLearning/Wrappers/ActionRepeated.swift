/// An environment in which an action is taken several times, the rewards added up.
///
/// An episode that ends in between ends there.
public struct ActionRepeated<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// How often an action is taken.
  public let count: Int
  private var steps = 0  // of this episode

  /// Repeats the actions of an environment.
  ///
  /// - Precondition: `count` is positive.
  public init(_ base: Base, count: Int) {
    precondition(count > 0, "an action that is taken \(count) times")
    self.base = base
    self.count = count
  }

  public var timeLimit: Int? { base.timeLimit.map { ($0 + count - 1) / count } }

  /// The base's, but that its steps are those of the repeated actions.
  public var recordedEpisode: EpisodeRecord? {
    base.recordedEpisode.map { EpisodeRecord(episodeReturn: $0.episodeReturn, length: steps) }
  }

  public mutating func reset(using random: inout RandomSource) {
    base.reset(using: &random)
    steps = 0
  }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    steps += 1
    var sum = 0.0
    for _ in 1..<count {
      let outcome = base.step(action, using: &random)
      sum += outcome.reward
      if outcome.ending != nil { return Outcome(reward: sum, ending: outcome.ending) }
    }
    let last = base.step(action, using: &random)
    return Outcome(reward: sum + last.reward, ending: last.ending)
  }
}

extension ActionRepeated: Drawable where Base: Drawable {}
