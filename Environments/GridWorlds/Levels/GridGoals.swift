internal import ReinforcementLearning

/// What there is to reach in a level.
enum GridGoals {
  /// To hold each key, to have each door open, to stand on each goal; nil where there are neither
  /// keys nor doors, so that there is nothing on the way, and where the observer does not tell of it.
  static func provider<Observer: GridObserver>(
    for level: GridLevel, seenBy type: Observer.Type
  ) -> GoalProvider? {
    guard let observer = Observer(level) as? any GridAimObserver else { return nil }
    let things = level.cells.indices.compactMap { cell in thing(level.cells[cell], at: cell) }
    guard things.contains(where: { $0.name != "goal" }) else { return nil }
    let names = things.map(\.name)
    let numbered = names.indices.map { place in
      let same = names.indices.filter { names[$0] == names[place] }
      return same.count == 1
        ? names[place] : "\(names[place]) \((same.firstIndex(of: place) ?? 0) + 1)"
    }
    let aims = things.map(\.aim)
    return GoalProvider(named: numbered) { goal, row in observer.meets(aims[goal], in: row) }
  }

  private static func thing(_ content: GridCell, at cell: Int) -> (name: String, aim: GridAim)? {
    switch content.kind {
    case .key: ("key", .hold(content.color))
    case .openDoor, .closedDoor, .lockedDoor: ("door", .open(cell))
    case .goal: ("goal", .stand(cell))
    default: nil
    }
  }
}

/// What a walker may be after.
enum GridAim: Sendable {
  /// To hold a key of a colour.
  case hold(GridCell.Tint)
  /// To have the door in a cell open.
  case open(Int)
  /// To stand in a cell.
  case stand(Int)
}

/// What tells whether the walker has got what it is after.
protocol GridAimObserver: GridObserver {
  /// Whether an aim is met in an observation, `[O]`.
  func meets(_ aim: GridAim, in row: ArraySlice<Float>) -> Bool
}

extension GridIndex: GridAimObserver {
  func meets(_ aim: GridAim, in row: ArraySlice<Float>) -> Bool {
    let world = states.world(Int(row.first ?? 0))
    return switch aim {
    case .hold(let color): world.carried == GridCell(.key, color)
    case .open(let cell): world.cells[cell].kind == .openDoor
    case .stand(let cell): world.walker == cell
    }
  }
}
