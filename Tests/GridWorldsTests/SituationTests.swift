import ReinforcementLearning
import Testing

@testable import GridWorlds

/// A row of cells between walls, what is done there, and what comes of it.
struct Situation: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var before: String
  var actions: String
  var after: String
  var held: Character = "."
  var reward = 0.0
  var ends = false

  init(
    _ description: String, _ before: String, _ actions: String, _ after: String,
    held: Character = ".", reward: Double = 0, ends: Bool = false
  ) {
    testDescription = description
    (self.before, self.actions, self.after) = (before, actions, after)
    (self.held, self.reward, self.ends) = (held, reward, ends)
  }

  private func walled(_ row: String) -> String {
    let wall = String(repeating: "#", count: row.count + 2)
    return "\(wall)\n#\(row)#\n\(wall)"
  }

  func check(_ set: GridActions) throws {
    var drawn = try DrawnWorld("lava: -2\n\n" + walled(before), actions: set)
    let outcome = drawn.play(actions)
    #expect(drawn.drawing == walled(after))
    #expect(drawn.held == held)
    #expect(outcome == Outcome(reward: reward, ending: ends ? .terminated : nil))
  }

  static let moves = [
    Situation("walls stop", "A.*", "uu", "^.*"),
    Situation("a goal pays and ends", "A.*", "rr", "..>", reward: 1, ends: true),
    Situation("lava costs and ends", "A~*", "r", ".>*", reward: -2, ends: true),
    Situation("an obstacle costs and ends", "AO*", "r", ">O*", reward: -1, ends: true),
    Situation("a key is taken along", "Ay.*", "rr", "..>*", held: "y"),
    Situation("a locked door stops who has no key", "AY*", "rr", ">Y*"),
    Situation("the key of its colour opens a door", "AyY*", "rr", ".>/*", held: "y"),
    Situation("an open door lets through", "AyY*", "rrrl", ".</*", held: "y"),
    Situation("the key of another colour opens none", "AbY*", "rrr", ".>Y*", held: "b"),
    Situation("full hands change what they hold", "Aby*", "rr", ".>b*", held: "y"),
    Situation("a ball is taken along", "Ao.*", "r", ".>.*", held: "o"),
    Situation("a closed door opens", "A+*", "rr", ".>*"),
    Situation("a box opens onto its key", "A5*", "r", ">y*"),
    Situation("the key in a box is taken along", "A5*", "rr", ".>*", held: "y"),
    Situation("an empty box opens onto nothing", "A0*", "r", ">.*"),
    Situation("the last box on its pad pays and ends", "Ax_", "r", ".>X", reward: 1, ends: true),
    Situation("a box does not pass a wall", "_Ax", "r", "_>x"),
    Situation("a box does not push a box", "Axx._", "r", ">xx._"),
    Situation("one of two boxes on its pad does not end", "x_Ax_", "r", "x_.>X"),
    Situation("a box uncovers its pad", "AX.._", "rr", "._>x_"),
    Situation("a fruit pays", "Af.f", "r", ".>.f", reward: 1),
    Situation("the last fruit ends", "Aff", "rr", "..>", reward: 2, ends: true),
    Situation("a fruit does not end where there is a goal", "Af*", "r", ".>*", reward: 1),
    Situation("a light is switched on", "Al.*", "r", ">L.*"),
    Situation("a light is switched off", "Al.*", "rr", ">l.*"),
    Situation("a switch opens the doors of its colour", "!AE.Y*", "l", "!</.Y*"),
    Situation("a switch locks the doors that are open", "!AE.Y*", "ll", "!<E.Y*"),
  ]

  static let turns = [
    Situation("turning to the left", "A.*", "<", "^.*"),
    Situation("turning to the right", "A.*", ">>", "<.*"),
    Situation("stepping ahead", "A.*", "^", ".>*"),
    Situation("a goal pays and ends", "A.*", "^^", "..>", reward: 1, ends: true),
    Situation("a key stops", "Ay*", "^", ">y*"),
    Situation("a key is picked up", "Ay*", "p", ">.*", held: "y"),
    Situation("nothing is picked up with full hands", "Aby*", "p^p", ".>y*", held: "b"),
    Situation("a door cannot be picked up", "A+*", "p", ">+*"),
    Situation("what is held is dropped", "Ay.*", "p^d", ".>y*"),
    Situation("nothing is dropped onto something", "Ay*", "p^d", ".>*", held: "y"),
    Situation("nothing is dropped by empty hands", "A.*", "d", ">.*"),
    Situation("a door is opened", "A+*", "t", ">/*"),
    Situation("a door is closed again", "A+*", "tt", ">+*"),
    Situation("a locked door stays so without its key", "AY*", "t^", ">Y*"),
    Situation("a locked door opens with its key", "AyY*", "p^t", ".>/*", held: "y"),
    Situation("an unlocked door is not locked again", "AyY*", "p^ttd", ".>+*", held: "y"),
    Situation("a box is opened", "A5*", "t", ">y*"),
    Situation("a box is carried", "A5.*", "p^d", ".>5*"),
    Situation("a crate is pushed", "Ax._", "^", ".>x_"),
    Situation("lava costs and ends", "A~*", "^", ".>*", reward: -2, ends: true),
    Situation("a light is switched on", "Al.*", "t", ">L.*"),
    Situation("a switch opens the doors of its colour", "!<E*", "t", "!</*"),
  ]
}

@Suite struct `What happens in a grid world` {
  @Test(arguments: Situation.moves)
  func `to who moves`(_ situation: Situation) throws { try situation.check(.moves) }

  @Test(arguments: Situation.turns)
  func `to who turns`(_ situation: Situation) throws { try situation.check(.turns) }

  @Test func `is noticed if it is something else`() throws {
    withKnownIssue { try Situation("wrong", "A.*", "r", "A.*").check(.moves) }
  }

  @Test func `begins anew with all as it was`() throws {
    var drawn = try DrawnWorld("#######\n#AyY.*#\n#######")
    let first = drawn.drawing
    _ = drawn.play("rrr")
    var (world, random) = (drawn.world, RandomSource(seed: 1))
    #expect(drawn.drawing != first && drawn.held == "y")
    world.begin(chance: &random)
    #expect(world.cells == world.level.cells && world.carried == .floor)
  }

  @Test func `stays dark until every light is on`() throws {
    var drawn = try DrawnWorld("#####\n#lAl#\n#..*#\n#####")
    #expect(!drawn.world.isLit)
    _ = drawn.play("l")
    #expect(!drawn.world.isLit)
    _ = drawn.play("r")
    #expect(drawn.world.isLit)
  }
}
