import ReinforcementLearning

/// What lies in a cell of a grid: a kind of thing and its colour, in a byte.
struct GridCell: RawRepresentable, Codable, Hashable, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A thing of a colour.
  @inline(__always)
  init(_ kind: Kind, _ color: Tint = .red) {
    rawValue = kind.rawValue | color.rawValue << 5
  }

  @inline(__always) static var floor: GridCell { GridCell(rawValue: 0) }
  static let wall = GridCell(.wall, .grey)

  /// What it is.
  @inline(__always)
  var kind: Kind { Kind(rawValue: rawValue & 31) ?? .floor }
  /// Its colour, which some kinds have no use for.
  var color: Tint { Tint(rawValue: rawValue >> 5) ?? .red }

  /// A kind of thing.
  enum Kind: UInt8, CaseIterable, Sendable {
    case floor, wall, goal, lava, openDoor, closedDoor, lockedDoor, key, ball
    /// Opens onto nothing.
    case emptyBox
    /// Opens onto a key of its colour.
    case keyBox
    case fruit
    /// Can be pushed.
    case crate
    /// Where a crate belongs.
    case pad
    case crateOnPad
    case lightOff, lightOn
    /// Opens and locks the doors of its colour.
    case doorSwitch
    case obstacle
  }

  /// A colour, in MiniGrid's order.
  enum Tint: UInt8, CaseIterable, Sendable {
    case red, green, blue, purple, yellow, grey
  }

  /// Whether a value stands for something.
  var isValid: Bool { rawValue & 31 < Kind.allCases.count && rawValue >> 5 < Tint.allCases.count }

  /// Whether it can be taken along.
  var isPortable: Bool {
    switch kind {
    case .key, .ball, .emptyBox, .keyBox: true
    default: false
    }
  }

  /// Whether what is behind can be seen.
  @inline(__always)
  var isTransparent: Bool {
    switch kind {
    case .wall, .closedDoor, .lockedDoor: false
    default: true
    }
  }

  /// Whether a walker can be on it.
  var isWalkable: Bool {
    switch kind {
    case .floor, .goal, .lava, .openDoor, .fruit, .pad: true
    default: false
    }
  }
}
