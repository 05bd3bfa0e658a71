import ClassicControl
import ReinforcementLearning
import Testing

@Suite struct `The linear quadratic regulator` {
  /// With `A = B = Q = R = γ = 1` the Riccati equation is `P² = P + 1`: the golden ratio.
  @Test func `has the golden ratio as the cost of the simplest system`() throws {
    var system = LQR(
      LinearSystem(
        dynamics: [[1]], control: [[1]], stateCost: [[1]], controlCost: [[1]], discount: 1))
    var random = RandomSource(seed: 1)
    system.reset(using: &random)
    let state = Double(system.observation[0])
    let golden = (1 + 5.0.squareRoot()) / 2
    let optimum = system.optimum()
    #expect(abs(optimum.value + golden * state * state) < 1e-6)
    let control = try #require(optimum.actions.first)
    #expect(abs(Double(control[0]) + state / golden) < 1e-6)
  }

  /// How much more play earned than was promised, discounted, episode by episode.
  private func surplus(scalingBestControlBy factor: Float, noise: Double = 0) -> [Double] {
    let system = LinearSystem(
      dynamics: [[1, 0.1], [0, 1]], control: [[0.005], [0.1]], stateCost: [[1, 0], [0, 0.1]],
      controlCost: [[0.1]], noise: noise, discount: 0.9)
    var random = RandomSource(seed: 2)
    return (0..<200).map { _ in
      var world = LQR(system, limit: 100)
      world.reset(using: &random)
      var earned = -world.optimum().value
      var worth = 1.0
      for _ in 0..<150 {
        let control = world.optimum().actions[0].map { $0 * factor }
        earned += worth * world.step(control, using: &random).reward
        worth *= 0.9
      }
      return earned
    }
  }

  @Test func `earns what its solution promises`() {
    #expect(surplus(scalingBestControlBy: 1).allSatisfy { abs($0) < 1e-5 })
  }

  @Test(arguments: [Float(0.8), 0.95, 1.05, 1.2])
  func `earns less with any other gain`(_ factor: Float) {
    #expect(surplus(scalingBestControlBy: factor).allSatisfy { $0 < 0 })
  }

  @Test func `counts what noise costs`() {
    let strays = surplus(scalingBestControlBy: 1, noise: 0.3)
    let count = Double(strays.count)
    let mean = strays.reduce(0, +) / count
    let variance = strays.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    #expect(abs(mean) < 4 * (variance / count).squareRoot())
    #expect(variance > 0.1)
  }

  @Test func `never wants more than the limit in the registered task`() throws {
    let batch = LQR.v0.makeBatch(count: 200)
    try batch.reset(seed: 3)
    for _ in 0..<100 {
      let best = try (0..<200).map { try #require(batch.optimum(of: $0)?.actions[0][0]) }
      #expect(best.allSatisfy { abs($0) < 4 })
      try batch.step(Rows(best, width: 1))
    }
  }
}
