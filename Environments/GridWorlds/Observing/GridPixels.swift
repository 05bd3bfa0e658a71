import ReinforcementLearning

/// Shows the whole grid in colours, 8×8 pixels a cell, `[8 · rows, 8 · columns, 3]`.
///
/// What the walker carries is shown in the upper left corner.  In the dark all but the walker and
/// lights is black.
struct GridPixels: GridObserver {
  private let rows: Int
  private let columns: Int

  init(_ level: GridLevel) { (rows, columns) = (level.rows, level.columns) }

  var space: Space {
    .box(Box(shape: [rows * GridTiles.side, columns * GridTiles.side, 3], in: 0...1))
  }

  func observe(_ world: GridWorld, into row: inout MutableSpan<Float>) {
    let stride = columns * GridTiles.lineWidth
    let isLit = world.isLit
    for cell in world.cells.indices {
      let (down, right) = world.level.place(of: cell)
      let origin = down * GridTiles.side * stride + right * GridTiles.lineWidth
      let content = cell == 0 && world.carried != .floor ? world.carried : world.cells[cell]
      let isWalker = cell == world.walker
      guard isLit || isWalker || cell == 0 || content.kind == .lightOff else {
        for line in 0..<GridTiles.side {
          for place in 0..<GridTiles.lineWidth { row[origin + line * stride + place] = 0 }
        }
        continue
      }
      GridTiles.shared.write(
        content, facing: isWalker ? world.facing : 4, at: origin, lineStride: stride, into: &row)
    }
  }
}
