import ReinforcementLearning
import Testing

@testable import ApusCommands

/// Two places, each with and without a key: the states are 0 and 1 without, 2 and 3 with it.
private struct KeyedPlaces: MappedMDP {
  var state = 0
  var observationSpace: Space { .discrete(4) }
  var actionSpace: Space { .discrete(1) }
  var stateCount: Int { 4 }
  var discount: Double { 1 }

  mutating func reset(using random: inout RandomSource) {}
  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    Outcome(reward: 0)
  }
  func observe(into row: inout MutableSpan<Float>) { row[0] = Float(state) }
  func transitions(from state: Int, action: Int) -> [StateTransition] { [] }
  func startDistribution() -> [StartState] { [] }
  func draw(on canvas: inout Canvas) { canvas.bounds = .init(x: 0...2, y: 0...1) }

  func area(of state: Int) -> Canvas.Bounds? {
    let left = Double(state % 2)
    return Canvas.Bounds(x: left...left + 1, y: 0...1)
  }
}

@Suite struct `A picture of values` {
  private func texts(_ map: ValueMap) -> [String] {
    map.canvas.shapes.compactMap { shape in
      if case .text(let text, _, _, _) = shape { text } else { nil }
    }
  }

  /// The first that is reached of both that stand for a place, the range of those, and the title.
  @Test func `shows each place once`() {
    let world = KeyedPlaces()
    let values = [5.0, 6, 7, 8]
    #expect(
      texts(ValueMap(values, of: [3, 1, 0], over: world, titled: "all"))
        == ["8", "5", "5", "8", "all"])
    #expect(texts(ValueMap(values, of: [1], over: world, titled: "one")) == ["6", "6", "6", "one"])
  }

  @Test func `names bars as long as they are few`() {
    let bars = [ValueMap.Bar(name: "left", value: -1), ValueMap.Bar(name: "right", value: 2)]
    #expect(
      texts(ValueMap(bars, titled: "bars")) == ["left", "-1", "right", "2", "-1", "2", "bars"])
    let many = (0..<100).map { ValueMap.Bar(name: "\($0)", value: Double($0)) }
    #expect(texts(ValueMap(many, titled: "many")) == ["0", "99", "many"])
  }
}
