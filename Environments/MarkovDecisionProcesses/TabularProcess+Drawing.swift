import Foundation
public import ReinforcementLearning

/// States as discs, the present one filled; a process of one state as a row of arms.
extension TabularProcess: MappedMDP {
  static let longestLine = 12  // states; more stand in a ring
  private static let leastLabelHeight = 0.1  // 10 of 240 pixels

  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -1.2...1.2, y: -1.2...1.2)
    guard table.stateCount > 1 else { return drawArms(on: &canvas) }
    drawMoves(on: &canvas)
    for state in 0..<table.stateCount {
      let isPresent = state == present
      canvas.add(
        .circle(center: place(of: state), radius: radius, fill: isPresent ? .orange : .sky))
      if labelHeight > Self.leastLabelHeight {
        canvas.add(
          .text("\(state)", center: place(of: state), height: labelHeight, color: .ink))
      }
    }
  }

  /// Around the disc of a state, however many steps are left.
  public func area(of state: Int) -> Canvas.Bounds? {
    guard table.stateCount > 1 else { return nil }
    let center = place(of: state % table.stateCount)
    return Canvas.Bounds(
      x: center.x - radius...center.x + radius, y: center.y - radius...center.y + radius)
  }

  private var radius: Double {
    guard let rowLength else { return min(0.12, 2.7 / Double(table.stateCount)) }
    return min(0.2, 0.95 / Double(max(rowLength, rowCount(rowLength))))
  }

  /// What the numbers of all states fit into their discs with.
  private var labelHeight: Double { radius * (table.stateCount > 100 ? 0.9 : 1.3) }

  private func rowCount(_ rowLength: Int) -> Int { (table.stateCount - 1) / rowLength + 1 }

  private func place(of state: Int) -> Canvas.Point {
    guard let rowLength else {
      let turn = 2 * Double.pi * Double(state) / Double(table.stateCount)
      return Canvas.Point(sin(turn), cos(turn))
    }
    let (row, column) = state.quotientAndRemainder(dividingBy: rowLength)
    let rows = rowCount(rowLength)
    return Canvas.Point(
      2.2 * (Double(column) + 0.5) / Double(rowLength) - 1.1,
      2.2 * (Double(row) + 0.5) / Double(rows) - 1.1)
  }

  /// Where each action may lead from the present state: a bow above for the first action, below for
  /// the second, and so on in turn, as broad as it is likely.
  private func drawMoves(on canvas: inout Canvas) {
    let colors: [Color] = [.blue, .vermilion, .green, .purple]
    for action in 0..<table.actionCount {
      for transition in table.law(of: present, action) {
        drawBow(
          to: transition.next, height: action.isMultiple(of: 2) ? bowHeight : -bowHeight,
          thickness: 0.01 + 0.04 * transition.probability,
          color: colors[action % colors.count], on: &canvas)
      }
    }
  }

  /// As high as a single line leaves room for; else past the discs on the way, short of the next line.
  private var bowHeight: Double { rowLength == table.stateCount ? 0.5 : 1.8 * radius }

  private func drawBow(
    to next: Int, height: Double, thickness: Double, color: Color, on canvas: inout Canvas
  ) {
    let (start, end) = (place(of: present), place(of: next))
    let isLoop = next == present
    let pieces = 16
    func point(_ piece: Int) -> Canvas.Point {
      let share = Double(piece) / Double(pieces)
      let bend = sin(.pi * share) * height
      let sway = isLoop ? 1.2 * radius * sin(2 * .pi * share) : 0
      return Canvas.Point(
        start.x + (end.x - start.x) * share + sway, start.y + (end.y - start.y) * share + bend)
    }
    for piece in 0..<pieces {
      canvas.add(
        .line(from: point(piece), to: point(piece + 1), thickness: thickness, color: color))
    }
  }

  /// A bar for what each arm pays on average, the arm pulled last in orange.
  private func drawArms(on canvas: inout Canvas) {
    let means = (0..<table.actionCount).map { table.meanReward(in: 0, $0) }
    let scale = max(means.map(abs).max() ?? 1, 1e-9)
    let width = 2.2 / Double(means.count)
    for (arm, mean) in means.enumerated() {
      let height = mean / scale
      canvas.add(
        .rectangle(
          origin: Canvas.Point(-1.1 + width * (Double(arm) + 0.1), min(height, 0)),
          width: 0.8 * width, height: max(abs(height), 0.01),
          fill: arm == lastAction ? .orange : .sky))
    }
    canvas.add(
      .line(
        from: Canvas.Point(-1.15, 0), to: Canvas.Point(1.15, 0), thickness: 0.02, color: .ink))
  }
}
