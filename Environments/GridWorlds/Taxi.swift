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
/// Follows Dietterich, *Hierarchical reinforcement learning with the MAXQ value function
/// decomposition*, Journal of Artificial Intelligence Research 13, 2000, as Gymnasium does: its
/// episodes are the same, seed for seed.
public struct Taxi: Environment {
  private static let grid = OpenGrid(rows: 5, columns: 5)
  private static let landmarks = [0, 4, 20, 23]
  // From which cells there is a wall to the east.
  private static let walls: Set<Int> = [1, 6, 15, 20, 17, 22]

  private var situation = Situation(cell: 0, passenger: 0, destination: 1)

  /// Where everybody is.
  private struct Situation: Codable {
    var cell: Int
    var passenger: Int
    var destination: Int

    init(cell: Int, passenger: Int, destination: Int) {
      self.cell = cell
      self.passenger = passenger
      self.destination = destination
    }

    init(_ code: Int) {
      self.init(cell: code / 20, passenger: code / 4 % 5, destination: code % 4)
    }

    var code: Int { (cell * 5 + passenger) * 4 + destination }
    var isBeginning: Bool { passenger < 4 && passenger != destination }
  }

  // The sums of the probabilities of all situations up to each, added as numpy adds them.
  private static let cumulative: [Double] = {
    let beginnings = (0..<500).map { Situation($0).isBeginning }
    let probability = 1 / Double(beginnings.count { $0 })
    var sum = 0.0
    return beginnings.map { isBeginning in
      sum += isBeginning ? probability : 0
      return sum
    }
  }()

  /// Creates a taxi.
  public init() {}

  public var observationSpace: Space { .discrete(500) }
  public var actionSpace: Space { .discrete(6) }

  public mutating func reset(using random: inout RandomSource) {
    let draw = random.uniform()
    situation = Situation(Self.cumulative.firstIndex { $0 > draw } ?? 0)
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    _ = random.uniform()  // Gymnasium draws although steps are sure
    return Self.step(&situation, action)
  }

  public func observe(into row: inout MutableSpan<Float>) { row[0] = Float(situation.code) }

  private static func step(_ situation: inout Situation, _ action: Int) -> Outcome {
    let cell = situation.cell
    switch action {
    case 0: situation.cell = grid.cell(from: cell, .down)
    case 1: situation.cell = grid.cell(from: cell, .up)
    case 2: if !walls.contains(cell) { situation.cell = grid.cell(from: cell, .right) }
    case 3:
      let west = grid.cell(from: cell, .left)
      if !walls.contains(west) || west == cell { situation.cell = west }
    case 4:
      guard situation.passenger < 4, cell == landmarks[situation.passenger] else {
        return Outcome(reward: -10)
      }
      situation.passenger = 4
    default: return dropOff(&situation)
    }
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
    source: "Dietterich, 2000; Gymnasium", randomReturn: -776, solvedReturn: 7.5,
    trainingSteps: 200_000,
    actionNames: ["south", "north", "east", "west", "pick up", "drop off"]
  ) { EnvironmentPrototype(TimeLimited(Taxi(), steps: 200), goals: goals) }

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
  public var stateCount: Int { 500 }
  public var state: Int { situation.code }
  public var discount: Double { 1 }

  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    var situation = Situation(state)
    let outcome = Self.step(&situation, action)
    return [
      StateTransition(
        next: situation.code, reward: outcome.reward, isTerminal: outcome.ending != nil)
    ]
  }

  public func startDistribution() -> [StartState] {
    (0..<500).filter { Situation($0).isBeginning }.map {
      StartState(state: $0, probability: 1.0 / 300)
    }
  }
}

// MARK: - Appearance

extension Taxi: Drawable {
  private static let colors: [Color] = [.vermilion, .green, .yellow, .blue]

  public func draw(on canvas: inout Canvas) {
    let grid = Self.grid
    grid.draw(on: &canvas) { _ in .paper }
    for (landmark, cell) in Self.landmarks.enumerated() {
      let area = grid.area(of: cell)
      canvas.add(
        .rectangle(
          origin: Canvas.Point(area.x.lowerBound + 0.1, area.y.lowerBound + 0.1), width: 0.8,
          height: 0.8, fill: Self.colors[landmark].opacity(0.6)))
      if landmark == situation.destination {
        canvas.add(.text("×", center: grid.center(of: cell), height: 0.8, color: .ink))
      }
    }
    for cell in Self.walls {
      let area = grid.area(of: cell)
      canvas.add(
        .line(
          from: Canvas.Point(area.x.upperBound, area.y.lowerBound),
          to: Canvas.Point(area.x.upperBound, area.y.upperBound), thickness: 0.1, color: .wall))
    }
    drawTaxi(on: &canvas)
  }

  private func drawTaxi(on canvas: inout Canvas) {
    let place = Self.grid.center(of: situation.cell)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(place.x - 0.32, place.y - 0.2), width: 0.64, height: 0.4,
        fill: .orange))
    let passenger =
      situation.passenger == 4 ? place : Self.grid.center(of: Self.landmarks[situation.passenger])
    canvas.add(.circle(center: passenger, radius: 0.14, fill: .ink))
  }
}
