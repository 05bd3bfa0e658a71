import Foundation
import Testing

@Suite struct `apus solve` {
  private struct Solved: Decodable {
    var states: Int
    var reachable_states: Int
    var diameter: Double?
    var method: String
    var optimal_return: Double?
    var undiscounted_return: Double?
    var expected_length: Double?
    var random_return: Double?
    var gain: Double?
    var mixing_time: Int?
    var values: [Double]
    var policy: [Int]
  }

  private func solve(_ arguments: String...) throws -> Solved {
    let process = try Program.start(["solve"] + arguments + ["--json"])
    let result = process.wait()
    #expect(result.status == 0, "\(result.error)")
    return try JSONDecoder().decode(Solved.self, from: Data(result.output.utf8))
  }

  @Test(arguments: ["value-iteration", "policy-iteration", "modified-policy-iteration"])
  func `says what the four rooms are worth`(_ method: String) throws {
    let solved = try solve("FourRooms-v0", "--method", method)
    #expect(solved.method == method)
    #expect((solved.states, solved.reachable_states) == (104, 103))
    #expect(solved.diameter == 23)
    #expect(abs(try #require(solved.expected_length) - 7.59) < 0.005)
    #expect(abs(try #require(solved.undiscounted_return) - 1) < 1e-9)
    #expect(abs(try #require(solved.optimal_return) - 0.537739) < 1e-6)
    #expect(solved.values.count == 104 && solved.policy.count == 104)
  }

  @Test func `says what a river pays in a number of steps, and in the long run`() throws {
    let short = try solve("RiverSwim-v0")
    #expect(abs(try #require(short.optimal_return) - 3.064) < 5e-4)
    let long = try solve("RiverSwim-StrehlLittman-v0", "--average")
    #expect(abs(try #require(long.gain) - 668.807) < 1e-3)
    #expect(long.policy == [1, 1, 1, 1, 1, 1])
    #expect(try #require(long.mixing_time) > 1)
    let limited = try solve("RiverSwim-StrehlLittman-v0", "--horizon", "1")
    for (mine, known) in zip(limited.values, [5.0, 0, 0, 0, 0, 3_000]) {
      #expect(abs(mine - known) < 1e-9)
    }
  }

  @Test func `samples the beginnings of what is solved in closed form`() throws {
    let result = try Program.run("solve", "WheelBandit-v0", "--env-option", "rim=0.9")
    #expect(result.status == 0)
    #expect(result.output.contains("10000 sampled beginnings"))
    let found = try #require(result.output.firstMatch(of: #/return +([0-9.]+) ±/#)).output.1
    #expect(abs(try #require(Double(found)) - 10.47) < 0.6)
  }

  @Test(arguments: ["FourRooms-v0", "RiverSwim-v0", "BernoulliBandit-v0"])
  func `draws the values`(_ id: String) throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("solve", id, "--plot", "values.png", in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let picture = try Data(contentsOf: folder.url.appending(path: "values.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4e, 0x47]))
  }
}

@Suite struct `A process in a file` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/Processes")

  private func example(_ name: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: name), encoding: .utf8)
  }

  @Test func `is solved, described and trained in like any environment`() throws {
    let folder = try TemporaryFolder()
    let file = "mdp:" + Self.root.appending(path: "student.csv").path
    let solved = try Program.run("solve", file, in: folder.url)
    #expect(solved.output.contains("optimal return   6\n"), "\(solved.output)\(solved.error)")
    #expect(try Program.run("describe", file).output.contains("study"))
    let trained = try Program.run(
      "train", file, "q-learning", "--seeds", "1", "--steps", "3000", "--name", "week", "--quiet",
      in: folder.url)
    #expect(trained.status == 0, "\(trained.error)")
    let evaluated = try Program.run(
      "evaluate", "runs/mdp:student.csv/q-learning/week", "--episodes", "10", in: folder.url)
    #expect(evaluated.output.contains("mean 6 over 1 seed"), "\(evaluated.output)")
  }

  /// V(high) and V(low) of the recycling robot solve two linear equations if it searches when high
  /// and recharges when low: h = 3 + 0.9 (0.7 h + 0.3 l), l = 0.9 h.
  @Test func `of a robot is worth what two equations say`() throws {
    let file = "mdp:" + Self.root.appending(path: "recycling.yaml").path
    let result = try Program.run("solve", file, "--json")
    let high = 3 / (1 - 0.63 - 0.27 * 0.9)
    let values = try #require(result.output.firstMatch(of: #/"values":\[([^\]]+)\]/#)).output.1
      .split(separator: ",").compactMap { Double($0) }
    #expect(abs(values[0] - high) < 1e-6)
    #expect(abs(values[1] - 0.9 * high) < 1e-6)
  }

  @Test(arguments: [
    ("to: low, probability: 0.3", "to: lwo, probability: 0.3", "robot.yaml:12:7", "lwo", "low"),
    ("probability: 0.7", "probabilty: 0.7", "robot.yaml:12:7", "probabilty", "probability"),
    ("probability: 0.7", "probability: 0.6", "robot.yaml", "state high, action search", "add up"),
    ("probability: 0.7", "probability: most", "robot.yaml:12:7", "most", "number"),
    ("wait: {to: low, reward: 1}", "wait: {reward: 1}", "robot.yaml:20", "state low", "to:"),
    ("limit: 100", "limit: 1.5", "robot.yaml:5", "limit", "whole number"),
    ("[high, low]", "[high, low, off]", "robot.yaml", "state off", "nothing follows"),
    ("[high, low]", "[high, low, low]", "robot.yaml", "low", "twice"),
  ])
  func `is refused with its line`(
    _ right: String, _ wrong: String, _ place: String, _ culprit: String, _ remedy: String
  ) throws {
    let folder = try TemporaryFolder()
    let text = try example("recycling.yaml")
    #expect(text.contains(right))
    try text.replacing(right, with: wrong, maxReplacements: 1).write(
      to: folder.url.appending(path: "robot.yaml"), atomically: true, encoding: .utf8)
    let result = try Program.run("solve", "mdp:robot.yaml", in: folder.url)
    #expect(result.status == 65, "\(result.error)")
    for part in [place, culprit, remedy] { #expect(result.error.contains(part), "\(result.error)") }
  }
}

@Suite struct `apus check-env` {
  @Test func `says that promises are kept`() throws {
    let result = try Program.run("check-env", "FourRooms-v0", "--steps", "200", "--seeds", "2")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.lines.count == 13)
    #expect(result.lines.allSatisfy { $0.hasPrefix("kept ") })
  }

  /// An episode of 300 steps does not end within 50.
  @Test func `says which promise is broken`() throws {
    let folder = try TemporaryFolder()
    try "# limit: 300\nstate,action,next,probability,reward\na,on,a,1,0\n".write(
      to: folder.url.appending(path: "endless.csv"), atomically: true, encoding: .utf8)
    let result = try Program.run(
      "check-env", "mdp:endless.csv", "--steps", "50", "--json", in: folder.url)
    #expect(result.status == 69)
    let broken = result.lines.filter { $0.contains(#""verdict":"violated""#) }
    #expect(broken.contains { $0.contains(#""rule":"endings""#) }, "\(result.output)")
    #expect(result.error.contains("mdp:endless.csv breaks"))
    #expect(
      try Program.run("check-env", "mdp:endless.csv", "--steps", "400", in: folder.url).status == 0)
  }
}
