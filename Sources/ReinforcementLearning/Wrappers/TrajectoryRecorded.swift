/// An environment that keeps what happened in the present episode, and in the one before.
public struct TrajectoryRecorded<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// What has happened in the present episode.
  public private(set) var running = Trajectory()
  /// What happened in the episode that ended last.
  public private(set) var last: Trajectory?

  /// Records what happens in an environment.
  public init(_ base: Base) { self.base = base }

  public mutating func reset(using random: inout RandomSource) {
    base.reset(using: &random)
    running = Trajectory()
    running.observations.append(base.observation)
  }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    let outcome = base.step(action, using: &random)
    var row: [Float] = []
    action.append(to: &row)
    running.actions.append(row)
    running.rewards.append(outcome.reward)
    running.observations.append(base.observation)
    running.ending = outcome.ending
    if outcome.ending != nil { last = running }
    return outcome
  }
}

/// What happened in an episode.
public struct Trajectory: Codable, Hashable, Sendable {
  /// What was observed, one row more than there are actions.
  public var observations: [[Float]] = []
  /// What was done.
  public var actions: [[Float]] = []
  /// What it paid.
  public var rewards: [Double] = []
  /// How the episode ended, if it did.
  public var ending: Ending?

  /// Creates a trajectory without steps.
  public init() {}
}

extension TrajectoryRecorded: Drawable where Base: Drawable {}
extension TrajectoryRecorded: Solvable where Base: Solvable {}
extension TrajectoryRecorded: FiniteMDP where Base: FiniteMDP {}
