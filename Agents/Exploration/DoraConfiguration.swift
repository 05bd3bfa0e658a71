public import ReinforcementLearning

/// What may be chosen about a `Dora`.
public struct DoraConfiguration: AgentConfiguration {
  /// β, what an action that was never taken pays.
  public var beta = 0.1
  /// γ_E, how far counters look ahead: 0 counts visits.
  public var discount = 0.99
  /// α_E, how far an E-value moves towards its target, and the base of its logarithm.
  public var learningRate = 0.1
  /// How an exploring agent chooses.
  public var choice = Choice.agent
  /// ε of the rule that is made deterministic, if it is ε-greedy.
  public var epsilon = 0.1
  /// T of the rule that is made deterministic, if it is a softmax.
  public var temperature = 0.5
  /// What holds the E-values.
  public var values = Values.table
  /// The width of each hidden layer of the network.
  public var hiddenWidths = [64, 64]
  /// Adam's step size for the network.
  public var networkLearningRate: Float = 1e-3
  /// The visits of an update of the network, each of which is learned from once.
  public var batchSize = 16

  /// How an exploring agent chooses.
  public enum Choice: String, Codable, Hashable, Sendable, CaseIterable {
    /// As the agent inside does.
    case agent
    /// By its ε-greedy rule, made deterministic.
    case epsilonGreedy
    /// By the softmax of its values, or its policy, made deterministic.
    case softmax
  }

  /// What holds the E-values.
  public enum Values: String, Codable, Hashable, Sendable, CaseIterable {
    /// One for each action in each situation that was met.
    case table
    /// A network.
    case network
  }

  public static let parameters = [
    ParameterDescription("beta", "β, what an action never taken pays", in: .nonNegative),
    ParameterDescription("discount", "γ_E, how far counters look ahead; 0 counts", in: .unit),
    ParameterDescription(
      "learningRate", "α_E, how far an E-value moves, the base of its logarithm", in: 1e-6...0.999),
    ParameterDescription(
      "choice", "how an exploring agent chooses: itself, or by E-values and a rule of its values",
      choices: Choice.allCases.map(\.rawValue)),
    ParameterDescription("epsilon", "ε of the rule, if it is ε-greedy", in: 1e-9...1),
    ParameterDescription("temperature", "T of the rule, if it is a softmax", in: .positive),
    ParameterDescription(
      "values", "what holds the E-values", choices: Values.allCases.map(\.rawValue)),
    ParameterDescription("hiddenWidths", "the width of each hidden layer", in: 1...65_536),
    ParameterDescription("networkLearningRate", "Adam's step size for the network", in: .positive),
    ParameterDescription(
      "batchSize", "the visits of an update of the network", in: 1...65_536),
  ]

  /// Creates the defaults.
  public init() {}
}
