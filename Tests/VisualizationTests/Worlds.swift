import Foundation
import ReinforcementLearning
import Visualization

/// A ball that is pushed about in a box and jitters by chance; the box ends after a while.
struct Ball: Environment, Drawable {
  var x = 5.0
  var steps = 0
  /// After how many steps the episode ends.
  var length = 10

  var observationSpace: Space { .box(Box([-100...100, 0...100])) }
  var actionSpace: Space { .discrete(3) }

  mutating func reset(using random: inout RandomSource) {
    x = random.uniform(in: 4..<6)
    steps = 0
  }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    x += Double(action - 1) + random.uniform(in: -0.5..<0.5)
    steps += 1
    return Outcome(reward: x, ending: steps == length ? .terminated : nil)
  }

  func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(x)
    row[1] = Float(steps)
  }

  func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: 0...10, y: 0...10)
    canvas.add(.circle(center: Canvas.Point(x, 5), radius: 1, fill: .vermilion))
  }
}

/// As the ball, but without a picture.
struct Unseen: Environment {
  var observationSpace: Space { .discrete(1) }
  var actionSpace: Space { .discrete(3) }
  mutating func reset(using random: inout RandomSource) {}
  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    Outcome(reward: 0, ending: .truncated)
  }
  func observe(into row: inout MutableSpan<Float>) { row[0] = 0 }
}

/// Pays for action 2 alone, and knows it.
struct Judged: Environment, Solvable {
  var discount: Double { 1 }
  var observationSpace: Space { .discrete(1) }
  var actionSpace: Space { .discrete(3) }
  mutating func reset(using random: inout RandomSource) {}
  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    Outcome(reward: action == 2 ? 1 : 0)
  }
  func observe(into row: inout MutableSpan<Float>) { row[0] = 0 }
  func optimum() -> Optimum { Optimum(value: 1, actions: [[2]]) }
}

/// Breaks down after so many steps.
struct Broken: Environment {
  var steps = 0
  var observationSpace: Space { .box(Box(shape: [1], in: Box.unbounded)) }
  var actionSpace: Space { .discrete(3) }
  mutating func reset(using random: inout RandomSource) { steps = 0 }
  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    steps += 1
    return Outcome(reward: steps > 2 ? .nan : 1)
  }
  func observe(into row: inout MutableSpan<Float>) { row[0] = Float(steps) }
}

/// Acts by chance, and counts the steps of an episode in its memory.
final class Chance: Agent {
  let memoryWidth = 1

  func act(on observations: Observations, state: inout ActingState, into actions: inout Rows) {
    if state.isFirst[0] { state.memory[0, 0] = 0 }
    state.memory[0, 0] += 1
    actions[0, 0] = Float(state.random.integer(below: 3))
  }

  func introspect(_ observations: Observations, state: ActingState) -> [Introspection] {
    let count = state.isFirst[0] ? 0 : state.memory[0, 0]
    return [Introspection(actionValues: [observations.rows[0, 0], -1, 2], value: count)]
  }

  func save(to archive: inout Archive) {}
  func load(from archive: Archive) throws {}
}

/// What a frame shows, for comparison.
struct Shown: Equatable {
  let episode: Int
  let step: Int
  let episodeReturn: Double
  let action: [Float]?
  let reward: Double?
  let ending: Ending?
  let thoughts: Introspection
  let picture: Canvas?

  init(_ player: Player) {
    let frame = player.frame
    episode = frame.episode
    step = frame.step
    episodeReturn = frame.episodeReturn
    action = frame.action
    reward = frame.reward
    ending = frame.ending
    thoughts = frame.introspection
    picture = player.picture()
  }
}

func makePlayer(
  _ world: some Environment = Ball(), seed: UInt64 = 3, capacity: Int = 1_000
) throws -> Player {
  try Player(
    in: VectorEnvironment(world, name: "Ball-v0"), of: Chance(), seed: seed, capacity: capacity)
}

let ballSubject = Subject(
  environment: "Ball-v0", agent: "chance", actionNames: ["left", "stay", "right"])

/// A folder that is removed afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

extension URL {
  var plainPath: String { path(percentEncoded: false) }
}
