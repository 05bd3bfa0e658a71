public import ReinforcementLearning

/// A process that a user wrote down, its states and actions called by name.
///
/// What leads to a terminal state ends the episode.  Terminal states need no law of their own; every
/// action of every other state does.
public struct NamedProcess: Sendable {
  /// The names of the states, by their numbers.
  public let states: [String]
  /// The names of the actions, by their numbers.
  public let actions: [String]
  /// After how many steps an episode is truncated, if it is.
  public let limit: Int?
  /// What is played.
  public let process: TabularProcess

  /// One of the things that may follow an action, and where it is written.
  public struct Transition: Sendable {
    let state: String
    let action: String
    let next: String
    let probability: Double
    let reward: Double
    let isTerminal: Bool
    let location: String

    /// Creates a transition.
    ///
    /// - Parameters:
    ///   - state: The name of the state.
    ///   - action: The name of the action.
    ///   - next: The name of the state that follows.
    ///   - probability: How likely it does.
    ///   - reward: What it pays.
    ///   - isTerminal: Whether the episode ends with it.
    ///   - location: Where it is written: file and line.
    public init(
      from state: String, by action: String, to next: String, probability: Double = 1,
      reward: Double = 0, isTerminal: Bool = false, at location: String
    ) {
      self.state = state
      self.action = action
      self.next = next
      self.probability = probability
      self.reward = reward
      self.isTerminal = isTerminal
      self.location = location
    }
  }

  /// What is written of a process besides its transitions.
  public struct Heading: Sendable {
    /// The name of the file.
    public var file: String
    /// The states, in order.
    public var states: [String]
    /// The actions, in order.
    public var actions: [String]
    /// The states in which an episode ends.
    public var terminal: [String] = []
    /// How likely an episode begins in a state; the first state if none is named.
    public var starts: [String: Double] = [:]
    /// γ.
    public var discount = 0.99
    /// After how many steps an episode is truncated, if it is.
    public var limit: Int?

    /// Creates a heading.
    public init(file: String, states: [String], actions: [String]) {
      self.file = file
      self.states = states
      self.actions = actions
    }
  }

  /// Resolves names, and checks that the laws are laws.
  ///
  /// - Throws: `Failure` of kind `damagedData` that names the file, the line where there is one,
  ///   and the state and the action.
  public init(_ heading: Heading, _ transitions: [Transition]) throws {
    let reader = try NameReader(heading)
    var laws = try reader.laws(of: transitions)
    let terminal = Set(try heading.terminal.map { try reader.state($0, at: heading.file) })
    let starts = try reader.starts()
    let actionCount = heading.actions.count
    for (row, law) in laws.enumerated() {
      let state = row / actionCount
      if law.isEmpty, terminal.contains(state) {
        laws[row] = [StateTransition(next: state, reward: 0, isTerminal: true)]
      }
      for place in law.indices where terminal.contains(law[place].next) {
        laws[row][place].isTerminal = true
      }
      try reader.check(laws[row], row: row)
    }
    guard (0...1).contains(heading.discount) else {
      throw reader.failure("the discount is \(heading.discount)", "choose a number from 0 to 1")
    }
    if let limit = heading.limit, limit < 1 {
      throw reader.failure("the limit is \(limit)", "let episodes have a step at least")
    }
    states = heading.states
    actions = heading.actions
    limit = heading.limit
    process = TabularProcess(
      stateCount: states.count, actionCount: actionCount, startProbabilities: starts,
      discount: heading.discount
    ) { state, action in laws[state * actionCount + action] }
    try requireEnd(reader)
  }

  /// Refuses a process in which random play might go on for ever.
  private func requireEnd(_ reader: NameReader) throws {
    guard limit == nil else { return }
    let model = try FiniteModel(of: process)
    let random = try PolicyChain(
      model, under: TabularPolicy(uniformOver: actions.count, in: states.count))
    guard model.atStart(random.expectedLengths()).isFinite else {
      throw reader.failure("an episode may never end", "give a limit of steps, as limit: 100")
    }
  }

