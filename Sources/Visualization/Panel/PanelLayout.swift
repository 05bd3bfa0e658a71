/// Where everything on the panel stands.
///
/// Rows shrink as far as they stay legible; then the keys are left out, then the last charts, then
/// the bars of the lesser actions, then the last facts.
struct PanelLayout: Hashable {
  /// The height of a line of text, in pixels.
  private(set) var line = 0
  private(set) var title = Area()
  private(set) var subtitle = Area()
  private(set) var badge = Area()
  private(set) var speed = Area()
  private(set) var facts: [Pair] = []
  private(set) var charts: [Chart] = []
  private(set) var keys: [Pair] = []

  /// Two texts beside one another.
  struct Pair: Hashable {
    var left: Area
    var right: Area
  }

  /// A heading and a row for each bar that is shown.
  struct Chart: Hashable {
    var heading: Area
    var rows: [Row]
  }

  /// A bar between its name and its number.
  struct Row: Hashable {
    /// Which of the chart's bars.
    var bar: Int
    var name: Area
    var track: Area
    var number: Area
  }

  /// Everything that must not overlap.
  var areas: [Area] {
    let charts = charts.flatMap { chart in
      [chart.heading] + chart.rows.flatMap { [$0.name, $0.track, $0.number] }
    }
    return [title, subtitle, badge, speed] + (facts + keys).flatMap { [$0.left, $0.right] } + charts
  }

  private static let lines = 10.0...26.0  // pixels
  private static let linesOfScreen = 30.0

  init(_ content: PanelContent, in area: Area) {
    let margin = max(10, min(24, area.width / 16))
    let inner = area.inset(by: margin)
    let natural = Double(area.height) / Self.linesOfScreen
    var line = min(max(natural, Self.lines.lowerBound), Self.lines.upperBound)
    line = min(line, Double(inner.width) / 13)
    var plan = Plan(content)
    let smallest = min(line, Self.lines.lowerBound)
    while plan.height * smallest > Double(inner.height), plan.simplify() {}
    line = max(smallest, min(line, Double(inner.height) / plan.height)).rounded(.down)
    self.line = Int(line)
    place(plan, of: content, in: inner)
  }
}

// MARK: - Planning

/// What is shown, and how many lines high it is.
private struct Plan {
  var facts: Int
  /// Which bars of each chart, in order.
  var charts: [[Int]]
  var keys: Int

  static let pitch = 1.25
  static let titleHeight = 1.5
  static let gap = 0.75
  static let header = titleHeight + 3 * pitch + 1.5 * gap

  private let bars: [[PanelContent.Bar]]

  init(_ content: PanelContent) {
    facts = content.facts.count
    bars = content.charts.map(\.bars)
    charts = bars.map { Array($0.indices) }
    keys = content.keys.count
  }

  /// In lines.
  var height: Double {
    let chartsHeight = charts.reduce(0) { $0 + Self.gap + Double($1.count + 1) * Self.pitch }
    let keysHeight = keys > 0 ? Self.gap + Double((keys + 1) / 2) * Self.pitch : 0
    return Self.header + Double(facts) * Self.pitch + chartsHeight + keysHeight
  }

  /// Leaves out what matters least; false if nothing can be spared.
  mutating func simplify() -> Bool {
    if keys > 0 {
      keys = 0
    } else if charts.count > 1 {
      charts.removeLast()
    } else if let shown = charts.first, shown.count > 2 {
      charts[0] = withoutLeast(shown, of: bars[0])
    } else if facts > 2 {
      facts -= 1
    } else {
      return false
    }
    return true
  }

  private func withoutLeast(_ shown: [Int], of bars: [PanelContent.Bar]) -> [Int] {
    let least = shown.min { bars[$0].value < bars[$1].value }
    return shown.filter { $0 != least }
  }
}

// MARK: - Placing

extension PanelLayout {
  private mutating func place(_ plan: Plan, of content: PanelContent, in area: Area) {
    let pitch = Int((Double(line) * Plan.pitch).rounded(.down))
    let gap = Int((Double(line) * Plan.gap).rounded(.down))
    var y = area.y
    func row(_ height: Int, from left: Double = 0, to right: Double = 1) -> Area {
      let start = area.x + Int(Double(area.width) * left)
      return Area(
        x: start, y: y, width: area.x + Int(Double(area.width) * right) - start, height: height)
    }
    title = row(Int(Double(line) * Plan.titleHeight))
    y += title.height + gap / 4
    subtitle = row(line)
    y += pitch + gap / 2
    badge = row(pitch, to: 0.65)
    speed = row(pitch, from: 0.65)
    y += 2 * pitch - gap / 2
    for _ in 0..<plan.facts {
      facts.append(Pair(left: row(line, to: 0.54), right: row(line, from: 0.54)))
      y += pitch
    }
    for (index, bars) in plan.charts.enumerated() {
      y += gap
      let heading = row(line)
      y += pitch
      let rows = bars.enumerated().map { place, bar in
        chartRow(bar, in: row(line), offset: place * pitch, names: content.charts[index].bars)
      }
      y += bars.count * pitch
      charts.append(Chart(heading: heading, rows: rows))
    }
    placeKeys(plan.keys, in: area, pitch: pitch)
  }

  private func chartRow(
    _ bar: Int, in area: Area, offset: Int, names: [PanelContent.Bar]
  ) -> Row {
    let letters = Double(names.map(\.name.count).max() ?? 1)
    let letterWidth = 0.64 * Double(line)  // of bold letters, which names may be set in
    let space = line / 2
    let widest = Double(area.width) * 0.48
    let name = Int(min(letters * letterWidth, widest).rounded(.up))
    let number = Int(Double(area.width) * 0.3)
    var row = Row(bar: bar, name: area, track: area, number: area)
    row.name.width = name
    row.track.x += name + space
    row.track.width = area.width - name - number - space
    row.number.x = area.right - number
    row.number.width = number
    row.name.y += offset
    row.track.y += offset
    row.number.y += offset
    return row
  }

  /// The keys stand in two columns at the bottom.
  private mutating func placeKeys(_ count: Int, in area: Area, pitch: Int) {
    let rows = (count + 1) / 2
    for index in 0..<count {
      let column = Area(
        x: area.x + index % 2 * (area.width / 2), y: area.bottom - (rows - index / 2) * pitch,
        width: area.width / 2, height: line)
      let keyWidth = index % 2 == 0 ? line * 7 / 2 : line * 3 / 2
      var pair = Pair(left: column, right: column)
      pair.left.width = min(keyWidth, column.width)
      pair.right.x += pair.left.width
      pair.right.width -= pair.left.width
      keys.append(pair)
    }
  }
}
