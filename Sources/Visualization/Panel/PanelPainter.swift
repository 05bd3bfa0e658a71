import ReinforcementLearning

/// Paints the panel.
final class PanelPainter {
  private let fonts: Fonts

  private static let background = Color(255, 255, 255)
  private static let border = Color(222, 224, 226)
  private static let label = Color(92, 97, 106)
  private static let track = Color(240, 241, 243)

  init(fonts: Fonts) { self.fonts = fonts }

  /// Covers an area with the panel.
  func paint(_ content: PanelContent, in area: Area, of picture: Picture) throws {
    picture.fill(area, with: Self.background)
    picture.fill(Area(x: area.x, y: area.y, width: 1, height: area.height), with: Self.border)
    let layout = PanelLayout(content, in: area)
    try write(
      content.title, fitting: layout.title, notBelow: layout.line, weight: .bold, on: picture)
    try write(
      content.subtitle, fitting: layout.subtitle, notBelow: layout.line * 2 / 3,
      color: Self.label, on: picture)
    try write(
      content.speed, in: layout.speed.reduced(to: layout.line), color: Self.label,
      alignment: .right, on: picture)
    if let badge = content.badge { try paint(badge, layout, on: picture) }
    for (fact, place) in zip(content.facts, layout.facts) {
      try write(fact.label, in: place.left, color: Self.label, on: picture)
      try write(fact.value, in: place.right, alignment: .right, on: picture)
    }
    for (chart, place) in zip(content.charts, layout.charts) {
      try paint(chart, place, on: picture)
    }
    for (key, place) in zip(content.keys, layout.keys) {
      try write(key.key, in: place.left, weight: .bold, color: Self.label, on: picture)
      try write(key.meaning, in: place.right, color: Self.label, on: picture)
    }
  }

  /// Paints a message over the lower edge of an area.
  func paint(notice: String, over area: Area, of picture: Picture) throws {
    let height = max(14, min(24, area.height / 28))
    let padding = height * 2 / 3
    let limit = max(0, area.width - 4 * padding)
    let text = try fonts.shortened(notice, toWidth: limit, height: Double(height))
    let width = try fonts.width(of: text, height: Double(height)) + 2 * padding
    let box = Area(
      x: area.x + (area.width - width) / 2, y: area.bottom - height - 3 * padding, width: width,
      height: height + padding)
    let outline = Outline.rounded(box, radius: Double(padding))
    picture.fill(outline, with: Color.ink.opacity(0.88), within: area)
    var line = box
    line.y += padding / 2
    line.height = height
    try write(text, in: line, color: .paper, alignment: .center, on: picture)
  }

  // MARK: - Parts

  private func paint(
    _ badge: PanelContent.Badge, _ layout: PanelLayout, on picture: Picture
  ) throws {
    let padding = layout.line / 2
    let text = layout.badge.reduced(to: layout.line * 9 / 10)
    let width = try fonts.width(of: badge.text, height: Double(text.height), weight: .bold)
    var box = layout.badge
    box.width = min(box.width, width + 2 * padding)
    let outline = Outline.rounded(box, radius: Double(box.height) / 4)
    picture.fill(outline, with: badge.color, within: layout.badge)
    var inside = text
    inside.width = box.width
    try write(
      badge.text, in: inside, weight: .bold, color: .init(255, 255, 255), alignment: .center,
      on: picture)
  }

  private func paint(
    _ chart: PanelContent.Chart, _ layout: PanelLayout.Chart, on picture: Picture
  ) throws {
    let isComplete = layout.rows.count == chart.bars.count
    let count = isComplete ? "" : " (best \(layout.rows.count) of \(chart.bars.count))"
    try write(chart.title + count, in: layout.heading, weight: .bold, on: picture)
    let range = chart.range
    let extent = range.upperBound - range.lowerBound
    for row in layout.rows {
      let bar = chart.bars[row.bar]
      let weight = bar.isBest ? Fonts.Weight.bold : .regular
      try write(bar.name, in: row.name, weight: weight, on: picture)
      try write(
        NumberText.fixed(bar.value), in: row.number, weight: weight, alignment: .right,
        on: picture)
      let track = row.track.reduced(to: max(3, row.track.height * 2 / 3))
      picture.fill(track, with: Self.track)
      guard bar.value.isFinite else { continue }
      func place(_ value: Double) -> Double {
        Double(track.x) + (value - range.lowerBound) / extent * Double(track.width)
      }
      let left = min(place(0), place(bar.value))
      let outline = Outline.rectangle(
        Vertex(x: left, y: Double(track.y)), width: max(place(0), place(bar.value)) - left,
        height: Double(track.height))
      let color = bar.isBest ? chart.color : chart.color.opacity(0.4)
      picture.fill(outline, with: color, within: track)
      let zero = Area(
        x: min(Int(place(0)), track.right - 1), y: row.track.y, width: 1,
        height: row.track.height)
      picture.fill(zero, with: .muted)
    }
  }

  // MARK: - Text

  private enum Alignment {
    case left
    case center
    case right
  }

  /// Writes as large as fits an area, within its height and a least one.
  private func write(
    _ text: String, fitting area: Area, notBelow least: Int, weight: Fonts.Weight = .regular,
    color: Color = .ink, on picture: Picture
  ) throws {
    let height = try fonts.height(
      of: text, toWidth: area.width, within: least...area.height, weight: weight)
    try write(text, in: area.reduced(to: height), weight: weight, color: color, on: picture)
  }

  private func write(
    _ text: String, in area: Area, weight: Fonts.Weight = .regular, color: Color = .ink,
    alignment: Alignment = .left, on picture: Picture
  ) throws {
    let height = Double(area.height)
    let shown = try fonts.shortened(text, toWidth: area.width, height: height, weight: weight)
    guard let line = try fonts.line(shown, height: height, weight: weight, color: color) else {
      return
    }
    let free = area.width - line.width
    let shift =
      switch alignment {
      case .left: 0
      case .center: free / 2
      case .right: free
      }
    let target = Area(
      x: area.x + shift, y: area.y + (area.height - line.height) / 2, width: line.width,
      height: line.height)
    picture.draw(line.surface, in: target, within: area)
  }
}

extension Area {
  /// The middle of an area, only so high.
  fileprivate func reduced(to height: Int) -> Area {
    Area(x: x, y: y + (self.height - height) / 2, width: width, height: height)
  }
}
