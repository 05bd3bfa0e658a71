public import ReinforcementLearning

/// One moment of an episode, with everything that is shown of it and everything needed to go on.
public struct Frame: Sendable {
  /// The episode, counted from 1.
  public internal(set) var episode = 1
  /// How many steps led here since the episode began.
  public internal(set) var step = 0
  /// The sum of the rewards since the episode began.
  public internal(set) var episodeReturn = 0.0
  /// The action that led here, a row of the action space; nil where an episode begins.
  public internal(set) var action: [Float]?
  /// What that action paid.
  public internal(set) var reward: Double?
  /// How the episode ended here, if it did.
  public internal(set) var ending: Ending?
  /// Whether an exact solver knows what play is best.
  public internal(set) var isJudged = false
  /// How many actions of this episode an exact solver could judge.
  public internal(set) var judgedActions = 0
  /// How many of those were among the best.
  public internal(set) var optimalActions = 0
  /// What the agent thinks of the situation.
  public internal(set) var introspection = Introspection()

  let world: BatchSnapshot
  let acting: ActingState
  /// What an episode that ended looked like: by then the world shows the next one.
  var lastPicture: Canvas?

  init(world: BatchSnapshot, acting: ActingState) {
    self.world = world
    self.acting = acting
  }

  /// The share of this episode's actions that were among the best, from 0 to 1; nil where no exact
  /// solver knows.
  public var optimalShare: Double? {
    judgedActions > 0 ? Double(optimalActions) / Double(judgedActions) : nil
  }
}
