internal import ReinforcementLearning
internal import Training
internal import Visualization

/// The values of all states as a picture: over the environment's own picture where its states have
/// places there, else a bar for each.
///
/// A place that stands for several states, as with and without a key, shows the one that is reached in
/// the fewest steps.
struct ValueMap {
  let canvas: Canvas
  /// How large the picture is to be, in pixels.
  let size: PictureSize

  private static let width = 1_000.0  // pixels
  private static let heading = 0.08  // of the height
  private static let legend = 0.12  // of the width

  /// Draws the values of states.
  ///
  /// - Parameters:
  ///   - values: One a state.
  ///   - states: The states to show, the first reached first; the others have no value worth showing.
  ///   - world: Whose states they are.
  ///   - title: What stands above.
  init(_ values: [Double], of states: [Int], over world: any FiniteMDP, titled title: String) {
    let shown = states.map { (state: $0, value: values[$0]) }
    if let mapped = world as? any MappedMDP {
      var (seen, places): (Set<Canvas.Bounds>, [Place]) = ([], [])
      for (state, value) in shown + values.indices.map({ (state: $0, value: .nan) }) {
        guard let area = mapped.area(of: state), seen.insert(area).inserted else { continue }
        places.append(Place(area: area, value: value))
      }
      guard places.isEmpty else {
        self.init(places.map(\.value), titled: title) {
          Self.draw(places, $0, over: mapped, on: &$1)
        }
        return
      }
    }
    var bars = values.indices.map { Bar(name: "\($0)", value: .nan) }
    for (state, value) in shown { bars[state].value = value }
    self.init(bars, titled: title)
  }

  /// Draws bars.
  init(_ bars: [Bar], titled title: String) {
    self.init(bars.map(\.value), titled: title) { Self.draw(bars, $0, on: &$1) }
  }

  /// Puts a title and a legend beside what is drawn.
  private init(
    _ values: [Double], titled title: String,
    draw: (ClosedRange<Double>, inout Canvas) -> Void
  ) {
    let finite = values.filter(\.isFinite)
    let range = (finite.min() ?? 0)...(finite.max() ?? 0)
    var canvas = Canvas()
    draw(range, &canvas)
    let bounds = canvas.bounds
    let (width, height) = (
      bounds.x.upperBound - bounds.x.lowerBound, bounds.y.upperBound - bounds.y.lowerBound
    )
    Self.drawLegend(range, beside: bounds, on: &canvas)
    canvas.add(
      .text(
        title,
        center: Canvas.Point(
          bounds.x.lowerBound + width * (1 + Self.legend) / 2,
          bounds.y.upperBound + height * Self.heading / 2), height: height * 0.035, color: .ink))
    canvas.background = .paper
    canvas.bounds = Canvas.Bounds(
      x: bounds.x.lowerBound...bounds.x.upperBound + width * Self.legend,
      y: bounds.y.lowerBound...bounds.y.upperBound + height * Self.heading)
    self.canvas = canvas
    let shape = height * (1 + Self.heading) / (width * (1 + Self.legend))
    size = PictureSize(
      width: Int(Self.width), height: min(max(Int(Self.width * shape), 240), 2_000))
  }

  // MARK: - Over a picture

  private struct Place {
    let area: Canvas.Bounds
    /// Not a number where no episode comes.
    let value: Double
  }

