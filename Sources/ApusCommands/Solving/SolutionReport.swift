internal import ReinforcementLearning
internal import Training

/// What is known of a finite environment when it is solved.
struct SolutionReport: Encodable {
  let environment: String
  let states: Int
  let reachableStates: Int
  let actions: Int
  var timeLimit: Int?
  /// The greatest time between two states; nil where there are too many to find out.
  let diameter: Double?
  var criterion = ""
  var method = ""
  var discount: Double?
  var horizon: Int?
  var iterations: Int?
  /// From where episodes begin: the best, by the criterion.
  var optimalReturn: Double?
  /// What the same play returns undiscounted, within the time limit if there is one.
  var undiscountedReturn: Double?
  var expectedLength: Double?
  /// What uniformly random actions return, as ``optimalReturn`` counts it.
  var randomReturn: Double?
  /// What uniformly random actions return undiscounted, within the time limit if there is one.
  var undiscountedRandomReturn: Double?
  var gain: Double?
  var gainBounds: [Double]?
  var randomGain: Double?
  var mixingTime: Int?
  /// The value of each state, or its bias, `[S]`.
  var values: [Double] = []
  /// The value of each action in each state, `[S][A]`.
  var actionValues: [[Double]]?
  /// One of the best actions of each state, `[S]`.
  var policy: [Int] = []

  /// Beyond so many states, what takes a solution for every state is left out.
  private static let greatestDiameterSize = 400

  init(of entry: EnvironmentEntry, _ model: FiniteModel) {
    environment = entry.id
    states = model.stateCount
    actions = model.actionCount
    reachableStates = model.reachableStates().count
    diameter = reachableStates <= Self.greatestDiameterSize ? try? model.diameter() : nil
  }

  // MARK: - Solving

  private func random(_ model: FiniteModel) throws -> PolicyChain {
    try PolicyChain(
      model, under: TabularPolicy(uniformOver: model.actionCount, in: model.stateCount))
  }

  /// Solves for episodes as they are.
  mutating func solve(
    _ model: FiniteModel, discount: Double, by method: SolvingMethod
  ) throws {
    let solution = try Solution(of: model, discount: discount, by: method)
    let best = try PolicyChain(model, under: solution.policy)
    let random = try random(model)
    (criterion, self.method, self.discount) = ("return", method.rawValue, discount)
    iterations = solution.iterations
    optimalReturn = model.atStart(solution.values)
    undiscountedReturn = undiscounted(best, model)
    expectedLength = model.atStart(solution.expectedLengths)
    randomReturn = model.atStart(random.values(discount: discount))
    undiscountedRandomReturn = undiscounted(random, model)
    (values, policy) = (solution.values, solution.actions)
    actionValues = solution.actionValues
  }

  private func undiscounted(_ chain: PolicyChain, _ model: FiniteModel) -> Double {
    model.atStart(timeLimit.map { chain.values(steps: $0) } ?? chain.values(discount: 1))
  }

  /// Solves for a number of steps.
  mutating func solve(_ model: FiniteModel, steps: Int, discount: Double) throws {
    let solution = HorizonSolution(of: model, steps: steps, discount: discount)
    (criterion, method) = ("return of \(steps) steps", "backward-induction")
    (horizon, self.discount) = (steps, discount)
    (values, policy) = (solution.values[steps], solution.actions[steps])
    optimalReturn = model.atStart(values)
    randomReturn = model.atStart(try random(model).values(steps: steps, discount: discount))
  }

  /// Solves for the average reward.
  mutating func solveAverage(_ model: FiniteModel) throws {
    let solution = try AverageSolution(of: model)
    let best = try PolicyChain(model, under: solution.policy(of: model))
    (criterion, method) = ("average reward", "relative-value-iteration")
    (gain, iterations) = (solution.gain, solution.iterations)
    gainBounds = [solution.bounds.lowerBound, solution.bounds.upperBound]
    randomGain = model.atStart(try random(model).longRun().gains)
    (values, policy) = (solution.biases, solution.actions)
    mixingTime = states <= Self.greatestDiameterSize ? best.mixingTime() : nil
  }

  // MARK: - Showing

  /// A picture of what actions are worth, where there is one state alone.
  func actionBars(named names: [String]) -> ValueMap? {
    guard states == 1, let values = actionValues?.first else { return nil }
    let bars = values.indices.map { action in
      ValueMap.Bar(
        name: action < names.count ? names[action] : "\(action)", value: values[action])
    }
    return ValueMap(bars, titled: "\(environment): value of each action")
  }

  /// What the picture of the values is called.
  var mapTitle: String {
    "\(environment): \(gain == nil ? "value" : "bias") of each state"
  }

  var text: String {
    var lines = [environment.colored(.bold)]
    func add(_ name: String, _ text: String?) {
      if let text { lines.append(name.padded(to: 17) + text) }
    }
    let reach = reachableStates < states ? ", \(reachableStates) of them reachable" : ""
    add("states", "\(states)\(reach)")
    add("actions", "\(actions)")
    add("diameter", diameter.map(Self.steps))
    let course = iterations.map { ", \($0) \($0 == 1 ? "iteration" : "iterations")" } ?? ""
    add("solved by", method + course)
    add("discount", discount.map { "\($0)" })
    add("optimal return", optimalReturn.map { returns($0, undiscountedReturn) })
    add("random return", randomReturn.map { returns($0, undiscountedRandomReturn) })
    add("expected length", expectedLength.map(Self.steps))
    add("average reward", gain.map { "\(Formatting.significant($0, digits: 6)) a step at best" })
    add("random actions", randomGain.map { "\(Formatting.significant($0, digits: 6)) a step" })
    add("mixing time", mixingTime.map { "\($0) steps of the best play" })
    return lines.joined(separator: "\n")
  }

  private static func steps(_ count: Double) -> String {
    count.isFinite ? "\(Formatting.number(count)) \(count == 1 ? "step" : "steps")" : "without end"
  }

  private func returns(_ value: Double, _ undiscounted: Double?) -> String {
    let first = Formatting.significant(value, digits: 6)
    if let horizon { return "\(first) in \(horizon) steps" }
    guard let undiscounted else { return first }
    let second = Formatting.significant(undiscounted, digits: 6)
    if timeLimit == nil, discount == 1 { return second }
    let limit = timeLimit.map { " within \($0) steps" } ?? ""
    return "\(first) discounted, \(second) undiscounted\(limit)"
  }
}
