import Foundation
import ReinforcementLearning
import Testing

@testable import GridWorlds

@Suite struct `Levels that users draw` {
  private static let examples = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Examples/Levels")

  @Test(arguments: ["islands", "two-keys", "warehouse", "windy"])
  func `are examples that can be played, and solved if they are small`(name: String) throws {
    let catalogue = Catalogue(environments: [], agents: [], files: [GridFile.format])
    let path = Self.examples.appending(path: "\(name).txt").path
    let entry = try catalogue.environment("grid:\(path)")
    #expect(entry.id == "grid:\(name).txt")
    // Two keys that may lie anywhere and the doors that they open are too many states to be numbered.
    #expect(entry.isSolvable == (name != "two-keys"))
    let other = try catalogue.environment(
      "grid:\(path)",
      options: ["observation": .text("view"), "actions": .text("turns")])
    #expect(other.setting.observationSpace.rowWidth == 147)
    #expect(other.setting.actionSpace == .discrete(6))
  }

  @Test func `have what their heading says`() throws {
    let text = """
      slip: 0.25
      step: -0.5
      goal: 3
      fruit: 2
      lava: -4
      obstacle: -5
      discount: 0.5
      limit: 7

      A.*
      """
    let rules = try GridReader(text, of: "level").recipe().rules
    var expected = GridRules(slip: 0.25, stepReward: -0.5, goalReward: 3, fruitReward: 2)
    (expected.lavaReward, expected.obstacleReward) = (-4, -5)
    (expected.discount, expected.limit) = (0.5, 7)
    #expect(rules == expected)
  }

  @Test func `get walls around them, and may end their lines as on Windows`() throws {
    let plain = try DrawnWorld("A.\n.*")
    #expect(plain.drawing == "####\n#>.#\n#.*#\n####")
    #expect(try DrawnWorld("A.\r\n.*\r\n\r\n").world.cells == plain.world.cells)
  }

  @Test(arguments: [
    ("A.\n.?*", "line 2, column 3: the line has 3 cells"), ("A.\n.?", "line 2, column 2: ? stands"),
    ("slip: 2\n\nA*", "line 1: slip is 2"), ("slop: 2\n\nA*", "line 1: there is no key slop"),
    ("slip: 0\nslip: 0\n\nA*", "line 2: slip comes twice"),
    ("slip: 0\nnonsense\n\nA*", "line 2: nonsense is no heading"),
    ("slip: 0\n", "line 1: there is no map"), ("", "line 1: there is no map"),
    ("limit: 1.5\n\nA*", "line 1: limit is 1.5"), ("gusts: 1\n\nA*", "line 1: gusts is 1"),
    ("wind: 1 x\n\nA*", "line 1: x is no strength"), ("wind: 1\n\nA*", "line 3: there are 1 winds"),
    ("..\n.*", "no episode can begin"), ("A.\n..", "nothing can be reached"),
  ])
  func `are refused with the line that is wrong`(text: String, message: String) throws {
    let failure = try #require(throws: Failure.self) {
      _ = try GridReader(text, of: "level.txt").recipe()
    }
    #expect(failure.kind == .damagedData)
    let line = failure.location?.replacing("level.txt, ", with: "") ?? ""
    #expect("\(line): \(failure.what)".contains(message))
  }
}
