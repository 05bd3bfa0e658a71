public import ReinforcementLearning

extension TabularLearner {
  /// Learns the greatest values, whatever is done meanwhile.
  public static let qLearning = entry(
    "q-learning", summary: "keeps a table of what each action is worth in each state",
    source: "Watkins, Learning from delayed rewards, 1989", TabularConfiguration(),
    tuned: PackageResources.q_learning_yaml)

  /// Learns what actions are worth while it explores.
  public static let sarsa = entry(
    "sarsa", summary: "learns what actions are worth to one who goes on exploring",
    source: "Rummery and Niranjan, On-line Q-learning using connectionist systems, 1994", .sarsa,
    tuned: PackageResources.sarsa_yaml)

  /// Sarsa without the chance of the next action.
  public static let expectedSarsa = entry(
    "expected-sarsa", summary: "sarsa, by the mean over the next action",
    source: "van Seijen et al., A theoretical and empirical analysis of expected Sarsa, 2009",
    .expectedSarsa, tuned: PackageResources.expected_sarsa_yaml)

  /// Q-learning with traces.
  public static let qLambda = entry(
    "q-lambda", summary: "q-learning whose errors reach the steps before",
    source: "Watkins, Learning from delayed rewards, 1989", .qLambda,
    tuned: PackageResources.q_lambda_yaml)

  /// Q-learning with two tables.
  public static let doubleQ = entry(
    "double-q", summary: "q-learning with two tables, so that it does not overestimate",
    source: "van Hasselt, Double Q-learning, 2010", .doubleQ,
    tuned: PackageResources.double_q_yaml)

  /// Q-learning with a model.
  public static let dynaQ = entry(
    "dyna-q", summary: "q-learning that also learns from what it remembers",
    source: "Sutton, Integrated architectures for learning, planning, and reacting, 1990", .dynaQ,
    tuned: PackageResources.dyna_q_yaml)

  private static func entry(
    _ id: String, summary: String, source: String, _ base: TabularConfiguration, tuned: [UInt8]
  ) -> AgentEntry {
    AgentEntry(
      id, summary: summary, source: source, configuration: TabularConfiguration.self,
      startingFrom: base, tuned: String(decoding: tuned, as: UTF8.self),
      refusal: { ActionTable.refusal(in: $0) }
    ) { configuration, context in
      TabularLearner(configuration, context)
    }
  }
}

extension TabularConfiguration {
  /// Sarsa.
  public static var sarsa: Self {
    var configuration = Self()
    configuration.target = .taken
    return configuration
  }

  /// Expected Sarsa.
  public static var expectedSarsa: Self {
    var configuration = Self()
    configuration.target = .expected
    return configuration
  }

  /// Watkins's Q(λ), with the λ of Sutton and Barto's examples.
  public static var qLambda: Self {
    var configuration = Self()
    configuration.traceDecay = 0.9
    return configuration
  }

  /// Double Q-learning.
  public static var doubleQ: Self {
    var configuration = Self()
    configuration.isDouble = true
    return configuration
  }

  /// Dyna-Q with as many planning steps as in Sutton and Barto's example 8.1.
  public static var dynaQ: Self {
    var configuration = Self()
    configuration.planningSteps = 50
    return configuration
  }
}
