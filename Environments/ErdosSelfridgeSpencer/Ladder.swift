import Foundation
import ReinforcementLearning

/// How the levels and the pieces on them look.
struct Ladder {
  let top: Int

  private var height: Double { 2 / Double(top + 1) }  // of a level
  private static let mostNumberedLevels = 16

  /// Draws the levels, the top one marked.
  func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -1.15...1.15, y: -1.1...1.1)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(-1.1, floor(of: top)), width: 2.2, height: height,
        fill: Color.vermilion.opacity(0.35)))
    for level in 0...top {
      canvas.add(
        .line(
          from: Canvas.Point(-1.1, floor(of: level)), to: Canvas.Point(1.1, floor(of: level)),
          thickness: 0.008, color: .muted))
    }
  }

  /// Draws a bar for the pieces of each level, from one edge towards another, as long as they are
  /// many, and their number beside it.
  func draw(
    _ pieces: Pieces, from start: Double, to end: Double, color: Color, on canvas: inout Canvas
  ) {
    let most = log(1 + Double(1 << top))
    for level in 0...top where pieces.counts[level] > 0 {
      let count = pieces.counts[level]
      let length = (end - start) * (0.05 + 0.65 * min(log(1 + Double(count)) / most, 1))
      let middle = floor(of: level) + height / 2
      canvas.add(
        .rectangle(
          origin: Canvas.Point(min(start, start + length), middle - 0.35 * height),
          width: abs(length), height: 0.7 * height, fill: color))
      guard top <= Self.mostNumberedLevels else { continue }
      let place = start + length + (end > start ? 0.14 : -0.14)
      canvas.add(
        .text(
          "\(count)", center: Canvas.Point(place, middle), height: 0.65 * height, color: .ink))
    }
  }

  private func floor(of level: Int) -> Double { -1 + height * Double(level) }
}
