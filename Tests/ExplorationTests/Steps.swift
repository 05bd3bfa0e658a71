import ReinforcementLearning

/// A world whose steps a test writes down: what is observed is what was planned.
struct Script: Environment {
  typealias Action = Int

  struct Event: Codable {
    var observation: Int
    var reward = 0.0
    var ending: Ending?
  }

  var start = 0
  var events: [Event]
  var place = -1

  var observationSpace: Space { .discrete(10) }
  var actionSpace: Space { .discrete(2) }

  mutating func reset(using random: inout RandomSource) {
    if place >= events.count { place = -1 }
  }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    place += 1
    return Outcome(reward: events[place].reward, ending: events[place].ending)
  }

  func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(place < 0 ? start : events[place].observation)
  }
}

/// A world of one copy in which actions are taken, each step given to whoever asks.
struct Walk {
  let batch: any BatchEnvironment

  init(_ events: [Script.Event], start: Int = 0) throws {
    batch = VectorEnvironment(Script(start: start, events: events), count: 1, name: "Script-v0")
    try batch.reset(seed: 0)
  }

  /// Takes an action.
  func step(_ action: Int) throws -> Transitions {
    let before = batch.observations
    let actions = Rows([Float(action)])
    try batch.step(actions)
    return Transitions(from: before, by: actions, remembering: Rows(count: 1, width: 0), in: batch)
  }
}

extension AgentContext {
  static let small = AgentContext(
    observationSpace: .discrete(10), actionSpace: .discrete(2), steps: 1_000, seed: 3)
}
