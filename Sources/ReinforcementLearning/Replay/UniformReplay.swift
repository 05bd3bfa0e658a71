/// A ring of transitions, each as likely to be drawn as any other.
///
/// A transition may span several steps: it then holds their discounted sum of rewards, and what a
/// value after them is to be multiplied with (`γᵏ`, or zero where nothing follows).
/// Each field is one contiguous array, which grows to the capacity as it is filled.
public final class UniformReplay: Checkpointable {
  /// The greatest number of transitions kept.
  public let capacity: Int
  /// How many transitions are kept.
  public private(set) var count = 0
  private var cursor = 0  // where the next transition goes

  private var observations: Column
  private var actions: Column
  private var nextObservations: Column
  private var rewards: Column
  private var continuations: Column

  /// The bytes that so many transitions take.
  public static func bytes(
    of count: Int, observationWidth: Int, actionWidth: Int
  ) -> Double {
    let floats = 2 * observationWidth + actionWidth + 2
    return Double(count) * Double(floats * MemoryLayout<Float>.stride)
  }

  /// Creates an empty ring.
  ///
  /// - Parameters:
  ///   - capacity: The greatest number of transitions kept.
  ///   - observationWidth: How many floats an observation has.
  ///   - actionWidth: How many floats an action has.
  ///   - keepsNext: Whether it is kept where transitions lead; else their observation there is empty.
  /// - Precondition: the capacity is positive.
  public init(capacity: Int, observationWidth: Int, actionWidth: Int, keepsNext: Bool = true) {
    precondition(capacity > 0, "a replay of \(capacity) transitions holds none")
    self.capacity = capacity
    observations = Column(width: observationWidth)
    nextObservations = Column(width: keepsNext ? observationWidth : 0)
    actions = Column(width: actionWidth)
    rewards = Column(width: 1)
    continuations = Column(width: 1)
  }

  /// Keeps a transition; when full, in place of the oldest.
  ///
  /// - Returns: Its place.
  @discardableResult
  public func append(_ transition: borrowing ReplayTransition) -> Int {
    observations.write(transition.observation, at: cursor)
    actions.write(transition.action, at: cursor)
    nextObservations.write(transition.nextObservation, at: cursor)
    rewards.write(CollectionOfOne(transition.reward), at: cursor)
    continuations.write(CollectionOfOne(transition.continuation), at: cursor)
    count = max(count, cursor + 1)
    defer { cursor = (cursor + 1) % capacity }
    return cursor
  }

  /// Draws the places of as many transitions as there are places, with replacement.
  ///
  /// - Precondition: something is kept.
  public func sample(into places: inout [Int], using random: inout RandomSource) {
    precondition(count > 0, "an empty replay has nothing to draw")
    for index in places.indices { places[index] = random.integer(below: count) }
  }

  /// Copies one field of the transitions at some places into a buffer, row after row.
  ///
  /// - Precondition: the buffer holds as many floats as the places' rows.
  public func copy(
    _ field: Field, at places: [Int], into buffer: UnsafeMutableBufferPointer<Float>
  ) {
    switch field {
    case .observation: observations.copy(places, into: buffer)
    case .action: actions.copy(places, into: buffer)
    case .nextObservation: nextObservations.copy(places, into: buffer)
    case .reward: rewards.copy(places, into: buffer)
    case .continuation: continuations.copy(places, into: buffer)
    }
  }

  /// A part of a transition.
  public enum Field: Hashable, Sendable {
    /// Where it began.
    case observation
    /// What was done.
    case action
    /// The discounted sum of what it paid.
    case reward
    /// What a value after it is multiplied with.
    case continuation
    /// Where it led.
    case nextObservation
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store([count, cursor], for: "counters")
    observations.save(to: &archive, as: "observations")
    actions.save(to: &archive, as: "actions")
    nextObservations.save(to: &archive, as: "nextObservations")
    rewards.save(to: &archive, as: "rewards")
    continuations.save(to: &archive, as: "continuations")
  }

  public func load(from archive: Archive) throws {
    let counters = try archive.value([Int].self, for: "counters")
    guard counters.count == 2, (0...capacity).contains(counters[0]),
      (0..<capacity).contains(counters[1])
    else {
      throw Failure(
        .damagedData, "the replay's counters \(counters) do not fit a capacity of \(capacity)",
        remedy: "resume with the configuration that the run was started with")
    }
    try observations.load(from: archive, as: "observations", rows: counters[0])
    try actions.load(from: archive, as: "actions", rows: counters[0])
    try nextObservations.load(from: archive, as: "nextObservations", rows: counters[0])
    try rewards.load(from: archive, as: "rewards", rows: counters[0])
    try continuations.load(from: archive, as: "continuations", rows: counters[0])
    (count, cursor) = (counters[0], counters[1])
  }
}

/// A transition on its way into a replay.
public struct ReplayTransition {
  /// Where it began.
  public var observation: ArraySlice<Float>
  /// What was done.
  public var action: ArraySlice<Float>
  /// The discounted sum of what it paid.
  public var reward: Float
  /// What a value after it is multiplied with: `γᵏ`, or zero where nothing follows.
  public var continuation: Float
  /// Where it led.
  public var nextObservation: ArraySlice<Float>

  /// Creates a transition.
  public init(
    observation: ArraySlice<Float>, action: ArraySlice<Float>, reward: Float,
    continuation: Float, nextObservation: ArraySlice<Float>
  ) {
    self.observation = observation
    self.action = action
    self.reward = reward
    self.continuation = continuation
    self.nextObservation = nextObservation
  }
}

/// One field of many transitions, row after row.
private struct Column {
  /// The greatest width of rows that are copied without a call for each.
  private static let widestInline = 16

  let width: Int
  var floats: [Float] = []

  init(width: Int) { self.width = width }

  mutating func write(_ row: some Collection<Float>, at place: Int) {
    precondition(row.count == width, "a row of \(row.count) floats for a width of \(width)")
    let start = place * width
    if start == floats.count {
      floats.append(contentsOf: row)
    } else {
      for (offset, number) in row.enumerated() { floats[start + offset] = number }
    }
  }

  func copy(_ places: [Int], into buffer: UnsafeMutableBufferPointer<Float>) {
    precondition(
      buffer.count == places.count * width,
      "a buffer of \(buffer.count) floats for \(places.count) rows of \(width)")
    guard let target = buffer.baseAddress else { return }
    floats.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      // Rows lie far apart: many are fetched at once where no call comes between them.
      guard width > Self.widestInline else {
        for row in places.indices {
          let (from, to) = (source + places[row] &* width, target + row &* width)
          for offset in 0..<width { to[offset] = from[offset] }
        }
        return
      }
      for (row, place) in places.enumerated() {
        (target + row * width).update(from: source + place * width, count: width)
      }
    }
  }

  func save(to archive: inout Archive, as name: String) {
    archive.store(floats, shape: [width == 0 ? 0 : floats.count / width, width], for: name)
  }

  mutating func load(from archive: Archive, as name: String, rows: Int) throws {
    floats = try archive.floats(for: name, shape: [width == 0 ? 0 : rows, width])
  }
}
