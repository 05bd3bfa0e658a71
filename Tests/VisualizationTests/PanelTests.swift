import ReinforcementLearning
import Testing

@testable import Visualization

/// What is wrong with a layout: areas outside of the panel, or on top of one another.
private func faults(in areas: [Area], within panel: Area) -> [String] {
  var faults: [String] = []
  for (index, area) in areas.enumerated() where !area.isEmpty {
    if !panel.contains(area) { faults.append("\(area) is outside of \(panel)") }
    for other in areas[(index + 1)...] where !area.intersection(other).isEmpty {
      faults.append("\(area) overlaps \(other)")
    }
  }
  return faults
}

private let sizes = [
  (480, 360), (640, 480), (960, 640), (1280, 720), (1024, 768), (1920, 1080), (600, 900),
]

@Suite struct `The panel` {
  private func content(actions: Int, hasEverything: Bool) -> PanelContent {
    var content = PanelContent(title: "FourRooms-v0", subtitle: "dqn", speed: "× 1")
    content.badge = .init(text: "TERMINATED", color: .vermilion)
    content.facts = (0..<(hasEverything ? 9 : 5)).map { .init(label: "Fact", value: "\($0)") }
    let bars = (0..<actions).map {
      PanelContent.Bar(name: "action \($0)", value: Double(($0 * 7) % 11) - 5, isBest: $0 == 3)
    }
    content.charts = (0..<(hasEverything ? 2 : 1)).map { _ in
      .init(title: "Action values", color: .blue, bars: bars)
    }
    content.keys = PanelContent.windowKeys
    return content
  }

  @Test(arguments: sizes, 1...18)
  func `lays nothing over anything else, and nothing outside`(size: (Int, Int), actions: Int) {
    for hasEverything in [false, true] {
      let panel = ScreenLayout(width: size.0, height: size.1).panel
      let layout = PanelLayout(
        content(actions: actions, hasEverything: hasEverything), in: panel)
      #expect(faults(in: layout.areas, within: panel) == [])
      #expect(layout.line >= 9)
      #expect(layout.facts.count >= 5)
    }
  }

  @Test(arguments: [(640, 480), (960, 640), (1920, 1080)])
  func `shows every one of 18 actions on usual screens`(size: (Int, Int)) {
    let panel = ScreenLayout(width: size.0, height: size.1).panel
    let layout = PanelLayout(content(actions: 18, hasEverything: false), in: panel)
    #expect(layout.charts[0].rows.map(\.bar) == Array(0..<18))
  }

  @Test func `shows the best of too many actions`() {
    let panel = ScreenLayout(width: 640, height: 480).panel
    let content = content(actions: 300, hasEverything: false)
    let rows = PanelLayout(content, in: panel).charts[0].rows
    let shown = rows.map { content.charts[0].bars[$0.bar].value }
    #expect(rows.count > 10 && rows.count < 40)
    #expect(shown.allSatisfy { $0 == 5 })
  }

  @Test func `stands beside the world, which keeps the rest of the screen`() {
    for (width, height) in sizes {
      let layout = ScreenLayout(width: width, height: height)
      let screen = Area(width: width, height: height)
      #expect(faults(in: [layout.world, layout.panel], within: screen) == [])
      let pixels = [layout.world, layout.panel].reduce(0) { $0 + $1.width * $1.height }
      #expect(pixels == width * height)
    }
  }

  @Test func `names the action, the best value and how the episode ended`() throws {
    let player = try makePlayer()
    for _ in 0..<10 { try player.advance() }
    let content = PanelContent(player.frame, of: ballSubject, in: player.actionSpace)
    let action = Int(try #require(player.frame.action)[0])
    #expect(content.facts.last { $0.label == "Action" }?.value == ballSubject.actionNames[action])
    #expect(content.badge?.text == "TERMINATED")
    #expect(content.charts[0].bars.map(\.name) == ["left", "stay", "right"])
    let best = content.charts[0].bars.max { $0.value < $1.value }
    #expect(content.charts[0].bars.filter(\.isBest) == [best])
  }

  @Test func `gives bars a zero, below and above which they may lie`() {
    func range(_ values: [Double], scale: ClosedRange<Double> = 0...0) -> ClosedRange<Double> {
      PanelContent.Chart(
        title: "", color: .blue,
        bars: values.map { .init(name: "", value: $0, isBest: false) }, scale: scale
      ).range
    }
    #expect(range([-3, 2]) == -3...2)
    #expect(range([4, 2]) == 0...4)
    #expect(range([-4, -2]) == -4...0)
    #expect(range([0.2, 0.3], scale: 0...1) == 0...1)
    #expect(range([.nan, .infinity, 7]) == 0...7)
    #expect(range([0, 0]) == 0...1)
  }
}

@Suite struct `The check of a layout` {
  @Test func `notices an overlap and a place outside`() {
    let panel = Area(width: 100, height: 100)
    let first = Area(width: 50, height: 50)
    #expect(faults(in: [first, Area(x: 49, y: 49, width: 5, height: 5)], within: panel).count == 1)
    #expect(faults(in: [Area(x: 90, width: 11, height: 5)], within: panel).count == 1)
    #expect(faults(in: [first, Area(x: 50, width: 50, height: 9)], within: panel) == [])
  }
}

@Suite struct `Numbers as text` {
  @Test func `have two decimals and a true minus sign`() {
    #expect(NumberText.fixed(3.14159) == "3.14")
    #expect(NumberText.fixed(-12.5) == "\u{2212}12.50")
    #expect(NumberText.fixed(-0.001) == "0.00")
    #expect(NumberText.fixed(1234567) == "1.23e+06")
    #expect(NumberText.fixed(-.infinity) == "\u{2212}∞")
    #expect(NumberText.fixed(.nan) == "not a number")
    #expect(NumberText.percent(0.875) == "87.5 %")
  }

  @Test func `name actions by what they do, or by their numbers`() {
    let subject = Subject(environment: "", agent: "", actionNames: ["left"])
    #expect(subject.name(of: [0], in: .discrete(2)) == "left")
    #expect(subject.name(of: [1], in: .discrete(2)) == "1")
    let box = Space.box(Box(shape: [2], in: -1...1))
    #expect(subject.name(of: [0.5, -1], in: box) == "0.50  \u{2212}1.00")
  }
}