  private static func draw(
    _ places: [Place], _ range: ClosedRange<Double>, over world: any MappedMDP,
    on canvas: inout Canvas
  ) {
    world.draw(on: &canvas)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(canvas.bounds.x.lowerBound, canvas.bounds.y.lowerBound),
        width: canvas.bounds.x.upperBound - canvas.bounds.x.lowerBound,
        height: canvas.bounds.y.upperBound - canvas.bounds.y.lowerBound,
        fill: canvas.background))
    for place in places {
      let (area, value) = (place.area, place.value)
      let (width, height) = (
        area.x.upperBound - area.x.lowerBound, area.y.upperBound - area.y.lowerBound
      )
      let shade = share(of: value, in: range)
      let fill = value.isFinite ? color(shade) : .muted
      canvas.add(
        .rectangle(
          origin: Canvas.Point(area.x.lowerBound, area.y.lowerBound), width: width, height: height,
          fill: fill))
      guard value.isFinite else { continue }
      canvas.add(
        .text(
          short(value),
          center: Canvas.Point(area.x.lowerBound + width / 2, area.y.lowerBound + height / 2),
          height: 0.28 * min(width, height), color: shade < 0.6 ? .paper : .ink))
    }
  }

  // MARK: - Bars

  /// What is worth so much.
  struct Bar {
    let name: String
    var value: Double
  }

  /// More bars than these are too narrow to be named.
  private static let mostNames = 24

  private static func draw(
    _ bars: [Bar], _ range: ClosedRange<Double>, on canvas: inout Canvas
  ) {
    canvas.bounds = Canvas.Bounds(x: 0...1.5, y: -0.08...1.06)
    let (low, high) = (min(range.lowerBound, 0), max(range.upperBound, 0))
    let scale = high > low ? 1 / (high - low) : 1
    let width = 1.5 / Double(max(bars.count, 1))
    let longest = bars.map { max($0.name.count, short($0.value).count) }.max() ?? 1
    let letters = min(0.04, 1.5 * width / Double(longest))
    for (place, bar) in bars.enumerated() where bar.value.isFinite {
      let (value, left) = (bar.value, width * (Double(place) + 0.05))
      canvas.add(
        .rectangle(
          origin: Canvas.Point(left, (min(value, 0) - low) * scale),
          width: 0.9 * width, height: max(abs(value) * scale, 0.002),
          fill: color(share(of: value, in: range))))
      guard bars.count <= mostNames else { continue }
      let (middle, top) = (left + 0.45 * width, (max(value, 0) - low) * scale)
      for (text, y) in [(bar.name, -0.045), (short(value), top + 0.03)] {
        canvas.add(.text(text, center: Canvas.Point(middle, y), height: letters, color: .ink))
      }
    }
    canvas.add(
      .line(
        from: Canvas.Point(0, -low * scale), to: Canvas.Point(1.5, -low * scale),
        thickness: 0.003, color: .ink))
  }

  // MARK: - Colours

  private static func drawLegend(
    _ range: ClosedRange<Double>, beside bounds: Canvas.Bounds, on canvas: inout Canvas
  ) {
    let (width, height) = (
      bounds.x.upperBound - bounds.x.lowerBound, bounds.y.upperBound - bounds.y.lowerBound
    )
    let left = bounds.x.upperBound + width * legend * 0.35
    let steps = 64
    for step in 0..<steps {
      let place = Double(step) / Double(steps)
      canvas.add(
        .rectangle(
          origin: Canvas.Point(left, bounds.y.lowerBound + height * (0.1 + 0.8 * place)),
          width: width * legend * 0.3, height: height * 0.82 / Double(steps), fill: color(place)))
    }
    for (value, place) in [(range.lowerBound, 0.06), (range.upperBound, 0.95)] {
      canvas.add(
        .text(
          short(value),
          center: Canvas.Point(
            left + width * legend * 0.15, bounds.y.lowerBound + height * place),
          height: height * 0.03, color: .ink))
    }
  }

  private static func share(of value: Double, in range: ClosedRange<Double>) -> Double {
    let extent = range.upperBound - range.lowerBound
    return extent > 0 && value.isFinite ? (value - range.lowerBound) / extent : 0.5
  }

  /// From dark blue to yellow, growing lighter all the way so that every eye can order them
  /// (viridis, by Smith and van der Walt).
  private static func color(_ share: Double) -> Color {
    let stops: [(Double, Double, Double)] = [
      (68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37),
    ]
    let place = min(max(share, 0), 1) * Double(stops.count - 1)
    let lower = min(Int(place), stops.count - 2)
    let (first, second, part) = (stops[lower], stops[lower + 1], place - Double(lower))
    func mixed(_ one: Double, _ other: Double) -> UInt8 { UInt8(one + (other - one) * part) }
    return Color(
      mixed(first.0, second.0), mixed(first.1, second.1), mixed(first.2, second.2))
  }

  private static func short(_ value: Double) -> String { Formatting.significant(value, digits: 3) }
}
