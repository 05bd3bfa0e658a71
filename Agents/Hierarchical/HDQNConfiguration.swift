public import ReinforcementLearning

/// What may be chosen about a ``HierarchicalDQN``.
///
/// Rates of exploration are those of Kulkarni et al., 2016, section 4.
public struct HDQNConfiguration: AgentConfiguration {
  /// The agent that chooses goals, and what of its configuration differs from the defaults.
  public var meta: [String: ConfigurationValue] = ["agent": .text("dqn")]
  /// The agent that pursues them, and what of its configuration differs from the defaults.
  public var controller: [String: ConfigurationValue] = ["agent": .text("dqn")]
  /// Observations to be reached; the goals of the environment if there are none.
  public var goals: [[Float]] = []
  /// How far each number may be from that of a listed goal.
  public var goalTolerance: Float = 0
  /// The share of the run over which goals are drawn evenly and only the controller learns.
  public var controllerShare = 0.1
  /// After how many steps a goal is given up; never if 0.
  public var goalSteps = 0
  /// How many steps a goal is expected to take, for the schedules of the meta-controller.
  public var expectedGoalSteps = 5
  /// Whether what a goal earns is discounted step by step, and what follows it by as many.
  public var isSemiMarkov = true
  /// What the critic pays the controller for reaching its goal.
  public var intrinsicReward = 1.0
  /// What the critic pays the controller for any other step.
  public var intrinsicStepReward = 0.0
  /// Whether the controller learns from each step for every goal, not only for the one pursued.
  public var learnsAllGoals = false
  /// Whether the share of random actions goes by the success of each goal, instead of the
  /// controller exploring in its own way.
  public var goalExploration = true
  /// ε of a goal that was never reached.
  public var explorationInitial = 1.0
  /// ε of a goal that is reached as often as `explorationSuccess` says.
  public var explorationFinal = 0.1
  /// The success rate at which ε is final.
  public var explorationSuccess = 0.9
  /// How much the last attempt counts in the success rate of a goal.
  public var successWeight = 0.02

  public static let parameters = [
    ParameterDescription(
      "meta", "the agent that chooses goals, with its parameters: meta.agent=dqn"),
    ParameterDescription(
      "controller", "the agent that pursues them, with its parameters: controller.agent=sac"),
    ParameterDescription(
      "goals", "observations to be reached, as [[0],[5]]; the environment's own goals if none"),
    ParameterDescription(
      "goalTolerance", "how far each number may be from that of a listed goal", in: .nonNegative),
    ParameterDescription(
      "controllerShare", "the share of the run over which only the controller learns", in: .unit),
    ParameterDescription(
      "goalSteps", "after how many steps a goal is given up; never if 0", in: .nonNegative),
    ParameterDescription(
      "expectedGoalSteps", "how many steps a goal is expected to take, for the meta's schedules",
      in: .atLeastOne),
    ParameterDescription(
      "isSemiMarkov", "whether each step of a goal is discounted, and what follows by as many"),
    ParameterDescription("intrinsicReward", "what the critic pays for reaching the goal"),
    ParameterDescription("intrinsicStepReward", "what the critic pays for any other step"),
    ParameterDescription(
      "learnsAllGoals", "whether the controller learns from each step for every goal"),
    ParameterDescription(
      "goalExploration", "whether ε goes by the success of each goal; else the controller explores"),
    ParameterDescription("explorationInitial", "ε of a goal that was never reached", in: .unit),
    ParameterDescription("explorationFinal", "ε of a goal that is reached often", in: .unit),
    ParameterDescription(
      "explorationSuccess", "the success rate at which ε is final", in: .positiveUnit),
    ParameterDescription(
      "successWeight", "how much the last attempt counts in a success rate", in: .positiveUnit),
  ]

  /// Creates the defaults.
  public init() {}
}
