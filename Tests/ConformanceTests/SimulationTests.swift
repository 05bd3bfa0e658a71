import ReinforcementLearning
import Testing

@testable import apus

/// A finite environment of the catalogue.
struct FiniteWorld: CustomTestStringConvertible, Sendable {
  let entry: EnvironmentEntry
  var testDescription: String { entry.id }

  static let all = Catalogue.everything.environments.filter {
    $0.makeBatch().environment(of: 0) is any FiniteMDP
  }.map(FiniteWorld.init)
}

/// What play by a solution earned.
private struct Simulation {
  var mean = 0.0
  var standardError = 0.0
  /// At most how much is lacking since episodes were broken off.
  var rest = 0.0

  private static let steps = 3e6
  private static let negligible = 1e-4

  /// Plays 10,000 episodes, or as many as do not take too long, each until it ends or what is left
  /// is worth next to nothing.
  init<World: FiniteMDP>(of world: World, by solution: Solution, from model: FiniteModel) {
    let horizon = solution.discount < 1 ? 10 / (1 - solution.discount) : 10_000
    let length = min(model.atStart(solution.expectedLengths), horizon)
    let episodes = Int(max(200, min(10_000, Self.steps / max(length, 1))))
    var random = RandomSource(seed: 11, stream: "simulation")
    var returns: [Double] = []
    for _ in 0..<episodes {
      var (world, earned, factor, isOver) = (world, 0.0, 1.0, false)
      world.reset(using: &random)
      while !isOver, factor > Self.negligible {
        let outcome = world.step(solution.actions[world.state], using: &random)
        earned += factor * outcome.reward
        factor *= solution.discount
        // The solution knows of no time limit, and the world goes on behind it.
        isOver = outcome.ending == .terminated
      }
      if !isOver { rest = Self.negligible * (solution.values.map(abs).max() ?? 0) }
      returns.append(earned)
    }
    let count = Double(episodes)
    let mean = returns.reduce(0, +) / count
    let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    standardError = (squares / (count - 1) / count).squareRoot()
  }
}

@Suite struct `Every finite environment` {
  @Test(arguments: FiniteWorld.all)
  func `pays who plays by its solution what the solution says`(_ world: FiniteWorld) throws {
    let finite = try #require(world.entry.makeBatch().environment(of: 0) as? any FiniteMDP)
    let model = try FiniteModel(of: finite)
    let solution = try Solution(of: model)
    let value = model.atStart(solution.values)
    let simulation = Simulation(of: finite, by: solution, from: model)
    let tolerance = 3 * simulation.standardError + simulation.rest + 1e-9 * max(1, abs(value))
    #expect(
      abs(simulation.mean - value) <= tolerance,
      "\(simulation.mean) ± \(simulation.standardError), not \(value)")
  }

  /// The other ways to solve find the same.
  @Test(arguments: FiniteWorld.all)
  func `is worth the same in whatever way it is solved`(_ world: FiniteWorld) throws {
    let finite = try #require(world.entry.makeBatch().environment(of: 0) as? any FiniteMDP)
    let model = try FiniteModel(of: finite)
    let values = try SolvingMethod.allCases.map { try Solution(of: model, by: $0).values }
    for other in values.dropFirst() {
      for (first, second) in zip(values[0], other) {
        #expect(abs(first - second) <= 1e-8 * max(1, abs(first)))
      }
    }
  }
}
