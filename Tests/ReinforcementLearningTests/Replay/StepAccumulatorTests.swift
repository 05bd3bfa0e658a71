import Foundation
import ReinforcementLearning
import Testing

@Suite struct `The accumulation of steps` {
  /// A transition as a line: from, sum of rewards, continuation, to.
  private struct Line: Equatable {
    var from: Float
    var reward: Float
    var continuation: Float
    var to: Float

    init(_ from: Float, _ reward: Float, _ continuation: Float, _ to: Float) {
      (self.from, self.reward, self.continuation, self.to) = (from, reward, continuation, to)
    }

    init(_ transition: ReplayTransition) {
      self.init(
        transition.observation[transition.observation.startIndex], transition.reward,
        transition.continuation,
        transition.nextObservation[transition.nextObservation.startIndex])
    }
  }

  /// Steps pay 1, 2, 4, 8 and so on; γ is one half; an observation is the number of its step.
  private func lines(
    steps: Int, of count: Int, endings: [Int: Ending] = [:], archivingAfter pause: Int? = nil
  ) throws -> [Line] {
    let rewards = (0..<count).map { Double(1 << $0) }
    let batch = VectorEnvironment(Script(rewards: rewards, endings: endings), name: "Script-v0")
    try batch.reset(seed: 0)
    var accumulator = StepAccumulator(steps: steps, discount: 0.5, copies: 1)
    var lines: [Line] = []
    for step in 1...count {
      let observations = batch.observations
      let actions = Rows([Float(step % 3)])
      try batch.step(actions)
      accumulator.add(
        Transitions(
          from: observations, by: actions, remembering: Rows(count: actions.count, width: 0),
          in: batch)
      ) {
        lines.append(Line($0))
      }
      if step == pause {
        let data = try JSONEncoder().encode(accumulator)
        accumulator = try JSONDecoder().decode(StepAccumulator.self, from: data)
      }
    }
    return lines
  }

  @Test func `hands over single steps as they are`() throws {
    let lines = try lines(steps: 1, of: 4, endings: [2: .terminated, 3: .truncated])
    #expect(
      lines == [Line(0, 1, 0.5, 1), Line(1, 2, 0, 2), Line(2, 4, 0.5, 3), Line(3, 8, 0.5, 4)])
  }

  /// 1 + 2/2 + 4/4 = 3, and so on; γ³ = 1/8.
  @Test func `sums three steps`() throws {
    let lines = try lines(steps: 3, of: 5)
    #expect(lines == [Line(0, 3, 0.125, 3), Line(1, 6, 0.125, 4), Line(2, 12, 0.125, 5)])
  }

  /// What is waiting at an end is finished, and nothing is worth anything after it.
  @Test func `finishes every start at a termination`() throws {
    let lines = try lines(steps: 3, of: 5, endings: [4: .terminated])
    #expect(
      lines == [
        Line(0, 3, 0.125, 3),  // 1 + 2/2 + 4/4, before the end
        Line(1, 6, 0, 4),  // 2 + 4/2 + 8/4
        Line(2, 8, 0, 4),  // 4 + 8/2
        Line(3, 8, 0, 4),
      ])
  }

  /// Each start has its own number of steps behind it: γ³, γ² and γ.
  @Test func `multiplies the value after a truncation by as many γ as there were steps`() throws {
    let lines = try lines(steps: 3, of: 4, endings: [4: .truncated])
    #expect(
      lines == [
        Line(0, 3, 0.125, 3), Line(1, 6, 0.125, 4), Line(2, 8, 0.25, 4), Line(3, 8, 0.5, 4),
      ])
  }

  /// The direct sum, from every start to the end of its episode or `n` steps on.
  private func expected(steps: Int, of count: Int, end: Int, _ ending: Ending) -> [Line] {
    let bounds = [0..<end, end..<count]
    return bounds.flatMap { episode in
      episode.compactMap { start -> Line? in
        let last = min(start + steps, episode.upperBound)
        let isOver = episode.upperBound == end
        guard last - start == steps || isOver else { return nil }
        let sum = (start..<last).reduce(0.0) { $0 + Double(1 << $1) / Double(1 << ($1 - start)) }
        let isTerminal = isOver && last == end && ending == .terminated
        let continuation = isTerminal ? 0 : 1 / Double(1 << (last - start))
        return Line(Float(start), Float(sum), Float(continuation), Float(last))
      }
    }
  }

  @Test(arguments: [1, 2, 3, 5], [Ending.terminated, .truncated])
  func `agrees with the sum, wherever the episode ends`(_ steps: Int, _ ending: Ending) throws {
    for end in 1...8 {
      let lines = try lines(steps: steps, of: 9, endings: [end: ending])
      #expect(lines == expected(steps: steps, of: 9, end: end, ending), "end \(end)")
    }
  }

  @Test func `continues as if it had never been written down`() throws {
    for pause in 1...8 {
      let endings: [Int: Ending] = [5: .terminated]
      #expect(
        try lines(steps: 3, of: 9, endings: endings, archivingAfter: pause)
          == lines(steps: 3, of: 9, endings: endings))
    }
  }

  @Test func `keeps copies apart`() throws {
    let batch = VectorEnvironment(
      TimeLimited(Script(rewards: [1, 2, 4, 8]), steps: 3), count: 2, name: "Script-v0")
    try batch.reset(seed: 0)
    var accumulator = StepAccumulator(steps: 2, discount: 0.5, copies: 2)
    var lines: [Line] = []
    for _ in 0..<4 {
      let observations = batch.observations
      let actions = Rows(count: 2, width: 1)
      try batch.step(actions)
      accumulator.add(
        Transitions(
          from: observations, by: actions, remembering: Rows(count: actions.count, width: 0),
          in: batch)
      ) {
        lines.append(Line($0))
      }
    }
    let copy = [Line(0, 2, 0.25, 2), Line(1, 4, 0.25, 3), Line(2, 4, 0.5, 3)]
    #expect(lines == [copy[0], copy[0], copy[1], copy[2], copy[1], copy[2]])
  }

  /// 1 + ½³ · 2 = 1.25 over four steps of the world: γ⁴ = 1/16.
  @Test(arguments: [1, 2]) func `count a step that lasts several as many`(_ steps: Int) {
    var accumulator = StepAccumulator(steps: steps, discount: 0.5, copies: 1)
    var lines: [Line] = []
    for (step, duration) in [3, 1].enumerated() {
      let transitions = Transitions(
        observations: Rows([Float(step)]), actions: Rows([0]), rewards: [Double(step + 1)],
        endings: [nil], memory: Rows(count: 1, width: 0), following: Rows([Float(step + 1)]))
      accumulator.add(transitions.lasting([duration])) { lines.append(Line($0)) }
    }
    let first = steps == 1 ? Line(0, 1, 0.125, 1) : Line(0, 1.25, 0.0625, 2)
    #expect(lines.first == first)
  }
}
