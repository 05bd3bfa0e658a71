import ReinforcementLearning

/// Shows the 7×7 cells in front of the walker as MiniGrid does, `[7, 7, 3]`.
///
/// The picture is turned so that the walker looks up; it stands in the middle of the last row, where
/// what it carries is shown.  Each cell is an object, a colour and a state: 0 unseen, 1 empty, 2 wall,
/// 4 door, 5 key, 6 ball or obstacle, 7 box, 8 goal, 9 lava, and here also 11 fruit, 12 crate, 13 pad,
/// 14 light, 15 switch of doors; colours 0 red, 1 green, 2 blue, 3 purple, 4 yellow, 5 grey; states
/// 0 open, 1 closed, 2 locked, a crate on its pad or a light that is on being 1.  Nothing is seen
/// through walls and doors that are not open, and beyond the grid there are walls.
///
/// The observation is MiniGrid's, Chevalier-Boisvert et al., *Minigrid and Miniworld*, NeurIPS 2023,
/// with rows before columns.
struct GridView: GridObserver {
  static let side = 7
  private static let own = 45  // the walker's cell in the picture

  init(_ level: GridLevel) {}

  var space: Space { .box(Box(shape: [Self.side, Self.side, 3], in: 0...15)) }

  func observe(_ world: GridWorld, into row: inout MutableSpan<Float>) {
    var sight = GridSight(of: world)
    sight.cells[Self.own] = world.carried
    let isLit = world.isLit
    let codes = Self.codes.span
    for line in 0..<Self.side {
      var seen = sight.seen[line]
      for place in line * Self.side..<(line + 1) * Self.side {
        let cell = sight.cells[place]
        let isShown = isLit || place == Self.own || cell.kind == .lightOff
        let code = seen & 1 == 1 && isShown ? codes[Int(cell.rawValue)] : SIMD4()
        row[3 * place] = code.x
        row[3 * place + 1] = code.y
        row[3 * place + 2] = code.z
        seen >>= 1
      }
    }
  }

  /// The object, the colour and the state of each value of a cell.
  static let codes: [SIMD4<Float>] = (0...UInt8.max).map { value in
    let cell = GridCell(rawValue: value)
    guard cell.isValid else { return SIMD4() }
    let (object, state) = code(of: cell.kind)
    return SIMD4(object, color(of: cell), state, 0)
  }

  private static func color(of cell: GridCell) -> Float {
    switch cell.kind {
    case .wall: 5
    case .goal: 1
    case .obstacle: 2
    case .floor, .lava, .fruit, .crate, .pad, .crateOnPad, .lightOff, .lightOn: 0
    default: Float(cell.color.rawValue)
    }
  }

  private static func code(of kind: GridCell.Kind) -> (object: Float, state: Float) {
    switch kind {
    case .floor: (1, 0)
    case .wall: (2, 0)
    case .openDoor: (4, 0)
    case .closedDoor: (4, 1)
    case .lockedDoor: (4, 2)
    case .key: (5, 0)
    case .ball, .obstacle: (6, 0)
    case .emptyBox, .keyBox: (7, 0)
    case .goal: (8, 0)
    case .lava: (9, 0)
    case .fruit: (11, 0)
    case .crate: (12, 0)
    case .crateOnPad: (12, 1)
    case .pad: (13, 0)
    case .lightOff: (14, 0)
    case .lightOn: (14, 1)
    case .doorSwitch: (15, 0)
    }
  }
}

/// The 7×7 cells in front of a walker, turned so that it looks up, and which of them are seen.
struct GridSight {
  /// Row by row from the farthest.
  var cells: InlineArray<49, GridCell>
  /// Which are seen in each row: a bit for each column.
  let seen: InlineArray<7, UInt8>

  init(of world: GridWorld) {
    let side = GridView.side
    let level = world.level
    let (row, column) = level.place(of: world.walker)
    // Towards where the walker looks, and to its right.
    let ahead = [(-1, 0), (0, 1), (1, 0), (0, -1)][world.facing]
    let right = (ahead.1, -ahead.0)
    cells = InlineArray(repeating: .wall)
    var clear = InlineArray<7, UInt8>(repeating: 0)
    let all = world.cells.span
    for line in 0..<side {
      let far = side - 1 - line
      for side in 0..<side {
        let aside = side - 3
        let (down, across) = (
          row + far * ahead.0 + aside * right.0, column + far * ahead.1 + aside * right.1
        )
        guard UInt(bitPattern: down) < UInt(bitPattern: level.rows),
          UInt(bitPattern: across) < UInt(bitPattern: level.columns)
        else { continue }
        let cell = all[down * level.columns + across]
        cells[line * GridView.side + side] = cell
        if cell.isTransparent { clear[line] |= 1 << UInt8(side) }
      }
    }
    seen = Self.seen(through: clear)
  }

  /// What is seen spreads from the walker: in each row to the right and then to the left through what
  /// is transparent, and from there to the three cells beyond.
  private static func seen(through clear: InlineArray<7, UInt8>) -> InlineArray<7, UInt8> {
    var seen = InlineArray<7, UInt8>(repeating: 0)
    seen[6] = 1 << 3
    for line in stride(from: 6, through: 0, by: -1) {
      var row = Self.spread(seen[line], clear[line]) { $0 &<< $1 } & 0x7f
      let rightwards = row & clear[line] & 0x3f
      row = Self.spread(row, clear[line]) { $0 &>> $1 }
      let leftwards = row & clear[line] & 0x7e
      seen[line] = row
      if line > 0 {
        seen[line - 1] |= rightwards | rightwards << 1 | leftwards | leftwards >> 1
      }
    }
    return seen
  }

  /// What is seen in a row once sight has spread one way as far as it can: by one cell, then by two
  /// where both are transparent, then by four.
  @inline(__always)
  private static func spread(
    _ seen: UInt8, _ clear: UInt8, _ shifted: (UInt8, UInt8) -> UInt8
  ) -> UInt8 {
    var (seen, open) = (seen, shifted(clear, 1))
    seen |= shifted(seen, 1) & open
    open &= shifted(open, 1)
    seen |= shifted(seen, 2) & open
    open &= shifted(open, 2)
    return seen | shifted(seen, 4) & open
  }
}
