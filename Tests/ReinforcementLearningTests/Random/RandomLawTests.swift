import Testing

@testable import ReinforcementLearning

@Suite struct `The laws of chance` {
  /// Ten thousand draws each; 5.7 deviations of a chi-square law are a chance of one in 10⁸.
  @Test(arguments: [2, 3, 6, 10, 100, 257])
  func `make every integer below a count as likely as another`(count: Int) {
    var source = RandomSource(seed: 5)
    var counts = [Int](repeating: 0, count: count)
    for _ in 0..<10_000 { counts[source.integer(below: count)] += 1 }
    #expect(chiSquare(counts) < bound(freedom: count - 1))
  }

  /// Three quarters of all words: a multiplication without rejection favours every third value.
  @Test func `leave no bias in a range close to that of a word`() {
    var source = RandomSource(seed: 6)
    let count = 3 << 30
    var counts = [Int](repeating: 0, count: 3)
    for _ in 0..<30_000 { counts[source.integer(below: count) % 3] += 1 }
    #expect(chiSquare(counts) < bound(freedom: 2))
  }

  @Test func `notice a bias`() {
    var source = RandomSource(seed: 7)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<10_000 { counts[source.integer(below: 7) % 6] += 1 }
    #expect(chiSquare(counts) > bound(freedom: 5))
  }

  /// The greatest word of all is the uniform number closest to one.
  @Test func `never make a uniform number one`() {
    #expect(Double(UInt64.max >> 11) * 0x1p-53 < 1)
    var source = RandomSource(seed: 8)
    for _ in 0..<100_000 { #expect((0..<1).contains(source.uniform())) }
  }

  @Test func `give normal and exponential numbers their moments`() {
    var source = RandomSource(seed: 9)
    let count = 100_000
    let normals = (0..<count).map { _ in source.normal() }
    let exponentials = (0..<count).map { _ in source.exponential() }
    #expect(abs(mean(normals)) < 5 / Double(count).squareRoot())
    #expect(abs(mean(normals.map { $0 * $0 }) - 1) < 5 * (2 / Double(count)).squareRoot())
    #expect(abs(mean(exponentials) - 1) < 5 / Double(count).squareRoot())
    #expect(exponentials.allSatisfy { $0 >= 0 })
  }

  private func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }
}

/// `Σ (observed − expected)² / expected` for equally likely outcomes.
func chiSquare(_ counts: [Int]) -> Double {
  let expected = Double(counts.reduce(0, +)) / Double(counts.count)
  return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
}

/// What a chi-square value stays below save once in more than a million times
/// (Wilson and Hilferty, 1931, at five deviations).
func bound(freedom: Int) -> Double {
  let width = 2 / (9 * Double(freedom))
  let root = 1 - width + 5 * width.squareRoot()
  return Double(freedom) * root * root * root
}
