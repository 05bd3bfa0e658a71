/// How much of each pixel a polygon covers, computed exactly, edge by edge.
///
/// Every edge adds to the pixels that it crosses the area to its right; the running sum along a row
/// is then the share of each pixel inside, whatever the polygon's form.
struct Coverage {
  /// The pixels that may be covered.
  let area: Area
  /// Row after row, each one wider than the area: what an edge at its right border adds.
  private var changes: [Float]
  private var stride: Int { area.width + 2 }

  /// Covers the part of a polygon that lies within a clip.
  init(of polygon: [Vertex], within clip: Area) {
    area = Self.bounds(of: polygon).intersection(clip)
    changes = []
    guard !area.isEmpty, var previous = polygon.last else { return }
    changes = Array(repeating: 0, count: stride * area.height)
    for vertex in polygon {
      addEdge(from: previous, to: vertex)
      previous = vertex
    }
  }

  private static func bounds(of polygon: [Vertex]) -> Area {
    guard polygon.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return Area() }
    let limit = 1e6  // pixels: far outside of every screen, well inside of Int
    func clamped(_ value: Double) -> Int { Int(min(max(value, -limit), limit)) }
    let xs = polygon.map(\.x)
    let ys = polygon.map(\.y)
    let left = clamped((xs.min() ?? 0).rounded(.down))
    let top = clamped((ys.min() ?? 0).rounded(.down))
    return Area(
      x: left, y: top, width: clamped((xs.max() ?? 0).rounded(.up)) - left,
      height: clamped((ys.max() ?? 0).rounded(.up)) - top)
  }

  private mutating func addEdge(from start: Vertex, to end: Vertex) {
    guard start.y != end.y else { return }
    let isDownward = start.y < end.y
    let upper = isDownward ? start : end
    let lower = isDownward ? end : start
    let slope = (lower.x - upper.x) / (lower.y - upper.y)
    let originY = Double(area.y)
    let top = max(upper.y - originY, 0)
    let bottom = min(lower.y - originY, Double(area.height))
    guard top < bottom else { return }
    for row in Int(top)..<Int(bottom.rounded(.up)) {
      let from = max(top, Double(row))
      let to = min(bottom, Double(row + 1))
      func x(at y: Double) -> Double {
        let x = upper.x + (y + originY - upper.y) * slope - Double(area.x)
        return min(max(x, 0), Double(area.width))
      }
      add(isDownward ? to - from : from - to, between: x(at: from), and: x(at: to), row: row)
    }
  }

  /// Adds a piece of an edge within one row: its height, with the direction's sign, spread over the
  /// pixels between two places.
  private mutating func add(_ height: Double, between first: Double, and second: Double, row: Int) {
    let left = min(first, second)
    let right = max(first, second)
    let start = row * stride
    let firstColumn = Int(left)
    let lastColumn = max(firstColumn, Int(right.rounded(.up)) - 1)
    if firstColumn == lastColumn {
      let inside = 1 - ((left + right) / 2 - Double(firstColumn))
      changes[start + firstColumn] += Float(height * inside)
      changes[start + firstColumn + 1] += Float(height * (1 - inside))
      return
    }
    var before = 0.0
    for column in firstColumn...lastColumn {
      let from = max(left, Double(column))
      let to = min(right, Double(column + 1))
      let passed = (from - left) / (right - left)
      let share = (to - from) / (right - left)
      let covered = height * (passed + share * (Double(column + 1) - (from + to) / 2))
      changes[start + column] += Float(covered - before)
      before = covered
    }
    changes[start + lastColumn + 1] += Float(height - before)
  }

  /// Calls with each row's share of coverage from 0 to 1, from the top.
  func forEachRow(_ body: (_ row: Int, _ shares: Span<Float>) -> Void) {
    guard !area.isEmpty else { return }
    var shares = [Float](repeating: 0, count: area.width)
    for row in 0..<area.height {
      var sum: Float = 0
      for column in 0..<area.width {
        sum += changes[row * stride + column]
        shares[column] = min(abs(sum), 1)
      }
      body(row, shares.span)
    }
  }
}
