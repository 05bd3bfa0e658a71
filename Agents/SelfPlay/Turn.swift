import ReinforcementLearning

/// What a side did at one of its turns, and what came of it until its next.
struct Turn: Codable {
  var observation: [Float]
  var action: [Float]
  var memory: [Float]
  var reward = 0.0
  var ending: Ending?
  var following: [Float] = []
}

/// The turns of a side in one copy.
struct Turns: Codable {
  private var open: Turn?
  /// Those of which all is known that will be, the oldest first.
  private(set) var finished: [Turn] = []

  /// Begins a turn, with which the turn before it comes to its end.
  mutating func begin(_ turn: Turn) {
    finish(ending: nil, following: turn.observation)
    open = turn
  }

  /// Pays for the present turn, if there is one.
  mutating func pay(_ reward: Double) { open?.reward += reward }

  /// Ends the present turn, if there is one.
  mutating func finish(ending: Ending?, following: [Float]) {
    guard var turn = open else { return }
    turn.ending = ending
    turn.following = following
    finished.append(turn)
    open = nil
  }

  /// Takes out the oldest of the finished turns.
  mutating func takeFirst() -> Turn { finished.removeFirst() }
}
