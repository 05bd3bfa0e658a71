/// So many copies of one environment, each with its own random source.
///
/// The rest of the program holds it as `any BatchEnvironment` and pays one dynamic call a batch.
/// The loop over the copies is compiled for the environment at hand, by the initializer: a method
/// reached through a protocol would be the unspecialized one, twenty times as slow.
public final class VectorEnvironment<Base: Environment>: BatchEnvironment {
  public let count: Int
  public let observationSpace: Space
  public let actionSpace: Space
  /// What messages call the environment.
  public let name: String

  public var observations: Rows { Rows(state.observations, width: width) }
  public var finalObservations: Rows { Rows(state.finalObservations, width: width) }
  public var rewards: [Double] { state.rewards }
  public var endings: [Ending?] { state.endings }
  public var timeLimit: Int? { state.lanes[0].environment.timeLimit }
  public var finishedEpisodes: [FinishedEpisode] { state.finishedEpisodes }

  @usableFromInline var state: State
  let width: Int
  @usableFromInline let advance: Advance
  private let simulate: (Base) -> Simulator
  private let actionLimits: ActionLimits
  private let workers: WorkerThreads?
  private let solving: Result<Solution, any Error>?
  private var solution: Solution? { try? solving?.get() }

  /// Steps every copy; false if a reward or an observation was not finite.
  @usableFromInline typealias Advance = (
    _ state: inout State, _ actions: Rows, _ workers: WorkerThreads?
  ) -> Bool

  /// Everything that changes.
  @usableFromInline
  struct State: Codable, Sendable {
    @usableFromInline var lanes: [Lane]
    @usableFromInline var observations: [Float]
    @usableFromInline var finalObservations: [Float]
    @usableFromInline var rewards: [Double]
    @usableFromInline var endings: [Ending?]
    @usableFromInline var finishedEpisodes: [FinishedEpisode] = []
  }

  /// One copy, and what goes with it.
  @usableFromInline
  struct Lane: Codable, Sendable {
    @usableFromInline var environment: Base
    @usableFromInline var random: RandomSource
    @usableFromInline var running = EpisodeRecord()
    @usableFromInline var episode = 0

    @usableFromInline
    init(environment: Base, random: RandomSource) {
      self.environment = environment
      self.random = random
    }

    /// What the episode came to, as the environment itself counts it if it does.
    @inlinable var record: EpisodeRecord { environment.recordedEpisode ?? running }

    @inlinable static var environmentOffset: Int { offset(of: \.environment) }
    @inlinable static var randomOffset: Int { offset(of: \.random) }

    @inlinable
    static func offset(of property: PartialKeyPath<Lane>) -> Int {
      guard let offset = MemoryLayout<Lane>.offset(of: property) else {
        preconditionFailure("a stored property has a place")
      }
      return offset
    }

    @inlinable
    mutating func begin() {
      running = EpisodeRecord()
      environment.reset(using: &random)
    }

  }

  /// Creates copies of an environment, none of which has begun an episode.
  ///
  /// - Parameters:
  ///   - environment: The world to be copied.
  ///   - count: How many copies, at least one.
  ///   - name: What messages call it.
  ///   - isSolving: Whether to solve a ``FiniteMDP`` exactly now, so that ``optimum(of:)`` knows.
  ///   - threads: How many threads step the copies; the results do not depend on it.
  @inlinable
  public convenience init(
    _ environment: Base, count: Int = 1, name: String, isSolving: Bool = false, threads: Int = 1
  ) {
    self.init(
      environment, count: count, name: name, isSolving: isSolving, threads: threads,
      advance: { state, actions, workers in
        guard let workers else { return VectorEnvironment.advance(&state, by: actions) }
        return VectorEnvironment.advance(&state, by: actions, sharedAmong: workers)
      }, simulate: { Simulator($0) })
  }

