internal import ReinforcementLearning
internal import Training
internal import Visualization

/// The values of all states as a picture: over the environment's own picture where its states have
/// places there, else a bar for each.
struct ValueMap {
  let canvas: Canvas
  /// How large the picture is to be, in pixels.
  let size: PictureSize

  private static let width = 1_000.0  // pixels
  private static let heading = 0.08  // of the height
  private static let legend = 0.12  // of the width

  /// Draws values.
  ///
  /// - Parameters:
  ///   - values: One a state.
  ///   - states: The states to show; the others have no value worth showing.
  ///   - world: Whose states they are.
  ///   - title: What stands above.
  init(_ values: [Double], of states: [Int], over world: any FiniteMDP, titled title: String) {
    let shown = Set(states)
    let values = values.indices.map { shown.contains($0) ? values[$0] : .nan }
    let finite = values.filter(\.isFinite)
    let range = (finite.min() ?? 0)...(finite.max() ?? 0)
    var canvas = Canvas()
    if let mapped = world as? any MappedMDP,
      values.indices.contains(where: { mapped.area(of: $0) != nil })
    {
      Self.draw(values, range, over: mapped, on: &canvas)
    } else {
      Self.drawBars(values, range, on: &canvas)
    }
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

  private static func draw(
    _ values: [Double], _ range: ClosedRange<Double>, over world: any MappedMDP,
    on canvas: inout Canvas
  ) {
    world.draw(on: &canvas)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(canvas.bounds.x.lowerBound, canvas.bounds.y.lowerBound),
        width: canvas.bounds.x.upperBound - canvas.bounds.x.lowerBound,
        height: canvas.bounds.y.upperBound - canvas.bounds.y.lowerBound,
        fill: canvas.background))
    for (state, value) in values.enumerated() {
      guard let area = world.area(of: state) else { continue }
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

  private static func drawBars(
    _ values: [Double], _ range: ClosedRange<Double>, on canvas: inout Canvas
  ) {
    canvas.bounds = Canvas.Bounds(x: 0...1.5, y: -0.03...1.03)
    let (low, high) = (min(range.lowerBound, 0), max(range.upperBound, 0))
    let scale = high > low ? 1 / (high - low) : 1
    let width = 1.5 / Double(max(values.count, 1))
    for (state, value) in values.enumerated() where value.isFinite {
      canvas.add(
        .rectangle(
          origin: Canvas.Point(width * (Double(state) + 0.05), (min(value, 0) - low) * scale),
          width: 0.9 * width, height: max(abs(value) * scale, 0.002),
          fill: color(share(of: value, in: range))))
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
