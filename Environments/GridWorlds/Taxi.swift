public import ReinforcementLearning

/// A taxi that fetches a passenger and takes them to where they want to go.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | ((row · 5 + column) · 5 + passenger) · 4 + destination | – | 0…499 |
///
/// The passenger waits at one of four landmarks (0 red, 1 green, 2 yellow, 3 blue) or sits in the taxi
/// (4).  Actions `0` to `3` drive south, north, east and west, `4` picks up and `5` drops off.  Each
/// step costs 1; picking up or dropping off where it is not allowed costs 10 instead, and the right
/// delivery pays 20 and terminates.  At another landmark a passenger may get out, and waits there.
/// Walls stop the taxi.  The beginning is one of 300, equally likely.
///
/// In rain a drive that nothing stops goes astray to its left or right now and then.  A fickle
/// passenger may make up their mind, before the episode begins and unseen, to ask for another
/// destination with the first drive that moves them.
///
/// Follows Dietterich, *Hierarchical reinforcement learning with the MAXQ value function
/// decomposition*, Journal of Artificial Intelligence Research 13, 2000, as Gymnasium does: its
/// episodes are the same, seed for seed.
public struct Taxi: Environment {
  static let grid = OpenGrid(rows: 5, columns: 5)
  static let landmarks = [0, 4, 20, 23]
  // From which cells there is a wall to the east.
  static let walls: Set<Int> = [1, 6, 15, 20, 17, 22]

  // How many situations can be told apart by what is shown.
  private static let codeCount = 500

  private let options: Options
  private(set) var situation = Situation(0)

  /// What may be chosen about the ride, as in Gymnasium.
  public struct Options: EnvironmentOptions {
    /// Whether drives may go astray.
    public var isRainy = false
    /// How likely a drive goes as intended in rain.
    public var rainyProbability = 0.8
    /// Whether the passenger may change their mind.
    public var ficklePassenger = false
    /// How likely a fickle passenger does.
    public var fickleProbability = 0.3
    var observation = GridObservation.index

    /// Creates the defaults.
    public init() {}

    public static let parameters = [
      ParameterDescription("isRainy", "whether drives may go astray, to their left or right"),
      ParameterDescription(
        "rainyProbability", "how likely a drive goes as intended in rain", in: .unit),
      ParameterDescription("ficklePassenger", "whether the passenger may change their mind"),
      ParameterDescription(
        "fickleProbability", "how likely a fickle passenger does, in an episode", in: .unit),
      GridObservation.parameter,
    ]
  }

  /// Where everybody is, and what the passenger is about to do.
  struct Situation: Codable {
    var cell: Int
    var passenger: Int
    var destination: Int
    var isChanging: Bool  // the destination, with the first drive

    init(_ state: Int) {
      let code = state % Taxi.codeCount
      (cell, passenger, destination) = (code / 20, code / 4 % 5, code % 4)
      isChanging = state >= Taxi.codeCount
    }

    /// What is shown.
    var code: Int { (cell * 5 + passenger) * 4 + destination }
    var state: Int { code + (isChanging ? Taxi.codeCount : 0) }
    var isBeginning: Bool { passenger < 4 && passenger != destination }
    /// Where a fickle passenger may rather want to go.
    var otherDestinations: [Int] { (0..<4).filter { $0 != destination } }
  }

  // The sums of the probabilities of all situations up to each, added as numpy adds them.
  private static let cumulative: [Double] = {
    let beginnings = (0..<Self.codeCount).map { Situation($0).isBeginning }
    let probability = 1 / Double(beginnings.count { $0 })
    var sum = 0.0
    return beginnings.map { isBeginning in
      sum += isBeginning ? probability : 0
      return sum
    }
  }()

  /// Creates a taxi.
  public init(_ options: Options = Options()) { self.options = options }

  public var observationSpace: Space { .discrete(Self.codeCount) }
  public var actionSpace: Space { .discrete(6) }

  public mutating func reset(using random: inout RandomSource) {
    let draw = random.uniform()
    situation = Situation(Self.cumulative.firstIndex { $0 > draw } ?? 0)
    situation.isChanging =
      options.ficklePassenger && random.uniform() < options.fickleProbability
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let draw = random.uniform()  // Gymnasium draws although steps are sure
    guard action < 4 else { return Self.stop(&situation, action) }
    let before = situation.cell
    situation.cell =
      options.isRainy
      ? drives(from: before, action).choice(draw) : Self.neighbor(of: before, action)
    if changesMind(from: before) {
      let others = situation.otherDestinations
      situation.destination = others[random.integer(below: others.count)]
      situation.isChanging = false
    }
    return Outcome(reward: -1)
  }

  public func observe(into row: inout MutableSpan<Float>) { row[0] = Float(situation.code) }

  /// Whether the passenger asks for another destination, having been driven from a cell.
  private func changesMind(from cell: Int) -> Bool {
    situation.isChanging && situation.passenger == 4 && situation.cell != cell
  }

