import MarkovDecisionProcesses
import ReinforcementLearning
import Testing

/// The long-run reward a step of an action taken always, by iterating the chain.
func averageReward(of process: TabularProcess, always action: Int) -> Double {
  var share = [Double](repeating: 1 / Double(process.stateCount), count: process.stateCount)
  for _ in 0..<5_000 {
    var next = [Double](repeating: 0, count: share.count)
    for state in share.indices {
      for transition in process.transitions(from: state, action: action) {
        next[transition.next] += share[state] * transition.probability
      }
    }
    share = next
  }
  return share.indices.reduce(0) { sum, state in
    process.transitions(from: state, action: action).reduce(sum) {
      $0 + share[state] * $1.probability * $1.reward
    }
  }
}

/// The value of every state under uniformly random actions, undiscounted, where episodes end.
func randomValues(of process: TabularProcess) -> [Double] {
  var values = [Double](repeating: 0, count: process.stateCount)
  for _ in 0..<2_000 {
    values = values.indices.map { state in
      (0..<process.actionCount).reduce(0) { sum, action in
        process.transitions(from: state, action: action).reduce(sum) {
          let following = $1.isTerminal ? 0 : values[$1.next]
          return $0 + $1.probability * ($1.reward + following) / Double(process.actionCount)
        }
      }
    }
  }
  return values
}

@Suite struct `A tabular process` {
  private let processes = [
    RiverSwim.osband.process(horizon: 20, discount: 1), RiverSwim.strehlLittman.process(),
    Garnet.process(), NoisyChain.process(length: 5), DelayedChain.process(), Bridge.process(),
    Baird.process(),
    BoyanChain.process(), Bandit.bernoulli(means: [0.2, 0.7], pulls: 3),
  ]

  @Test func `has laws that add up to one`() {
    for process in processes {
      #expect(abs(process.startDistribution().reduce(0) { $0 + $1.probability } - 1) < 1e-9)
      for state in 0..<process.stateCount {
        for action in 0..<process.actionCount {
          let law = process.transitions(from: state, action: action)
          #expect(abs(law.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
          #expect(law.allSatisfy { (0..<process.stateCount).contains($0.next) })
        }
      }
    }
  }

  /// The mean over 20,000 steps from one state agrees with its law within five standard errors.
  @Test func `steps as its laws say`() {
    var random = RandomSource(seed: 1)
    let draws = 20_000
    for process in processes {
      var start = process
      start.reset(using: &random)
      let action = process.actionCount - 1
      let law = process.transitions(from: start.state, action: action)
      var counts = [Int](repeating: 0, count: process.stateCount)
      for _ in 0..<draws {
        var copy = start
        let outcome = copy.step(action, using: &random)
        if outcome.ending == nil { counts[copy.state] += 1 }
      }
      for state in counts.indices {
        let expected = law.reduce(0) {
          $0 + ($1.next == state && !$1.isTerminal ? $1.probability : 0)
        }
        let error = (expected * (1 - expected) / Double(draws)).squareRoot()
        #expect(abs(Double(counts[state]) / Double(draws) - expected) <= 5 * error)
      }
    }
  }

  @Test func `terminates at its horizon, which its solution counts`() throws {
    var random = RandomSource(seed: 2)
    var world = Bandit.bernoulli(means: [0.25, 0.75], pulls: 3)
    world.reset(using: &random)
    #expect((0..<3).map { _ in world.step(0, using: &random).ending } == [nil, nil, .terminated])
    let solution = try Solution(of: world)
    #expect(abs(solution.values[0] - 2.25) < 1e-9)
    #expect(solution.expectedLengths[0] == 3)
  }

  @Test func `shows an arm for each action, and a disc for each state`() {
    var canvas = Canvas()
    Bandit.bernoulli(means: [0.2, 0.7, 0.4]).draw(on: &canvas)
    #expect(canvas.shapes.count == 4)
    canvas = Canvas()
    Garnet.process().draw(on: &canvas)
    let discs = canvas.shapes.filter { if case .circle = $0 { true } else { false } }
    #expect(discs.count == 30)
  }
}

@Suite struct `Random processes` {
  @Test func `lead to as many different states as asked, whatever the seed`() {
    for seed: UInt64 in 0..<50 {
      let process = Garnet.process(stateCount: 20, actionCount: 3, branching: 5, seed: seed)
      for state in 0..<20 {
        for action in 0..<3 {
          let law = process.transitions(from: state, action: action)
          #expect(Set(law.map(\.next)).count == 5)
          #expect(Set(law.map(\.reward)).count == 1)
        }
      }
    }
  }

  @Test func `are the same for one seed, and others for another`() {
    func laws(_ seed: UInt64) -> [StateTransition] {
      let process = Garnet.process(seed: seed)
      return (0..<30).flatMap { process.transitions(from: $0, action: 3) }
    }
    #expect(laws(4) == laws(4))
    #expect(laws(4) != laws(5))
  }
}
