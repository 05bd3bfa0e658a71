/// The goals of an environment that a hierarchical agent may set itself: objects, rooms, places.
///
/// An environment documents them; a user may list others.  They reach agents as part of their
/// ``AgentContext``, since an agent never sees an environment.
public struct GoalProvider: Sendable {
  /// The goals, in the order in which they are numbered.
  public let goals: [Goal]

  /// Provides goals.
  ///
  /// - Precondition: there is at least one, and all are shown in rows of one width.
  public init(_ goals: [Goal]) {
    precondition(!goals.isEmpty, "no goals are provided")
    precondition(Set(goals.map(\.row.count)).count == 1, "goals are shown in rows of one width")
    self.goals = goals
  }

  /// How many floats it takes to show a goal.
  public var rowWidth: Int { goals[0].row.count }

  /// Provides goals in an environment whose observation is the number of a state.
  ///
  /// - Parameters:
  ///   - names: What each goal is called.
  ///   - guide: Which action leads from a state to a goal, where it is documented.
  ///   - isReached: Whether a state is one of those where a goal is reached.
  public init(
    ofStates names: [String],
    guide: (@Sendable (_ goal: Int, _ state: Int) -> Int?)? = nil,
    isReached: @escaping @Sendable (_ goal: Int, _ state: Int) -> Bool
  ) {
    self.init(
      names.enumerated().map { number, name in
        var way: (@Sendable (ArraySlice<Float>) -> Int?)?
        if let guide { way = { guide(number, Int($0.first ?? 0)) } }
        return Goal(name, row: Goal.oneHot(number, of: names.count), guide: way) {
          isReached(number, Int($0.first ?? 0))
        }
      })
  }

  /// Provides goals that observations tell of.
  ///
  /// - Parameters:
  ///   - names: What each goal is called.
  ///   - isReached: Whether a goal is reached in an observation `[O]`.
  public init(
    named names: [String],
    isReached: @escaping @Sendable (_ goal: Int, _ observation: ArraySlice<Float>) -> Bool
  ) {
    self.init(
      names.enumerated().map { number, name in
        Goal(name, row: Goal.oneHot(number, of: names.count)) { isReached(number, $0) }
      })
  }

  /// Provides observations as goals, each reached where all its numbers are met but for a tolerance.
  ///
  /// - Precondition: there is at least one, and all are of one width.
  public init(observations: [[Float]], tolerance: Float) {
    self.init(
      observations.enumerated().map { number, wanted in
        let name = wanted.map { ConfigurationValue.number(Double($0)).shortDescription }
        return Goal(
          name.joined(separator: ", "), row: Goal.oneHot(number, of: observations.count)
        ) { zip($0, wanted).allSatisfy { abs($0 - $1) <= tolerance } }
      })
  }
}

/// Something that an agent may want to reach.
public struct Goal: Sendable {
  /// What it is called.
  public let name: String
  /// How it is shown to whoever is to reach it.
  public let row: [Float]
  private let guide: (@Sendable (ArraySlice<Float>) -> Int?)?
  private let test: @Sendable (ArraySlice<Float>) -> Bool

  /// Describes a goal.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - row: How it is shown to whoever is to reach it.
  ///   - guide: Which discrete action leads there from an observation `[O]`, nil where none is
  ///     known; itself nil if none is known anywhere.
  ///   - isReached: Whether it is reached in an observation `[O]`.
  public init(
    _ name: String, row: [Float],
    guide: (@Sendable (ArraySlice<Float>) -> Int?)? = nil,
    isReached: @escaping @Sendable (ArraySlice<Float>) -> Bool
  ) {
    self.name = name
    self.row = row
    self.guide = guide
    test = isReached
  }

  /// Whether it is documented which actions lead there.
  public var hasGuide: Bool { guide != nil }

  /// Whether it is reached in an observation, `[O]`.
  public func isReached(in observation: ArraySlice<Float>) -> Bool { test(observation) }

  /// The action that leads there from an observation, `[O]`; nil where none is documented.
  public func action(in observation: ArraySlice<Float>) -> Int? { guide?(observation) }

  /// One at a place, zero elsewhere.
  static func oneHot(_ place: Int, of count: Int) -> [Float] {
    (0..<count).map { $0 == place ? 1 : 0 }
  }
}
