import Foundation

/// The outlines of shapes, as polygons in pixels.
enum Outline {
  /// A circle, so finely that no point is further than a fiftieth of a pixel from it.
  static func circle(_ center: Vertex, radius: Double) -> [Vertex] {
    let corners = corners(ofCircle: radius)
    return (0..<corners).map {
      point(at: 2 * .pi * Double($0) / Double(corners), radius, from: center)
    }
  }

  /// A line with round ends.
  static func line(from start: Vertex, to end: Vertex, thickness: Double) -> [Vertex] {
    let radius = thickness / 2
    let direction = atan2(end.y - start.y, end.x - start.x)
    let steps = corners(ofCircle: radius) / 2
    func cap(_ center: Vertex, from angle: Double) -> [Vertex] {
      (0...steps).map {
        point(at: angle + .pi * Double($0) / Double(steps), radius, from: center)
      }
    }
    return cap(end, from: direction - .pi / 2) + cap(start, from: direction + .pi / 2)
  }

  static func rectangle(_ corner: Vertex, width: Double, height: Double) -> [Vertex] {
    [
      corner, Vertex(x: corner.x + width, y: corner.y),
      Vertex(x: corner.x + width, y: corner.y + height),
      Vertex(x: corner.x, y: corner.y + height),
    ]
  }

  /// A rectangle with round corners.
  static func rounded(_ area: Area, radius: Double) -> [Vertex] {
    let radius = min(radius, Double(min(area.width, area.height)) / 2)
    let steps = corners(ofCircle: radius) / 4
    let left = Double(area.x) + radius
    let right = Double(area.right) - radius
    let top = Double(area.y) + radius
    let bottom = Double(area.bottom) - radius
    let centers = [(right, bottom), (left, bottom), (left, top), (right, top)]
    return centers.enumerated().flatMap { quarter, center in
      (0...steps).map {
        point(
          at: (Double(quarter) + Double($0) / Double(steps)) * .pi / 2, radius,
          from: Vertex(x: center.0, y: center.1))
      }
    }
  }

  private static func corners(ofCircle radius: Double) -> Int {
    max(16, Int((16 * max(radius, 0).squareRoot()).rounded(.up)))
  }

  private static func point(at angle: Double, _ radius: Double, from center: Vertex) -> Vertex {
    Vertex(x: center.x + radius * cos(angle), y: center.y + radius * sin(angle))
  }
}
