import ReinforcementLearning

/// Tells where the walker and all things are.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | row and column of the walker | of the size | 0…1 |
/// | with turns: where it looks, to the right and down | – | −1…1 |
/// | what it carries: key, ball, box; the colour | –; of six | 0, 1; 0…1 |
/// | for each goal, door, key, ball, box, fruit, crate, pad, switch and obstacle: row, column | of the size | 0…1 |
/// | and its colour and its state | of six; – | 0…1 |
///
/// The state is 0 for what is gone or carried, then 1/3 for a locked door, 2/3 for a closed one, a
/// crate off its pad or a light that is off, else 1.  Things of a kind come in the order in which they
/// lie, row by row; all that is not there comes as zeros.  In the dark only lights are told of.
struct GridCoordinates: GridObserver {
  private let counts: [Int]  // of each group
  private let hasTurns: Bool
  private let doors: [Int]  // their cells
  private let rows: Float  // less one
  private let columns: Float  // less one
  private static let groupCount = 10

  init(_ level: GridLevel) {
    var counts = [Int](repeating: 0, count: Self.groupCount)
    for cell in level.cells {
      if let group = Self.group(of: cell.kind) { counts[group] += 1 }
      // A box may turn out to hold a key, and a crate may uncover the pad beneath it.
      if cell.kind == .keyBox { counts[2] += 1 }
      if cell.kind == .crateOnPad { counts[7] += 1 }
    }
    self.counts = counts
    doors = level.cells.indices.filter { Self.group(of: level.cells[$0].kind) == 1 }
    hasTurns = level.rules.actions == .turns
    rows = Float(level.rows - 1)
    columns = Float(level.columns - 1)
  }

  /// The group of a kind; nil for what cannot change and is of no use.
  private static func group(of kind: GridCell.Kind) -> Int? {
    switch kind {
    case .goal: 0
    case .openDoor, .closedDoor, .lockedDoor: 1
    case .key: 2
    case .ball: 3
    case .emptyBox, .keyBox: 4
    case .fruit: 5
    case .crate, .crateOnPad: 6
    case .pad: 7
    case .lightOff, .lightOn, .doorSwitch: 8
    case .obstacle: 9
    case .floor, .wall, .lava: nil
    }
  }

  private static func state(of kind: GridCell.Kind) -> Float {
    switch kind {
    case .lockedDoor: 1 / 3
    case .closedDoor, .crate, .lightOff: 2 / 3
    default: 1
    }
  }

  private var headWidth: Int { hasTurns ? 8 : 6 }

  var space: Space {
    var ranges: [ClosedRange<Float>] = [0...1, 0...1]
    if hasTurns { ranges += [-1...1, -1...1] }
    let rest = 4 + 4 * counts.reduce(0, +)
    return .box(Box(ranges + Array(repeating: 0...1, count: rest)))
  }

  func observe(_ world: GridWorld, into row: inout MutableSpan<Float>) {
    let (down, right) = world.level.place(of: world.walker)
    row[0] = Float(down) / rows
    row[1] = Float(right) / columns
    var place = 2
    if hasTurns {
      row[2] = [0, 1, 0, -1][world.facing]
      row[3] = [-1, 0, 1, 0][world.facing]
      place = 4
    }
    let held = Self.group(of: world.carried.kind) ?? 0
    for group in 2...4 { row[place + group - 2] = group == held ? 1 : 0 }
    row[place + 3] = held == 0 ? 0 : Float(world.carried.color.rawValue) / 5
    for place in headWidth..<headWidth + 4 * counts.reduce(0, +) { row[place] = 0 }
    writeThings(of: world, into: &row)
  }

  private func writeThings(of world: GridWorld, into row: inout MutableSpan<Float>) {
    var places = [Int](repeating: headWidth, count: Self.groupCount)
    for group in 1..<Self.groupCount { places[group] = places[group - 1] + 4 * counts[group - 1] }
    let isLit = world.isLit
    for cell in world.cells.indices {
      let content = world.cells[cell]
      guard let group = Self.group(of: content.kind), isLit || content.kind == .lightOff else {
        continue
      }
      let (down, right) = world.level.place(of: cell)
      let place = places[group]
      row[place] = Float(down) / rows
      row[place + 1] = Float(right) / columns
      row[place + 2] = Float(content.color.rawValue) / 5
      row[place + 3] = Self.state(of: content.kind)
      places[group] += 4
    }
  }
}

extension GridCoordinates: GridAimObserver {
  func meets(_ aim: GridAim, in row: ArraySlice<Float>) -> Bool {
    let start = row.startIndex
    let hands = start + headWidth - 4  // key, ball, box, colour
    switch aim {
    case .hold(let color):
      return row[hands] == 1 && (row[hands + 3] * 5).rounded() == Float(color.rawValue)
    case .open(let cell):
      guard let place = doors.firstIndex(of: cell) else { return false }
      return row[start + headWidth + 4 * (counts[0] + place) + 3] == 1
    case .stand(let cell):
      let (down, right) = ((row[start] * rows).rounded(), (row[start + 1] * columns).rounded())
      return down * (columns + 1) + right == Float(cell)
    }
  }
}
