public import ReinforcementLearning

/// The tasks in mazes.
public enum Mazes {
  private enum OneGoal: MazePreset {
    static let task = MazeTask.goal
    static let observation = MazeObservation.index
  }

  private enum SeveralGoals: MazePreset {
    static let task = MazeTask.goals
    static let observation = MazeObservation.index
  }

  private enum IndicatedGoal: MazePreset {
    static let task = MazeTask.indicator
    static let observation = MazeObservation.window
  }

  private static let moves = ["up", "right", "down", "left"]

  /// One goal at the far end of a maze, 5×5 rooms unless it is said.
  public static let goal = EnvironmentEntry(
    "Maze-v0", summary: "Find the way through a maze.",
    rewards: "1 at the goal, −1/size² a step; ends at the goal, or after 2 size² steps",
    source: "ours", actionNames: moves, options: MazeWalkOptions<OneGoal>.self
  ) { $0.prototype }

  /// Three goals.
  public static let goals = EnvironmentEntry(
    "MazeMultiGoal-v0", summary: "Visit three goals in a maze, in whatever order is shortest.",
    rewards: "1 at each goal, −1/size² a step; ends at the last goal, or after 2 size² steps",
    source: "ours", actionNames: moves, options: MazeWalkOptions<SeveralGoals>.self
  ) { $0.prototype }

  /// Two goals, one of which is right.
  public static let indicator = EnvironmentEntry(
    "MazeIndicator-v0",
    summary: "Go to that goal in a maze whose colour the start had: needs a memory.",
    rewards: "1 at the right goal, −1 at the wrong one, −1/size² a step; ends at either, or after "
      + "2 size² steps",
    source: "Parisotto and Salakhutdinov, 2018", actionNames: moves,
    options: MazeWalkOptions<IndicatedGoal>.self
  ) { $0.prototype }

  /// The maze of ``goal``, as the walker sees it.
  public static let view = EnvironmentEntry(
    "MazeView-v0", summary: "Find the way through a maze, seeing what the walker sees.",
    rewards: "1 at the goal, −1/size² an action; ends at the goal, or after 4 size² actions",
    source: "ours", actionNames: ["turn left", "turn right", "step ahead"],
    options: MazeViewOptions.self
  ) { $0.view }
}
