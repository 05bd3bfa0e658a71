public import ReinforcementLearning

extension Probe {
  /// What may be chosen about a probe.
  public struct Options: EnvironmentOptions {
    var observation = Display.numbers

    public static let parameters = [
      ParameterDescription(
        "observation", "how the state is shown", choices: Display.allCases.map(\.rawValue))
    ]

    /// Creates the defaults.
    public init() {}
  }

  /// What may be chosen about a reward that comes late.
  public struct DelayOptions: EnvironmentOptions {
    var observation = Display.numbers
    var length = 5

    public static let parameters =
      Options.parameters + [
        ParameterDescription("length", "after how many steps the reward comes", in: 2...10_000)
      ]

    /// Creates the defaults.
    public init() {}
  }

  /// Whether a constant is learned.
  public static let constant = entry(
    "Probe-Constant-v0", .constant, "Value the only state there is at 1: tests the loss.",
    rewards: "1; one step", random: 1)
  /// Whether values depend on what is observed.
  public static let observation = entry(
    "Probe-Observation-v0", .observation, "Value two states at what they show: tests the network.",
    rewards: "what is shown, −1 or 1; one step", random: 0)
  /// Whether values are discounted.
  public static let discount = entry(
    "Probe-Discount-v0", .discount, "Value the first of two steps at γ: tests bootstrapping.",
    rewards: "1 for the second step", random: 1)
  /// Whether actions matter.
  public static let action = entry(
    "Probe-Action-v0", .action, "Take the better of two actions: tests the policy.",
    rewards: "−1 or 1 by the action; one step", random: 0, solved: 0.95,
    actionNames: ["worse", "better"])
  /// Whether the policy depends on what is observed.
  public static let policy = entry(
    "Probe-Policy-v0", .policy, "Take the action that fits what is shown: tests all but time.",
    rewards: "1 for the action that fits, else −1; one step", random: 0, solved: 0.95,
    actionNames: ["for −1", "for 1"])

  /// Whether credit reaches back.
  public static let delay = EnvironmentEntry(
    "Probe-Delay-v0", summary: "Choose at once what pays five steps later: tests credit.",
    rewards: "1 or −1 by the first action; 5 steps", source: "after Jones, 2021", randomReturn: 0,
    solvedReturn: 0.95, trainingSteps: 10_000, actionNames: ["worse", "better"],
    options: DelayOptions.self
  ) { Probe(.delay, display: $0.observation, length: $0.length) }

  private static func entry(
    _ id: String, _ kind: Kind, _ summary: String, rewards: String, random: Double,
    solved: Double? = nil, actionNames: [String] = ["on"]
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id, summary: summary, rewards: rewards, source: "Jones, 2021", randomReturn: random,
      solvedReturn: solved, trainingSteps: 10_000, actionNames: actionNames, options: Options.self
    ) { Probe(kind, display: $0.observation) }
  }
}
