/// A world in which an agent acts, as a value.
///
/// The whole state is stored, so that a copy is a snapshot: it can be kept, rewound to, branched
/// from and encoded.  Randomness comes in as an argument; there is no other.
///
/// A time limit is not part of a world: ``TimeLimited`` adds one.
public protocol Environment: Codable, Sendable {
  /// What is done: `Int` in a discrete space, a float or a small vector in a box.
  associatedtype Action: ActionValue

  /// What may be observed.
  var observationSpace: Space { get }
  /// What may be done.
  var actionSpace: Space { get }

  /// Begins an episode.
  mutating func reset(using random: inout RandomSource)

  /// Takes one step.
  ///
  /// - Precondition: the action is in `actionSpace`, and the episode has not ended.
  mutating func step(_ action: Action, using random: inout RandomSource) -> Outcome

  /// Takes one step in each of several copies, to the same bits as one by one.
  ///
  /// An environment implements it only where many copies at once are faster.
  static func step(_ cohort: Cohort<Self>)

  /// Writes what is observed now into a row as wide as the observation space's row.
  func observe(into row: inout MutableSpan<Float>)

  /// What has happened in the episode, if the environment keeps count itself.
  ///
  /// Only a wrapper that records what is inside it (``StatisticsRecorded``) has a reason to.
  var recordedEpisode: EpisodeRecord? { get }

  /// After how many steps an episode is truncated, if it ever is; ``TimeLimited`` answers.
  var timeLimit: Int? { get }
}

extension Environment {
  @inlinable public var recordedEpisode: EpisodeRecord? { nil }
  @inlinable public var timeLimit: Int? { nil }

  @inlinable
  public static func step(_ cohort: Cohort<Self>) {
    for copy in 0..<cohort.count {
      let action = cohort.action(of: copy)
      cohort.settle(
        copy, cohort[copy].pointee.step(action, using: &cohort.random(of: copy).pointee))
    }
  }

  /// Takes one step as a cohort of one would.
  @inlinable
  public mutating func stepAlone(
    _ action: Action, using random: inout RandomSource
  ) -> Outcome {
    var row: [Float] = []
    action.append(to: &row)
    var outcome = Outcome(reward: 0)
    withUnsafeMutablePointer(to: &self) { world in
      withUnsafeMutablePointer(to: &random) { source in
        row.withUnsafeBufferPointer { row in
          Self.step(
            Cohort(
              count: 1, worlds: world, sources: source, stride: 0, actions: row,
              rewards: &outcome.reward, endings: &outcome.ending))
        }
      }
    }
    return outcome
  }

  /// What is observed now.
  public var observation: [Float] {
    var row = [Float](repeating: 0, count: observationSpace.rowWidth)
    var span = row.mutableSpan
    observe(into: &span)
    return row
  }
}

/// What a step led to, besides the next observation.
public struct Outcome: Hashable, Sendable {
  /// What the step paid.
  public var reward: Double
  /// How the episode ended, if it did.
  public var ending: Ending?

  /// Creates an outcome.
  @inlinable
  public init(reward: Double, ending: Ending? = nil) {
    self.reward = reward
    self.ending = ending
  }
}

/// How an episode ended.
public enum Ending: String, Codable, Hashable, Sendable {
  /// The world came to an end: nothing follows, and nothing is bootstrapped.
  case terminated
  /// A limit outside the world was reached: what would have followed still has a value.
  case truncated
}

/// What an episode came to.
public struct EpisodeRecord: Codable, Hashable, Sendable {
  /// The sum of its rewards.
  public var episodeReturn: Double
  /// Its number of steps.
  public var length: Int

  /// Creates a record.
  @inlinable
  public init(episodeReturn: Double = 0, length: Int = 0) {
    self.episodeReturn = episodeReturn
    self.length = length
  }
}
