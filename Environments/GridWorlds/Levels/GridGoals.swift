internal import ReinforcementLearning

/// What there is to reach in a level of which the number of the state is seen.
enum GridGoals {
  /// To hold a key, to stand in each door, to stand on each goal; nil where there are neither keys
  /// nor doors, so that there is nothing on the way.
  static func provider(for level: GridLevel) -> GoalProvider? {
    let things = level.cells.indices.compactMap { cell in thing(level.cells[cell], at: cell) }
    guard things.contains(where: { $0.name != "goal" }) else { return nil }
    let states = GridStates.of(level)
    let names = things.map(\.name)
    let numbered = names.indices.map { place in
      let same = names.indices.filter { names[$0] == names[place] }
      return same.count == 1
        ? names[place] : "\(names[place]) \((same.firstIndex(of: place) ?? 0) + 1)"
    }
    let aims = things.map(\.aim)
    return GoalProvider(ofStates: numbered) { goal, state in
      let world = states.world(state)
      return switch aims[goal] {
      case .hold(let thing): world.carried == thing
      case .stand(let cell): world.walker == cell
      }
    }
  }

  private enum Aim: Sendable {
    case hold(GridCell)
    case stand(Int)
  }

  private static func thing(_ content: GridCell, at cell: Int) -> (name: String, aim: Aim)? {
    switch content.kind {
    case .key: ("key", .hold(content))
    case .openDoor, .closedDoor, .lockedDoor: ("door", .stand(cell))
    case .goal: ("goal", .stand(cell))
    default: nil
    }
  }
}
