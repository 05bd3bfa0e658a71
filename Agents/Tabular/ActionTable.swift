internal import ReinforcementLearning

/// A number for each action in each state, `[S, A]`.
struct ActionTable: Hashable, Sendable {
  let stateCount: Int
  let actionCount: Int
  /// The numbers, state after state.
  private(set) var numbers: [Double]

  /// Creates a table for the spaces of a context.
  ///
  /// - Precondition: both spaces are discrete.
  init(_ context: AgentContext, filledWith number: Double = 0) {
    guard let states = context.observationSpace.discreteCount,
      let actions = context.actionSpace.discreteCount
    else { preconditionFailure("the registry lets a table into discrete spaces only") }
    (stateCount, actionCount) = (states, actions)
    numbers = Array(repeating: number, count: states * actions)
  }

  /// The numbers of a state, `[A]`.
  subscript(state: Int) -> ArraySlice<Double> {
    numbers[state * actionCount..<(state + 1) * actionCount]
  }

  /// The number of an action in a state.
  subscript(state: Int, action: Int) -> Double {
    get { numbers[state * actionCount + action] }
    set { numbers[state * actionCount + action] = newValue }
  }

  /// Why a table cannot be kept in a setting; nil if it can.
  static func refusal(in setting: AgentSetting) -> String? {
    guard setting.actionSpace.discreteCount != nil else { return "its actions are not discrete" }
    return setting.observationSpace.discreteCount == nil
      ? "a table needs discrete observations" : nil
  }
}

extension Archive {
  /// Stores the numbers of a table.
  mutating func store(_ table: ActionTable, for name: String) {
    store(table.numbers, for: name)
  }

  /// Reads the numbers of a table back.
  ///
  /// - Throws: ``Failure`` of kind `damagedData` if they are of another number of states or actions.
  func load(_ table: inout ActionTable, for name: String) throws {
    try table.replace(by: value([Double].self, for: name))
  }
}

extension ActionTable {
  fileprivate mutating func replace(by kept: [Double]) throws {
    guard kept.count == numbers.count else {
      throw Failure(
        .damagedData, "the table has \(kept.count) values, not \(numbers.count)",
        remedy: "resume in the environment that the run was started in")
    }
    numbers = kept
  }
}
