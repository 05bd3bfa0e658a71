import GridWorlds
import ReinforcementLearning
import Testing

@Suite struct `Four rooms` {
  /// Every step costs 1, so that the best play is the quickest.
  private struct Hurried: FiniteMDP, EnvironmentWrapper {
    var base: FourRooms
    var discount: Double { 1 }

    func transitions(from state: Int, action: Int) -> [StateTransition] {
      base.transitions(from: state, action: action).map {
        StateTransition(
          probability: $0.probability, next: $0.next, reward: state == 62 ? 0 : -1,
          isTerminal: $0.isTerminal)
      }
    }
  }

  @Test(arguments: [(0, 7.59), (1 / 3.0, 15.01)])
  func `take as many steps as dynamic programming found elsewhere`(slip: Double, steps: Double)
    throws
  {
    let environment = Hurried(base: FourRooms(slip: slip))
    let solution = try Solution(of: environment)
    let mean = environment.startDistribution().reduce(0) {
      $0 - $1.probability * solution.values[$1.state]
    }
    #expect(abs(mean - steps) < 0.005)
    let length = environment.startDistribution().reduce(0) {
      $0 + $1.probability * solution.expectedLengths[$1.state]
    }
    #expect(abs(length - mean) < 1e-6)
  }

  /// V = 0.9ⁿ⁻¹ for a shortest path of n steps.
  @Test func `are worth the discounted reward at the end of a shortest path`() throws {
    let solution = try Solution(of: FourRooms())
    for start in FourRooms().startDistribution() {
      var value = 1.0
      for _ in 1..<Int(solution.expectedLengths[start.state].rounded()) { value *= 0.9 }
      #expect(abs(solution.values[start.state] - value) < 1e-9)
    }
    #expect(solution.values[62] == 0)
    #expect(solution.expectedLengths.max() == 14)
  }

  @Test(arguments: [0, 1 / 3.0, 1])
  func `have laws whose probabilities add up to one`(slip: Double) {
    let environment = FourRooms(slip: slip)
    #expect(environment.stateCount == 104)
    for state in 0..<104 {
      for action in 0..<4 {
        let total = environment.transitions(from: state, action: action)
          .reduce(0) { $0 + $1.probability }
        #expect(abs(total - 1) < 1e-12)
      }
    }
    #expect(abs(environment.startDistribution().reduce(0) { $0 + $1.probability } - 1) < 1e-12)
  }

  /// Every step taken is counted beside its law, from a seed of its own.
  @Test(arguments: [0, 1 / 3.0])
  func `move as their laws say`(slip: Double) {
    var environment = FourRooms(slip: slip)
    var random = RandomSource(seed: 11)
    var counts: [[Int]: Int] = [:]
    var tries: [[Int]: Int] = [:]
    environment.reset(using: &random)
    for _ in 0..<60_000 {
      let (state, action) = (environment.state, random.integer(below: 4))
      let outcome = environment.step(action, using: &random)
      counts[[state, action, environment.state], default: 0] += 1
      tries[[state, action], default: 0] += 1
      #expect(outcome.reward == (environment.state == 62 ? 1 : 0))
      #expect((outcome.ending == .terminated) == (environment.state == 62))
      if outcome.ending != nil { environment.reset(using: &random) }
    }
    for (pair, tried) in tries {
      for next in 0..<104 {
        let probability = environment.transitions(from: pair[0], action: pair[1])
          .reduce(0) { $0 + ($1.next == next ? $1.probability : 0) }
        let share = Double(counts[pair + [next]] ?? 0) / Double(tried)
        let deviation = (probability * (1 - probability) / Double(tried)).squareRoot()
        #expect(abs(share - probability) <= 6 * deviation + 1e-9)
      }
    }
  }

  @Test func `begin anywhere but at the goal, everywhere equally often`() {
    var environment = FourRooms()
    var random = RandomSource(seed: 12)
    var counts = [Int](repeating: 0, count: 104)
    for _ in 0..<20_600 {
      environment.reset(using: &random)
      counts[environment.state] += 1
    }
    #expect(counts[62] == 0)
    // 102 degrees of freedom: 190 is exceeded less than once in a million times.
    let chiSquare = counts.enumerated().filter { $0.offset != 62 }
      .reduce(0.0) { $0 + (Double($1.element) - 200) * (Double($1.element) - 200) / 200 }
    #expect(chiSquare < 190)
  }

  @Test func `step up, right, down and left, and stay at walls`() {
    let environment = FourRooms()
    func next(_ state: Int, _ action: Int) -> Int {
      environment.transitions(from: state, action: action)[0].next
    }
    #expect((0..<4).map { next(0, $0) } == [0, 1, 10, 0])
    #expect((0..<4).map { next(25, $0) } == [25, 26, 25, 24])  // the hallway in the north
    #expect((0..<4).map { next(103, $0) } == [93, 103, 103, 102])
  }

  @Test func `are cut off after 200 steps`() throws {
    let batch = FourRooms.v0.makeBatch()
    try batch.reset(seed: 0)
    for _ in 0..<199 { try batch.step(Rows([3])) }
    #expect(batch.endings == [nil])
    try batch.step(Rows([3]))
    #expect(batch.endings == [.truncated])
  }

  @Test func `show a square for each cell, the goal and the walker`() {
    var canvas = Canvas()
    FourRooms().draw(on: &canvas)
    #expect(canvas.bounds == Canvas.Bounds(x: 0...13, y: 0...13))
    #expect(canvas.shapes.count == 2 * 104 + 2)
    #expect(
      canvas.shapes.last
        == .circle(center: Canvas.Point(1.5, 11.5), radius: 0.32, fill: .orange))
  }
}
