import ReinforcementLearning

/// Shows the whole grid as planes of zeros and ones, `[rows, columns, planes]`.
///
/// The planes, in this order: one for each kind of thing that there can be in the level, as
/// ``GridCell/Kind`` has them; with things of several colours that keys and switches must fit, one for
/// each colour; the walker, in four planes by its direction if it turns; and one for each kind of
/// thing that can be carried, filled while it is.  In the dark only the walker and lights are shown.
struct GridPlanes: GridObserver {
  private let rows: Int
  private let columns: Int
  private let planeOfKind: [Int]  // negative where a kind has none
  private let kindCount: Int
  private let colorCount: Int
  private let hasTurns: Bool
  private let portable: [GridCell.Kind]

  init(_ level: GridLevel) {
    rows = level.rows
    columns = level.columns
    let kinds = Self.kinds(in: level)
    planeOfKind = GridCell.Kind.allCases.map { kinds.firstIndex(of: $0) ?? -1 }
    kindCount = kinds.count
    let fitting: [GridCell.Kind] = [.lockedDoor, .key, .keyBox, .doorSwitch]
    let colors = Set(level.cells.filter { fitting.contains($0.kind) }.map(\.color))
    colorCount = colors.count > 1 ? GridCell.Tint.allCases.count : 0
    hasTurns = level.rules.actions == .turns
    portable = kinds.filter { GridCell($0).isPortable }
  }

  /// The kinds of things that there can be, floor left out.
  private static func kinds(in level: GridLevel) -> [GridCell.Kind] {
    var kinds = Set(level.cells.map(\.kind))
    let doors: Set<GridCell.Kind> = [.openDoor, .closedDoor, .lockedDoor]
    if !kinds.isDisjoint(with: doors) { kinds.formUnion(doors) }
    if kinds.contains(.keyBox) { kinds.insert(.key) }
    if kinds.contains(.crate) || kinds.contains(.crateOnPad) {
      kinds.formUnion([.crate, .crateOnPad, .pad])
    }
    if kinds.contains(.lightOff) || kinds.contains(.lightOn) {
      kinds.formUnion([.lightOff, .lightOn])
    }
    kinds.remove(.floor)
    return GridCell.Kind.allCases.filter(kinds.contains)
  }

  private var planeCount: Int {
    kindCount + colorCount + (hasTurns ? 4 : 1) + portable.count
  }

  var space: Space { .box(Box(shape: [rows, columns, planeCount], in: 0...1)) }

  func observe(_ world: GridWorld, into row: inout MutableSpan<Float>) {
    let width = planeCount
    for place in 0..<rows * columns * width { row[place] = 0 }
    let isLit = world.isLit
    let cells = world.cells.span
    for cell in cells.indices {
      let content = cells[cell]
      let plane = planeOfKind[Int(content.kind.rawValue)]
      guard plane >= 0, isLit || content.kind == .lightOff else { continue }
      row[cell * width + plane] = 1
      if colorCount > 0 { row[cell * width + kindCount + Int(content.color.rawValue)] = 1 }
    }
    let walker = kindCount + colorCount
    row[world.walker * width + walker + (hasTurns ? world.facing : 0)] = 1
    guard let held = portable.firstIndex(of: world.carried.kind) else { return }
    let plane = width - portable.count + held
    for cell in cells.indices { row[cell * width + plane] = 1 }
  }
}
