/// What learns to act.
///
/// An agent sees observations and rewards, never an environment; it does not know which one it is
/// in.  What it needs while acting and what is not learned (its random source, what it remembers of
/// the episode) lies in an ``ActingState`` that the caller keeps, so that training, evaluation and a
/// window can act with one agent at once without disturbing one another.
///
/// Everything else that it has is written by ``Checkpointable/save(to:)``: a run that is resumed
/// continues bit for bit.
public protocol Agent: AnyObject, Checkpointable {
  /// What the agent records while it learns, in the order of the columns.
  var metrics: [Metric] { get }
  /// How many floats it remembers about an episode from one step to the next.
  var memoryWidth: Int { get }
  /// How many updates it has made.
  var updates: Int { get }

  /// Chooses an action for every copy.
  ///
  /// - Parameters:
  ///   - observations: `[n, O]`.
  ///   - state: The acting state of these copies.
  ///   - actions: `[n, A]`, written.
  func act(on observations: Observations, state: inout ActingState, into actions: inout Rows)

  /// Takes note of what a step led to; called in training only.
  func observe(_ transitions: Transitions)

  /// Learns from what it has seen, if it is time to.
  ///
  /// - Throws: ``Failure`` of kind `numerical` if a loss is not finite.
  func learn(recording metrics: inout MetricRecorder) throws

  /// What the agent thinks of each copy's situation, for whoever looks on.
  func introspect(_ observations: Observations, state: ActingState) -> [Introspection]
}

extension Agent {
  public var metrics: [Metric] { [] }
  public var memoryWidth: Int { 0 }
  public var updates: Int { 0 }
  public func observe(_ transitions: Transitions) {}
  public func learn(recording metrics: inout MetricRecorder) throws {}
  public func introspect(_ observations: Observations, state: ActingState) -> [Introspection] {
    Array(repeating: Introspection(), count: observations.rows.count)
  }
}

/// What is observed in every copy of a batch at one moment.
public struct Observations {
  /// What each copy shows, `[n, O]`.
  public let rows: Rows
  private let oracle: (any Oracle)?

  /// Creates observations.
  public init(_ rows: Rows, oracle: (any Oracle)? = nil) {
    self.rows = rows
    self.oracle = oracle
  }

  /// What an exact solver knows about a copy: a privilege of scripted agents and teachers.
  public func optimum(of copy: Int) -> Optimum? { oracle?.optimum(of: copy) }

  /// What is observed in some of the copies, in the order given.
  public func selecting(_ copies: [Int]) -> Observations {
    guard copies != Array(0..<rows.count) else { return self }
    return Observations(rows.selecting(copies), oracle: oracle.map { SelectedOracle($0, copies) })
  }

  /// A copy's world as it is now, to try play in: a privilege of agents that plan.
  public func simulator(of copy: Int) -> Simulator? { oracle?.simulator(of: copy) }
}

/// Knows some of the copies that another knows.
private final class SelectedOracle: Oracle {
  private let base: any Oracle
  private let copies: [Int]

  init(_ base: any Oracle, _ copies: [Int]) {
    self.base = base
    self.copies = copies
  }

  func optimum(of copy: Int) -> Optimum? { base.optimum(of: copies[copy]) }
  func simulator(of copy: Int) -> Simulator? { base.simulator(of: copies[copy]) }
}

/// What an agent needs to act in a batch besides what it has learned.
public struct ActingState: Codable, Sendable {
  /// How actions are chosen.
  public var mode: ActingMode
  /// Where chance comes from.
  public var random: RandomSource
  /// What the agent remembers of each copy's episode, `[n, memoryWidth]`.
  public var memory: Rows
  /// Whether each copy's observation is the first of an episode, `[n]`.
  public var isFirst: [Bool]

  /// Creates the state of copies that all begin an episode.
  public init(mode: ActingMode, random: RandomSource, copies: Int, memoryWidth: Int = 0) {
    self.mode = mode
    self.random = random
    memory = Rows(count: copies, width: memoryWidth)
    isFirst = Array(repeating: true, count: copies)
  }

  /// Notes which copies begin an episode with their present observation.
  public mutating func noteEndings(_ endings: [Ending?]) {
    for copy in isFirst.indices { isFirst[copy] = endings[copy] != nil }
  }
}

/// How actions are chosen.
public enum ActingMode: String, Codable, Hashable, Sendable, CaseIterable {
  /// As in training, with whatever noise the agent explores.
  case explore
  /// From the policy as learned, at random where it is random.
  case sample
  /// The action that the agent holds to be best.
  case greedy
}

/// What a step of a batch led to.
public struct Transitions {
  /// Where the actions were taken, `[n, O]`.
  public let observations: Rows
  /// What was done, `[n, A]`.
  public let actions: Rows
  /// What it paid, `[n]`.
  public private(set) var rewards: [Double]
  /// How the episode ended, if it did, `[n]`.
  public let endings: [Ending?]
  /// What the agent remembered of each episode when it had acted, `[n, memoryWidth]`.
  public let memory: Rows
  private let nextObservations: Rows
  private let finalObservations: Rows
  private var durations: [Int]?

  /// Reads what the last step of a batch led to.
  public init(
    from observations: Rows, by actions: Rows, remembering memory: Rows,
    in batch: any BatchEnvironment
  ) {
    self.observations = observations
    self.memory = memory
    self.actions = actions
    rewards = batch.rewards
    endings = batch.endings
    nextObservations = batch.observations
    finalObservations = batch.finalObservations
  }

  /// States what a step led to, for an agent that is part of another.
  ///
  /// - Precondition: there is as much of everything as there are observations.
  public init(
    observations: Rows, actions: Rows, rewards: [Double], endings: [Ending?], memory: Rows,
    following: Rows
  ) {
    precondition(
      [actions.count, rewards.count, endings.count, memory.count, following.count]
        .allSatisfy { $0 == observations.count }, "transitions of several numbers of copies")
    self.observations = observations
    self.actions = actions
    self.rewards = rewards
    self.endings = endings
    self.memory = memory
    nextObservations = following
    finalObservations = following
  }

  /// The same, each taken to be so many steps of the world at once.
  ///
  /// - Precondition: there are as many durations as copies, all positive.
  public func lasting(_ durations: [Int]) -> Transitions {
    precondition(durations.count == count, "\(durations.count) durations for \(count) transitions")
    precondition(durations.allSatisfy { $0 > 0 }, "a transition of no steps among \(durations)")
    var result = self
    result.durations = durations
    return result
  }

  /// How many copies there are.
  public var count: Int { rewards.count }

  /// How many steps of the world a transition is: what follows it is worth `γ` to that power.
  public func duration(of copy: Int) -> Int { durations?[copy] ?? 1 }

  /// The same, each reward with something added to it.
  ///
  /// - Precondition: there are as many bonuses as copies.
  public func adding(_ bonuses: [Double]) -> Transitions {
    precondition(bonuses.count == count, "\(bonuses.count) bonuses for \(count) rewards")
    var result = self
    for (copy, bonus) in bonuses.enumerated() { result.rewards[copy] += bonus }
    return result
  }

  /// What followed in a copy: the last observation of its episode where it ended.
  public func following(_ copy: Int) -> ArraySlice<Float> {
    endings[copy] == nil ? nextObservations[copy] : finalObservations[copy]
  }
}
