import ApusCommands
import DeepQ
import ReinforcementLearning

/// A walker on a line of nine places, who is paid for reaching the right end.
struct Corridor: Environment, Drawable {
  var place = 4
  var observationSpace: Space { .discrete(9) }
  var actionSpace: Space { .discrete(2) }

  mutating func reset(using random: inout RandomSource) { place = 1 + random.integer(below: 7) }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    place += action == 1 ? 1 : -1
    return Outcome(reward: place == 8 ? 1 : 0, ending: place % 8 == 0 ? .terminated : nil)
  }

  func observe(into row: inout MutableSpan<Float>) { row[0] = Float(place) }

  func draw(on canvas: inout Canvas) {
    canvas.bounds = .init(x: -0.5...8.5, y: -1...1)
    canvas.add(.line(from: .init(0, 0), to: .init(8, 0), thickness: 0.1, color: .muted))
    canvas.add(.circle(center: .init(8, 0), radius: 0.3, fill: .green))
    canvas.add(.circle(center: .init(Double(place), 0), radius: 0.25, fill: .blue))
  }
}

/// An agent that always goes right.
final class GoRight: Agent {
  func act(on observations: Observations, state: inout ActingState, into actions: inout Rows) {
    for copy in 0..<actions.count { actions[copy, 0] = 1 }
  }

  func save(to archive: inout Archive) {}
  func load(from archive: Archive) throws {}
}

@main
enum OwnWorld {
  static func main() {
    let corridor = EnvironmentEntry(
      "Corridor-v0", summary: "nine places in a line", rewards: "1 at the right end",
      source: "our own"
    ) { TimeLimited(Corridor(), steps: 50) }
    let goRight = AgentEntry(
      "go-right", summary: "always goes right", source: "our own",
      configuration: NoConfiguration.self
    ) { _, _ in GoRight() }
    ApusProgram.run(Catalogue(environments: [corridor], agents: [goRight, DQN.entry]))
  }
}