  /// Where a drive may lead, first as intended, and how likely.
  private struct Drives {
    let cells: [Int]
    let probabilities: [Double]

    /// As numpy adds and compares; the first where rounding leaves none.
    func choice(_ draw: Double) -> Int {
      var sum = 0.0
      for (cell, probability) in zip(cells, probabilities) {
        sum += probability
        if sum > draw { return cell }
      }
      return cells[0]
    }
  }

  private func drives(from cell: Int, _ direction: Int) -> Drives {
    let ahead = Self.neighbor(of: cell, direction)
    guard options.isRainy else { return Drives(cells: [ahead], probabilities: [1]) }
    let sides = Self.sides[direction].map { ahead == cell ? cell : Self.neighbor(of: cell, $0) }
    let aside = (1 - options.rainyProbability) / 2
    return Drives(
      cells: [ahead] + sides, probabilities: [options.rainyProbability, aside, aside])
  }

  // Left and right of south, north, east and west.
  private static let sides = [[2, 3], [3, 2], [1, 0], [0, 1]]

  private static func neighbor(of cell: Int, _ direction: Int) -> Int {
    switch direction {
    case 0: return grid.cell(from: cell, .down)
    case 1: return grid.cell(from: cell, .up)
    case 2: return walls.contains(cell) ? cell : grid.cell(from: cell, .right)
    default:
      let west = grid.cell(from: cell, .left)
      return walls.contains(west) ? cell : west
    }
  }

  /// Picks up or drops off.
  private static func stop(_ situation: inout Situation, _ action: Int) -> Outcome {
    guard action == 4 else { return dropOff(&situation) }
    guard situation.passenger < 4, situation.cell == landmarks[situation.passenger] else {
      return Outcome(reward: -10)
    }
    situation.passenger = 4
    return Outcome(reward: -1)
  }

  private static func dropOff(_ situation: inout Situation) -> Outcome {
    guard situation.passenger == 4, let landmark = landmarks.firstIndex(of: situation.cell) else {
      return Outcome(reward: -10)
    }
    situation.passenger = landmark
    return landmark == situation.destination
      ? Outcome(reward: 20, ending: .terminated) : Outcome(reward: -1)
  }
}

extension Taxi {
  /// The task as Gymnasium registers it, with episodes of at most 200 steps.
  public static let v4 = EnvironmentEntry(
    "Taxi-v4", summary: "Fetch a passenger, and take them where they want to go.",
    rewards: "−1 a step, −10 for a wrong stop, 20 for the delivery, which ends it, as do 200 steps",
    source: "Dietterich, 2000; Gymnasium", randomReturn: -771, solvedReturn: 7.5,
    trainingSteps: 200_000,
    actionNames: ["south", "north", "east", "west", "pick up", "drop off"], options: Options.self
  ) { try $0.observation.prototype(of: Taxi($0), limit: 200, goals: goals) }

  /// To be at each of the landmarks, and to have the passenger in the taxi.
  private static let goals = GoalProvider(
    ofStates: ["red", "green", "yellow", "blue", "passenger"]
  ) { goal, state in
    let situation = Situation(state)
    return goal < 4 ? situation.cell == landmarks[goal] : situation.passenger == 4
  }
}

// MARK: - Laws

extension Taxi: FiniteMDP {
  public var stateCount: Int { options.ficklePassenger ? 2 * Self.codeCount : Self.codeCount }
  public var state: Int { situation.state }
  public var discount: Double { 1 }

  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    guard action < 4 else {
      var situation = Situation(state)
      let outcome = Self.stop(&situation, action)
      return [
        StateTransition(
          next: situation.state, reward: outcome.reward, isTerminal: outcome.ending != nil)
      ]
    }
    var taxi = self
    taxi.situation = Situation(state)
    let before = taxi.situation.cell
    let drives = drives(from: before, action)
    return zip(drives.cells, drives.probabilities).flatMap { cell, probability in
      taxi.situation = Situation(state)
      taxi.situation.cell = cell
      return taxi.afterThoughts(from: before, probability)
    }
  }

  /// What may follow a drive from a cell, with what the passenger may say to it.
  private func afterThoughts(from cell: Int, _ probability: Double) -> [StateTransition] {
    guard changesMind(from: cell) else {
      return [StateTransition(probability: probability, next: situation.state, reward: -1)]
    }
    return situation.otherDestinations.map {
      var next = situation
      (next.destination, next.isChanging) = ($0, false)
      return StateTransition(probability: probability / 3, next: next.state, reward: -1)
    }
  }

  public func startDistribution() -> [StartState] {
    let starts = (0..<Self.codeCount).filter { Situation($0).isBeginning }
    let change = options.ficklePassenger ? options.fickleProbability : 0
    return starts.flatMap { state in
      [
        StartState(state: state, probability: (1 - change) / 300),
        StartState(state: state + Self.codeCount, probability: change / 300),
      ].filter { $0.probability > 0 }
    }
  }
}
