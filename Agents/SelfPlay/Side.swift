import ReinforcementLearning

/// One of the players: an agent that sees its own turns only.
///
/// Copies may be at different moments of their games; the agent is told of a turn in every copy at
/// once, as soon as each has finished one.
final class Side: Checkpointable {
  let agent: any Agent
  let name: String
  private var turns: [Turns]
  private var recorder: MetricRecorder
  private let columns: [Metric]  // its metrics under the names of the whole

  init(_ agent: any Agent, named name: String, copies: Int) {
    self.agent = agent
    self.name = name
    turns = Array(repeating: Turns(), count: copies)
    recorder = MetricRecorder(agent.metrics)
    columns = agent.metrics.map { Metric("\(name)_\($0.name)", "\(name): \($0.meaning)") }
  }

  var metrics: [Metric] { columns }
  /// Its agent's memory, after a number that says whether it has moved in this episode.
  var memoryWidth: Int { 1 + agent.memoryWidth }

  // MARK: - Acting

  /// Moves in some of the copies; its memory lies from `offset` on in that of the whole.
  func act(
    in copies: [Int], on observations: Observations, offset: Int, state: inout ActingState,
    into actions: inout Rows
  ) {
    var own = Rows(count: copies.count, width: actions.width)
    var inner = state
    inner.memory = Rows(count: copies.count, width: agent.memoryWidth)
    inner.isFirst = copies.map { state.memory[$0, offset] == 0 }
    for (place, copy) in copies.enumerated() {
      inner.memory[place] = memory(of: copy, in: state.memory, offset: offset)
    }
    agent.act(on: observations.selecting(copies), state: &inner, into: &own)
    state.random = inner.random
    for (place, copy) in copies.enumerated() {
      actions[copy] = own[place]
      state.memory[copy, offset] = 1
      for index in 0..<agent.memoryWidth {
        state.memory[copy, offset + 1 + index] = inner.memory[place, index]
      }
    }
  }

  /// What its agent remembers of a copy's episode.
  private func memory(of copy: Int, in memory: Rows, offset: Int) -> ArraySlice<Float> {
    let row = memory[copy]
    let start = row.startIndex + offset + 1
    return row[start..<start + agent.memoryWidth]
  }

  /// What it thinks of some of the copies.
  func introspect(
    _ observations: Observations, in copies: [Int], offset: Int, state: ActingState
  ) -> [Introspection] {
    var inner = state
    inner.memory = Rows(count: copies.count, width: agent.memoryWidth)
    inner.isFirst = copies.map { state.memory[$0, offset] == 0 }
    for (place, copy) in copies.enumerated() {
      inner.memory[place] = memory(of: copy, in: state.memory, offset: offset)
    }
    return agent.introspect(observations.selecting(copies), state: inner)
  }

  // MARK: - Remembering

  /// Notes that it has moved in a copy.
  func begin(_ copy: Int, of transitions: Transitions, offset: Int) {
    turns[copy].begin(
      Turn(
        observation: Array(transitions.observations[copy]),
        action: Array(transitions.actions[copy]),
        memory: Array(memory(of: copy, in: transitions.memory, offset: offset))))
  }

  /// Notes what a move, its own or the other's, paid it.
  func pay(_ reward: Double, in copy: Int) { turns[copy].pay(reward) }

  /// Notes that the game in a copy is over.
  func finish(_ copy: Int, _ ending: Ending, following: ArraySlice<Float>) {
    turns[copy].finish(ending: ending, following: Array(following))
  }

  // MARK: - Learning

  /// Tells the agent of the turns that are finished, and lets it learn.
  func learn(recording metrics: inout MetricRecorder) throws {
    while turns.allSatisfy({ !$0.finished.isEmpty }) {
      let taken = turns.indices.map { turns[$0].takeFirst() }
      func rows(_ part: (Turn) -> [Float]) -> Rows {
        let width = part(taken[0]).count
        return width == 0
          ? Rows(count: taken.count, width: 0) : Rows(taken.flatMap(part), width: width)
      }
      agent.observe(
        Transitions(
          observations: rows(\.observation), actions: rows(\.action),
          rewards: taken.map(\.reward), endings: taken.map(\.ending), memory: rows(\.memory),
          following: rows(\.following)))
      try agent.learn(recording: &recorder)
      for (column, mean) in zip(columns, recorder.drain()) {
        if let mean { metrics.record(column, mean) }
      }
    }
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    agent.save(to: &archive)
    archive.store(turns, for: "turns")
  }

  func load(from archive: Archive) throws {
    try agent.load(from: archive)
    let kept = try archive.value([Turns].self, for: "turns")
    guard kept.count == turns.count else {
      throw Failure(
        .damagedData, "the checkpoint has the games of \(kept.count) environments",
        remedy: "resume with the configuration that the run was started with")
    }
    turns = kept
  }
}
