import Foundation
import ReinforcementLearning

extension CartPoleState {
  /// Draws the track, where the cart must not go, the cart and its pole.
  func draw(
    on canvas: inout Canvas, track: Double, limit: Double, _ physics: CartPolePhysics
  ) {
    drawTrack(on: &canvas, track: track, limit: limit)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(position - 0.35, 0), width: 0.7, height: 0.4, fill: .blue))
    let hinge = Canvas.Point(position, 0.4)
    let length = 2 * physics.poleHalfLength
    let tip = Canvas.Point(hinge.x + length * sin(angle), hinge.y + length * cos(angle))
    canvas.add(.line(from: hinge, to: tip, thickness: 0.14, color: .orange))
    canvas.add(.circle(center: hinge, radius: 0.08, fill: .ink))
  }

  private func drawTrack(on canvas: inout Canvas, track: Double, limit: Double) {
    canvas.add(
      .line(
        from: Canvas.Point(-track, -0.05), to: Canvas.Point(track, -0.05), thickness: 0.05,
        color: .muted))
    for end in [-limit, limit] {
      canvas.add(
        .line(
          from: Canvas.Point(end, -0.3), to: Canvas.Point(end, 0.3), thickness: 0.06,
          color: .vermilion))
    }
  }
}
