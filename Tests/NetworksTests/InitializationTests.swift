import Networks
import Testing

@Suite struct `Initial weights` {
  struct Rule: CustomTestStringConvertible, Sendable {
    let rule: Initialization
    /// Of weights of 64 inputs and 256 outputs.
    let deviation: Float
    let limit: Float

    var testDescription: String { "\(rule)" }
  }

  /// A uniform number within `l` has the deviation `l / √3`.
  static let rules = [
    Rule(rule: .kaimingUniform(), deviation: 0.17678, limit: 0.30619),  // √2 √(3 / 64)
    Rule(rule: .kaimingNormal(), deviation: 0.17678, limit: .infinity),  // √2 / 8
    Rule(rule: .xavierUniform(), deviation: 0.07906, limit: 0.13694),  // √(6 / 320)
    Rule(rule: .xavierNormal(gain: 2), deviation: 0.15811, limit: .infinity),  // 2 √(2 / 320)
    Rule(rule: .byInputs, deviation: 0.07217, limit: 0.125),  // 1 / 8
    Rule(rule: .uniform(limit: 0.2), deviation: 0.11547, limit: 0.2),
    Rule(rule: .kaimingUniform(gain: 1), deviation: 0.125, limit: 0.21651),  // √(3 / 64)
    Rule(rule: .lecunUniform, deviation: 0.125, limit: 0.21651),
    Rule(rule: .lecunNormal, deviation: 0.125, limit: .infinity),  // 1 / 8
    Rule(rule: .normal(deviation: 0.3), deviation: 0.3, limit: .infinity),
    // A standard normal number kept within two has the deviation 0.87963.
    Rule(rule: .truncatedNormal(deviation: 0.5, limit: 1), deviation: 0.43981, limit: 1),
  ]

  @Test(arguments: rules)
  func `have the deviation of their formula`(_ rule: Rule) {
    var random = TestGenerator(state: 11)
    let values = rule.rule.draw(64 * 256, inputs: 64, using: &random)
    let mean = values.reduce(0, +) / Float(values.count)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Float(values.count)
    // Four standard errors of the mean and of the deviation.
    #expect(abs(mean) < 4 * rule.deviation / 128)
    #expect(abs(variance.squareRoot() - rule.deviation) < 4 * rule.deviation / 181)
    let greatest = values.map(abs).max() ?? 0
    #expect(greatest <= rule.limit * 1.0001)
    #expect(rule.limit == .infinity || greatest > 0.99 * rule.limit)
  }

  @Test func `can be all the same`() {
    var random = TestGenerator(state: 14)
    #expect(Initialization.zeros.draw(3, inputs: 1, using: &random) == [0, 0, 0])
    #expect(Initialization.constant(0.5).draw(2, inputs: 1, using: &random) == [0.5, 0.5])
  }

  /// PyTorch counts the places of a kernel on both sides: of 3 × 3 × 4 inputs and 8 outputs,
  /// √(6 / (9 (4 + 8))) and √(2 / (9 (4 + 8))).
  @Test func `of convolutions count the places of the kernel`() {
    var random = TestGenerator(state: 15)
    func drawn(_ rule: Initialization) -> [Float] {
      (0..<40).flatMap { _ in rule.draw(9 * 4 * 8, inputs: 36, places: 9, using: &random) }
    }
    let greatest = drawn(.xavierUniform()).map(abs).max() ?? 0
    #expect(greatest <= 0.235_71 && greatest > 0.235)
    let values = drawn(.xavierNormal())
    let variance = values.reduce(0) { $0 + $1 * $1 } / Float(values.count)
    #expect(abs(variance - 0.018_518) < 0.001)
  }

  @Test(arguments: [[3, 5], [5, 3], [64, 64], [1, 4]])
  func `are orthogonal along the shorter side`(extents: [Int]) {
    var random = TestGenerator(state: 12)
    let (rows, columns) = (extents[0], extents[1])
    let values = Initialization.orthogonal(gain: 1.5).draw(
      rows * columns, inputs: rows, using: &random)
    let vectors = (0..<min(rows, columns)).map { vector in
      (0..<max(rows, columns)).map { place in
        rows < columns ? values[vector * columns + place] : values[place * columns + vector]
      }
    }
    for (index, vector) in vectors.enumerated() {
      for (other, partner) in vectors.enumerated() {
        let product = zip(vector, partner).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (index == other ? 2.25 : 0)) < 1e-5)
      }
    }
  }

  /// Of a 2 × 2 matrix each element is the cosine of a uniform angle: its square is ½ on average,
  /// and its fourth power ⅜.
  @Test func `are uniform among the orthogonal matrices`() {
    var random = TestGenerator(state: 13)
    let draws = (0..<20_000).map { _ in
      Initialization.orthogonal().draw(4, inputs: 2, using: &random)
    }
    for place in 0..<4 {
      let squares = draws.map { $0[place] * $0[place] }
      let (second, fourth) = squares.reduce((Float(0), Float(0))) { ($0.0 + $1, $0.1 + $1 * $1) }
      let mean = draws.reduce(Float(0)) { $0 + $1[place] } / 20_000
      #expect(abs(second / 20_000 - 0.5) < 0.01 && abs(fourth / 20_000 - 0.375) < 0.01)
      #expect(abs(mean) < 0.02)
    }
  }
}
