import ReinforcementLearning

/// What is paid in a grid world, and what is left to chance.
struct GridRules: Codable, Hashable, Sendable {
  var actions = GridActions.moves
  /// How likely a step goes in one of the other three directions, each as likely as another.
  var slip = 0.0
  /// What every step pays.
  var stepReward = 0.0
  /// What is paid at a goal, or where the last crate is on its pad.
  var goalReward = 1.0
  var fruitReward = 1.0
  /// What stepping into lava pays.
  var lavaReward = 0.0
  /// What stepping into an obstacle pays.
  var obstacleReward = -1.0
  /// How many cells the wind of each column blows up, `[columns]`; empty where there is none.
  var wind: [Int] = []
  /// Whether the wind of a windy column may also be weaker or stronger by one, each a third of the
  /// time.
  var hasGusts = false
  /// γ, by which play is judged.
  var discount = 0.95
  /// After how many steps an episode is truncated.
  var limit = 100
}

/// What a walker may do.
enum GridActions: String, CaseIterable, Codable, Sendable {
  /// Step up, right, down or left; whatever is in the way is used.
  case moves
  /// Turn left, turn right, step ahead, pick up, drop, toggle.
  case turns

  /// How many actions there are.
  var count: Int {
    switch self {
    case .moves: 4
    case .turns: 6
    }
  }

  /// What each of them does.
  var names: [String] {
    switch self {
    case .moves: ["up", "right", "down", "left"]
    case .turns: ["turn left", "turn right", "step ahead", "pick up", "drop", "toggle"]
    }
  }
}
