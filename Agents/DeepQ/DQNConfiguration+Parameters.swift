internal import AgentCommons
public import ReinforcementLearning

extension DQNConfiguration {
  public static let parameters =
    learning + annealing + targets + returns + disturbances + exploration

  private static let learning = [
    ParameterDescription("hiddenWidths", "the width of each hidden layer", in: 1...65_536),
    ParameterDescription("learningRate", "Adam's step size", in: .positive),
    ParameterDescription("adamEpsilon", "what Adam adds to the root", in: .positive),
    ParameterDescription("discount", "γ, the worth of a reward one step later", in: .unit),
    ParameterDescription(
      "replayCapacity", "the greatest number of transitions kept", in: .atLeastOne),
    ParameterDescription("batchSize", "the number of transitions of an update", in: 1...65_536),
    ParameterDescription(
      "warmUpSteps", "the steps taken before the first update", in: .nonNegative),
    ParameterDescription(
      "trainInterval", "the steps from one round of updates to the next", in: .atLeastOne),
    ParameterDescription("updatesPerRound", "the updates of a round", in: .atLeastOne),
    ParameterDescription("isPrioritized", "whether transitions are drawn by their error"),
    ParameterDescription(
      "priorityExponent", "α, how much the error matters in drawing", in: .unit),
    ParameterDescription(
      "importanceExponent", "β at the start, how much of that bias is corrected; 1 at the end",
      in: .unit),
    ParameterDescription("loss", "the loss of an error", choices: Loss.allCases.map(\.rawValue)),
    ParameterDescription(
      "clippingNorm", "the greatest norm of all gradients together", in: .positive),
  ]

  private static let targets = [
    ParameterDescription(
      "targetInterval", "C, the steps from one update of the target network to the next",
      in: .atLeastOne),
    ParameterDescription(
      "targetFraction", "τ, how far the target network moves; 1 copies", in: .positiveUnit),
    ParameterDescription(
      "rewardSteps", "n, the greatest number of rewards in a target", in: 1...1000),
    ParameterDescription("isDouble", "whether the online network chooses the target's action"),
    ParameterDescription("isMunchausen", "whether the policy's own logarithm is added to rewards"),
    ParameterDescription("munchausenShare", "α, the share of it that is added", in: .unit),
    ParameterDescription("munchausenTemperature", "τ, the policy's temperature", in: .positive),
    ParameterDescription(
      "munchausenFloor", "l, the least that is added, before the share is taken",
      in: -Double.infinity...0),
    ParameterDescription(
      "hindsightGoals", "the other goals each transition is remembered with; 0 for none",
      in: 0...64),
    ParameterDescription(
      "goalTolerance", "the greatest distance at which a goal is achieved", in: .nonNegative),
  ]

  private static let returns = [
    ParameterDescription("isDueling", "whether state value and advantages make up the values"),
    ParameterDescription(
      "distribution", "what of a return is learned: its mean, or its distribution",
      choices: Distribution.allCases.map(\.rawValue)),
    ParameterDescription("atoms", "N, the number of atoms or of quantiles", in: 1...1000),
    ParameterDescription("vMin", "the least return of a categorical distribution"),
    ParameterDescription("vMax", "the greatest return of a categorical distribution"),
  ]

  private static let disturbances = [
    ParameterDescription(
      "noise", "the noise of learned size in place of ε", choices: Noise.allCases.map(\.rawValue)),
    ParameterDescription("noisyLayers", "how many layers have it, from the last", in: .atLeastOne),
    ParameterDescription(
      "noiseDeviation", "its initial size, over √inputs if factorized", in: .positive),
    ParameterDescription(
      "noiseSpan", "how long an actor keeps a sample of it",
      choices: NoiseSpan.allCases.map(\.rawValue)),
    ParameterDescription(
      "hasParameterNoise", "whether actors explore with disturbed weights, as far as ε would"),
    ParameterDescription("parameterNoiseScale", "σ at first, their disturbance", in: .positive),
    ParameterDescription(
      "parameterNoiseFactor", "what σ is multiplied or divided with", in: .atLeastOne),
    ParameterDescription(
      "parameterNoiseInterval", "the steps from one adaptation of σ to the next", in: .atLeastOne),
  ]

  private static let exploration = [
    ParameterDescription("explorationInitial", "ε at the start", in: .unit),
    ParameterDescription("explorationFinal", "ε once exploration has been annealed", in: .unit),
    ParameterDescription(
      "explorationFraction", "the share of the run over which ε is annealed", in: .unit),
  ]
}
