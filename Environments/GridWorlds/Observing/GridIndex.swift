import ReinforcementLearning

/// Tells the number of the state.
struct GridIndex: GridObserver {
  let states: GridStates

  init(_ level: GridLevel) { states = .of(level) }

  var space: Space { .discrete(states.count) }

  func observe(_ world: GridWorld, into row: inout MutableSpan<Float>) {
    row[0] = Float(states.number(of: world))
  }
}
