import ReinforcementLearning

/// A level and all that an episode changes about it: whatever its walker sees.
struct GridWorld: Sendable {
  private(set) var level: GridLevel
  /// What lies in each cell now.
  var cells: [GridCell]
  /// The cell of the walker.
  var walker: Int
  /// Where the walker looks: up, right, down or left.
  var facing: Int
  /// What the walker has in its hands; floor is nothing.
  var carried = GridCell.floor

  /// Creates a world in which no episode has begun.
  init(_ level: GridLevel) {
    self.level = level
    cells = level.cells
    walker = level.starts[0].cell
    facing = level.starts[0].facing.map(Int.init) ?? 0
  }

  /// Begins an episode.
  mutating func begin(chance: inout some GridChance) {
    let count = level.starts.count
    let start = level.starts[count == 1 ? 0 : chance.choice(among: count)]
    if cells != level.cells { cells = level.cells }
    walker = start.cell
    facing = start.facing.map(Int.init) ?? chance.choice(among: 4)
    carried = .floor
  }

  /// Begins an episode in another level.
  mutating func begin(in level: GridLevel, chance: inout some GridChance) {
    self.level = level
    begin(chance: &chance)
  }

  /// Whether the light is on.
  var isLit: Bool { !level.isDark || !cells.contains { $0.kind == .lightOff } }

  /// Acts, and lets the world move.
  mutating func step(_ action: Int, chance: inout some GridChance) -> Outcome {
    var outcome = Outcome(reward: level.rules.stepReward)
    let slip = level.rules.slip
    switch level.rules.actions {
    case .moves:
      facing = action
      let direction = slip > 0 ? slipped(action, slip, &chance) : action
      if level.wind.isEmpty {
        walk(direction, usesHands: true, &outcome)
      } else {
        drift(direction, &chance, &outcome)
      }
    case .turns:
      turnOrAct(action, slip, &chance, &outcome)
    }
    if level.hasObstacles, outcome.ending == nil { moveObstacles(&chance) }
    return outcome
  }

  /// The direction of a step that may go elsewhere than intended.
  private func slipped(
    _ direction: Int, _ slip: Double, _ chance: inout some GridChance
  ) -> Int {
    guard chance.happens(slip) else { return direction }
    return (direction + 1 + chance.choice(among: 3)) & 3
  }

  private mutating func turnOrAct(
    _ action: Int, _ slip: Double, _ chance: inout some GridChance, _ outcome: inout Outcome
  ) {
    let ahead = walker + level.offsets[facing]
    switch action {
    case 0: facing = (facing + 3) & 3
    case 1: facing = (facing + 1) & 3
    case 2:
      let direction = slip > 0 ? slipped(facing, slip, &chance) : facing
      walk(direction, usesHands: false, &outcome)
    case 3:
      guard carried == .floor, cells[ahead].isPortable else { break }
      carried = cells[ahead]
      cells[ahead] = .floor
    case 4:
      guard carried != .floor, cells[ahead] == .floor else { break }
      cells[ahead] = carried
      carried = .floor
    default: use(ahead, closes: true)
    }
  }

  /// Lets every obstacle step onto a free one of the eight cells around it, in the order of their
  /// cells; one that cannot stays.
  private mutating func moveObstacles(_ chance: inout some GridChance) {
    for place in cells.indices.filter({ cells[$0].kind == .obstacle }) {
      let free = level.offsets.filter {
        cells[place + $0] == .floor && place + $0 != walker
      }
      guard !free.isEmpty else { continue }
      let offset = free[free.count == 1 ? 0 : chance.choice(among: free.count)]
      cells.swapAt(place, place + offset)
    }
  }
}
