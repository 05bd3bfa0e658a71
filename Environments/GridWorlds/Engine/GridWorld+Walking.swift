import ReinforcementLearning

/// What happens to whoever steps into a cell.
extension GridWorld {
  /// Steps, if it can be done; with hands, uses what is in the way.
  @inline(__always)
  mutating func walk(_ direction: Int, usesHands: Bool, _ outcome: inout Outcome) {
    let place = walker + level.offsets[direction]
    let cell = cells[place]
    switch cell.kind {
    case .floor, .pad, .openDoor: walker = place
    case .wall: break
    default: meet(cell, at: place, direction, usesHands: usesHands, &outcome)
    }
  }

  private mutating func meet(
    _ cell: GridCell, at place: Int, _ direction: Int, usesHands: Bool, _ outcome: inout Outcome
  ) {
    switch cell.kind {
    case .goal, .lava, .fruit:
      walker = place
      arrive(&outcome)
    case .crate, .crateOnPad: push(cell, at: place, direction, &outcome)
    case .obstacle:
      outcome.reward += level.rules.obstacleReward
      outcome.ending = .terminated
    default:
      guard usesHands else { break }
      if cell.kind == .key || cell.kind == .ball {
        take(cell, at: place)
      } else {
        use(place, closes: false)
      }
    }
  }

  /// Takes up what lies in a cell, and steps there; full hands put down there what they held, and
  /// the walker stays.
  private mutating func take(_ cell: GridCell, at place: Int) {
    if carried == .floor { walker = place }
    cells[place] = carried
    carried = cell
  }

  /// Pays for what is in the walker's cell.
  private mutating func arrive(_ outcome: inout Outcome) {
    switch cells[walker].kind {
    case .goal:
      outcome.reward += level.rules.goalReward
      outcome.ending = .terminated
    case .lava:
      outcome.reward += level.rules.lavaReward
      outcome.ending = .terminated
    case .fruit:
      cells[walker] = .floor
      outcome.reward += level.rules.fruitReward
      guard level.aim == .fruit, !cells.contains(where: { $0.kind == .fruit }) else { break }
      outcome.ending = .terminated
    default: break
    }
  }

  private mutating func push(
    _ cell: GridCell, at place: Int, _ direction: Int, _ outcome: inout Outcome
  ) {
    let beyond = place + level.offsets[direction]
    let target = cells[beyond].kind
    guard target == .floor || target == .pad else { return }
    cells[place] = cell.kind == .crateOnPad ? GridCell(.pad) : .floor
    cells[beyond] = GridCell(target == .pad ? .crateOnPad : .crate)
    walker = place
    guard target == .pad, level.aim == .pads, !cells.contains(where: { $0.kind == .pad })
    else { return }
    outcome.reward += level.rules.goalReward
    outcome.ending = .terminated
  }

  /// Opens, unlocks or switches what is in a cell; closes an open door as well, if that is wanted.
  mutating func use(_ place: Int, closes: Bool) {
    let cell = cells[place]
    switch cell.kind {
    case .closedDoor: cells[place] = GridCell(.openDoor, cell.color)
    case .openDoor where closes: cells[place] = GridCell(.closedDoor, cell.color)
    case .lockedDoor where carried == GridCell(.key, cell.color):
      cells[place] = GridCell(.openDoor, cell.color)
    case .emptyBox: cells[place] = .floor
    case .keyBox: cells[place] = GridCell(.key, cell.color)
    case .lightOff: cells[place] = GridCell(.lightOn)
    case .lightOn: cells[place] = GridCell(.lightOff)
    case .doorSwitch: switchDoors(cell.color)
    default: break
    }
  }

  /// Opens the doors of a colour that are not open, and locks the others.
  private mutating func switchDoors(_ color: GridCell.Tint) {
    for place in cells.indices where place != walker && cells[place].color == color {
      switch cells[place].kind {
      case .openDoor: cells[place] = GridCell(.lockedDoor, color)
      case .lockedDoor, .closedDoor: cells[place] = GridCell(.openDoor, color)
      default: break
      }
    }
  }

  /// Steps and is blown, both at once: the columns first, then the rows that are left of the two.
  ///
  /// What is passed on the way is not met; what is in the last cell is.
  mutating func drift(
    _ direction: Int, _ chance: inout some GridChance, _ outcome: inout Outcome
  ) {
    var strength = level.wind.isEmpty ? 0 : level.wind[walker % level.columns]
    if level.rules.hasGusts, strength > 0 { strength += chance.choice(among: 3) - 1 }
    let down = [-1, 0, 1, 0][direction] - strength
    let start = walker
    slide([0, 1, 0, -1][direction])
    for _ in 0..<abs(down) { slide(down.signum() * level.columns) }
    if walker != start { arrive(&outcome) }
  }

  private mutating func slide(_ offset: Int) {
    if cells[walker + offset].isWalkable { walker += offset }
  }
}