  /// The process as an environment.
  ///
  /// - Parameter id: What users type.
  /// - Returns: What a catalogue gives for the file.
  /// - Throws: `Failure` if the laws are none.
  public func entry(_ id: String) throws -> EnvironmentEntry {
    let model = try FiniteModel(of: process)
    let random = try PolicyChain(
      model, under: TabularPolicy(uniformOver: actions.count, in: states.count))
    let returns = limit.map { random.values(steps: $0) } ?? random.values(discount: 1)
    let (process, limit, actions) = (process, limit, actions)
    return EnvironmentEntry(
      id, summary: "A process of \(states.count) states and \(actions.count) actions.",
      rewards: "as its file says" + (limit.map { "; \($0) steps" } ?? ""), source: "its file",
      randomReturn: model.atStart(returns), trainingSteps: 50_000, actionNames: actions,
      options: NoConfiguration.self
    ) { _ in
      limit.map { EnvironmentPrototype(TimeLimited(process, steps: $0)) }
        ?? EnvironmentPrototype(process)
    }
  }
}

/// Finds the numbers of names.
private struct NameReader {
  private let heading: NamedProcess.Heading
  private let stateNumbers: [String: Int]
  private let actionNumbers: [String: Int]
  private static let greatestTable = 1_000_000  // rows

  init(_ heading: NamedProcess.Heading) throws {
    self.heading = heading
    stateNumbers = try Self.numbers(of: heading.states, "state", heading.file)
    actionNumbers = try Self.numbers(of: heading.actions, "action", heading.file)
    guard heading.states.count * heading.actions.count <= Self.greatestTable else {
      throw failure("there are too many states and actions", "write a smaller process")
    }
  }

  private static func numbers(
    of names: [String], _ kind: String, _ file: String
  ) throws -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (number, name) in names.enumerated() {
      guard numbers.updateValue(number, forKey: name) == nil else {
        throw Failure(
          .damagedData, "the \(kind) \(name) comes twice", at: file, remedy: "remove one of them")
      }
    }
    guard !names.isEmpty else {
      throw Failure(.damagedData, "there is no \(kind)", at: file, remedy: "name one at least")
    }
    return numbers
  }

  func failure(_ what: String, _ remedy: String) -> Failure {
    Failure(.damagedData, what, at: heading.file, remedy: remedy)
  }

  func state(_ name: String, at location: String) throws -> Int {
    try number(of: name, "state", in: stateNumbers, heading.states, location)
  }

  private func number(
    of name: String, _ kind: String, in numbers: [String: Int], _ names: [String],
    _ location: String
  ) throws -> Int {
    if let number = numbers[name] { return number }
    throw Failure(
      .damagedData, "there is no \(kind) \(name)", at: location,
      remedy: NearestName.remedy(
        for: name, among: names,
        otherwise: "the \(kind)s are \(names.prefix(8).joined(separator: ", "))"))
  }

  /// The law of every state and action, as far as it is written.
  func laws(of transitions: [NamedProcess.Transition]) throws -> [[StateTransition]] {
    var laws = [[StateTransition]](
      repeating: [], count: heading.states.count * heading.actions.count)
    for transition in transitions {
      let place = transition.location
      let state = try state(transition.state, at: place)
      let action = try number(
        of: transition.action, "action", in: actionNumbers, heading.actions, place)
      let next = try self.state(transition.next, at: place)
      guard transition.probability >= 0, transition.probability <= 1, transition.reward.isFinite
      else {
        throw Failure(
          .damagedData,
          "state \(transition.state), action \(transition.action): the probability is "
            + "\(transition.probability), the reward \(transition.reward)", at: place,
          remedy: "give a probability from 0 to 1, and a finite reward")
      }
      laws[state * heading.actions.count + action].append(
        StateTransition(
          probability: transition.probability, next: next, reward: transition.reward,
          isTerminal: transition.isTerminal))
    }
    return laws
  }

  func check(_ law: [StateTransition], row: Int) throws {
    let (state, action) = row.quotientAndRemainder(dividingBy: heading.actions.count)
    let place = "state \(heading.states[state]), action \(heading.actions[action])"
    if law.isEmpty {
      throw failure("\(place): nothing follows", "say what does, or call the state terminal")
    }
    if let fault = FiniteModel.fault(of: law, stateCount: heading.states.count) {
      throw failure("\(place): \(fault)", "let them add up to 1")
    }
  }

  /// How likely an episode begins in each state.
  func starts() throws -> [Double] {
    var starts = [Double](repeating: 0, count: heading.states.count)
    if heading.starts.isEmpty { starts[0] = 1 }
    for (name, probability) in heading.starts.sorted(by: { $0.key < $1.key }) {
      starts[try state(name, at: heading.file)] = probability
    }
    let total = starts.reduce(0, +)
    guard starts.allSatisfy({ $0 >= 0 }), abs(total - 1) <= 1e-9 else {
      throw failure("the start: the probabilities add up to \(total)", "let them add up to 1")
    }
    return starts
  }
}
