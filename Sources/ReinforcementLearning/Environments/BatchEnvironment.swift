/// Several copies of one environment, stepped together: the boundary between worlds and agents.
///
/// Shapes: `n` copies, `O` floats an observation, `A` floats an action.
///
/// An episode that ends begins anew within the same step: ``observations`` then holds the first
/// observation of the next episode, and ``finalObservations`` the last of the one that ended.
public protocol BatchEnvironment: AnyObject, Checkpointable, Oracle {
  /// How many copies there are, `n`.
  var count: Int { get }
  /// What may be observed.
  var observationSpace: Space { get }
  /// What may be done.
  var actionSpace: Space { get }

  /// What each copy shows now, `[n, O]`.
  var observations: Rows { get }
  /// What the last step paid, `[n]`.
  var rewards: [Double] { get }
  /// How each copy's episode ended with the last step, if it did, `[n]`.
  var endings: [Ending?] { get }
  /// Where an episode ended with the last step, its last observation, `[n, O]`; else anything.
  var finalObservations: Rows { get }
  /// The episodes that ended with the last step.
  var finishedEpisodes: [FinishedEpisode] { get }

  /// After how many steps an episode is truncated, if it ever is.
  var timeLimit: Int? { get }
  /// γ, by which the exact solution judges play, where there is one.
  var solvedDiscount: Double? { get }

  /// Begins an episode in every copy, each drawing from its own source.
  ///
  /// - Precondition: as many sources as copies.
  /// - Throws: ``Failure`` if an observation is not finite, or if the environment was to be solved and
  ///   could not be.
  func reset(using sources: [RandomSource]) throws

  /// Takes one step in every copy.
  ///
  /// - Parameter actions: `[n, A]`.
  /// - Throws: ``Failure`` if an action lies outside its space, or a reward or an observation is
  ///   not finite; it names the copy, the episode, the step and the field.
  func step(_ actions: Rows) throws

  /// The whole state of the batch, kept until asked for.
  func snapshot() -> BatchSnapshot

  /// Goes back to a state.
  ///
  /// - Precondition: the snapshot was taken of a batch of this type.
  func restore(_ snapshot: BatchSnapshot)

  /// The world in a copy as it is now, if the batch holds one.
  func environment(of copy: Int) -> (any Environment)?

  /// Draws a copy; false if the environment has no picture.
  func draw(_ copy: Int, on canvas: inout Canvas) -> Bool

  /// Draws what an action would make of a copy, without taking it; false if the environment has no
  /// picture.
  ///
  /// So the last state of an episode can be seen, which ``step(_:)`` leaves at once.
  ///
  /// - Precondition: the action is in ``actionSpace``.
  func draw(_ copy: Int, after action: ArraySlice<Float>, on canvas: inout Canvas) -> Bool
}

/// An episode that came to its end in one of the copies of a batch.
public struct FinishedEpisode: Codable, Hashable, Sendable {
  /// Which copy it ran in.
  public var copy: Int
  /// What it came to.
  public var record: EpisodeRecord
  /// How it ended.
  public var ending: Ending

  /// Creates a finished episode.
  @inlinable
  public init(copy: Int, record: EpisodeRecord, ending: Ending) {
    self.copy = copy
    self.record = record
    self.ending = ending
  }
}

/// The state of a batch at some moment; only the batch that made it can read it.
public struct BatchSnapshot: Sendable {
  @usableFromInline let content: any Sendable

  @inlinable
  init(_ content: any Sendable) { self.content = content }
}

extension BatchEnvironment {
  public func environment(of copy: Int) -> (any Environment)? { nil }

  /// Begins an episode in every copy, each with its own stream of one seed.
  ///
  /// - Throws: ``Failure`` if an observation is not finite.
  public func reset(seed: UInt64, stream: String = "environment") throws {
    try reset(
      using: (0..<count).map { RandomSource(seed: seed, stream: stream, index: $0) })
  }

  /// What followed in a copy: the last observation of its episode if it ended, else the present.
  public func following(_ copy: Int) -> ArraySlice<Float> {
    endings[copy] == nil ? observations[copy] : finalObservations[copy]
  }
}