  @usableFromInline
  init(
    _ environment: Base, count: Int, name: String, isSolving: Bool, threads: Int,
    advance: @escaping Advance, simulate: @escaping (Base) -> Simulator
  ) {
    precondition(count > 0, "a batch of \(count) environments has no observation")
    workers = WorkerThreads(min(threads, count))
    self.count = count
    self.name = name
    self.advance = advance
    self.simulate = simulate
    observationSpace = environment.observationSpace
    actionSpace = environment.actionSpace
    actionLimits = ActionLimits(environment.actionSpace)
    width = environment.observationSpace.rowWidth
    let observations = [Float](repeating: 0, count: count * width)
    state = State(
      lanes: (0..<count).map {
        Lane(environment: environment, random: RandomSource(seed: 0, stream: name, index: $0))
      },
      observations: observations, finalObservations: observations,
      rewards: Array(repeating: 0, count: count), endings: Array(repeating: nil, count: count))
    let finite = isSolving ? environment as? any FiniteMDP : nil
    solving = finite.map { finite in Result { try Solution(of: finite) } }
  }

  // MARK: - Stepping

  public func reset(using sources: [RandomSource]) throws {
    precondition(sources.count == count, "\(sources.count) sources for \(count) copies")
    _ = try solving?.get()
    for index in 0..<count {
      var lane = Lane(environment: state.lanes[index].environment, random: sources[index])
      lane.begin()
      var span = state.observations.mutableSpan
      var row = span._mutatingExtracting(index * width..<(index + 1) * width)
      lane.environment.observe(into: &row)
      state.lanes[index] = lane
      state.rewards[index] = 0
      state.endings[index] = nil
    }
    state.finishedEpisodes.removeAll(keepingCapacity: true)
    try requireFinite()
  }

  public func step(_ actions: Rows) throws {
    precondition(
      actions.count == count && actions.width == actionSpace.rowWidth,
      "actions [\(actions.count), \(actions.width)] for [\(count), \(actionSpace.rowWidth)]")
    if let copy = actionLimits.firstViolation(in: actions) {
      throw refusal(of: actions[copy], copy: copy)
    }
    if !advance(&state, actions, workers) { try requireFinite() }
  }

  // MARK: - Solving, drawing

  public var solvedDiscount: Double? {
    (state.lanes[0].environment as? any Solvable)?.discount ?? solution?.discount
  }

  public func optimum(of copy: Int) -> Optimum? {
    let environment = state.lanes[copy].environment
    if let solvable = environment as? any Solvable { return solvable.optimum() }
    return (environment as? any FiniteMDP).flatMap { solution?.optimum(in: $0.state) }
  }

  public func simulator(of copy: Int) -> Simulator? { simulate(state.lanes[copy].environment) }

  public func environment(of copy: Int) -> (any Environment)? { state.lanes[copy].environment }

  public func draw(_ copy: Int, on canvas: inout Canvas) -> Bool {
    guard let drawable = state.lanes[copy].environment as? any Drawable else { return false }
    drawable.draw(on: &canvas)
    return true
  }

  public func draw(
    _ copy: Int, after action: ArraySlice<Float>, on canvas: inout Canvas
  ) -> Bool {
    var lane = state.lanes[copy]
    _ = lane.environment.step(Base.Action(row: action.span), using: &lane.random)
    guard let drawable = lane.environment as? any Drawable else { return false }
    drawable.draw(on: &canvas)
    return true
  }

  // MARK: - Keeping

  public func snapshot() -> BatchSnapshot { BatchSnapshot(state) }

  public func restore(_ snapshot: BatchSnapshot) {
    guard let state = snapshot.content as? State else {
      preconditionFailure("a snapshot of another environment than \(name)")
    }
    self.state = state
  }

  public func save(to archive: inout Archive) { archive.store(state, for: "state") }

  public func load(from archive: Archive) throws {
    let restored = try archive.value(State.self, for: "state")
    guard restored.lanes.count == count, restored.rewards.count == count,
      restored.endings.count == count,
      restored.observations.count == count * width,
      restored.finalObservations.count == count * width
    else {
      throw Failure(
        .damagedData, "the environment's state is of another shape", at: name,
        remedy: "resume with the configuration that the run was started with")
    }
    state = restored
  }
}
