import Foundation
import Testing

@testable import ReinforcementLearning

@Suite struct `The prioritized replay` {
  private func replay(
    capacity: Int = 10, holding count: Int, exponent: Double = 0.6
  ) -> PrioritizedReplay {
    let replay = PrioritizedReplay(
      capacity: capacity, observationWidth: 1, actionWidth: 1, exponent: exponent)
    for number in 0..<count { append(number, to: replay) }
    return replay
  }

  private func append(_ number: Int, to replay: PrioritizedReplay) {
    let x = Float(number)
    replay.append(
      ReplayTransition(
        observation: [x], action: [0], reward: x, continuation: 0.9, nextObservation: [x + 1]))
  }

  private func draw(
    _ count: Int, from replay: PrioritizedReplay, correction: Double = 0.4,
    using random: inout RandomSource
  ) -> (places: [Int], weights: [Float]) {
    var places = [Int](repeating: 0, count: count)
    var weights = [Float](repeating: .nan, count: count)
    weights.withUnsafeMutableBufferPointer {
      replay.sample(into: &places, weights: $0, correction: correction, using: &random)
    }
    return (places, weights)
  }

  private static let errors: [Float] = [0.1, 2, -0.5, 0, 3, 0.7, -1.5, 0.01, 4, 1]

  /// One draw at a time, so that strata do not make the counts more even than chance would.
  @Test(arguments: [0, 0.6, 1])
  func `draws by the power of the error`(_ exponent: Double) {
    let replay = replay(holding: 10, exponent: exponent)
    replay.setErrors(Self.errors, at: Array(0..<10))
    let masses = Self.errors.map { pow(Double(abs($0) + 1e-6), exponent) }
    let total = masses.reduce(0, +)
    var random = RandomSource(seed: 1)
    var counts = [Int](repeating: 0, count: 10)
    let draws = 100_000
    for _ in 0..<draws { counts[draw(1, from: replay, using: &random).places[0]] += 1 }
    // A law of fewer than five expected draws is no chi-squared one.
    let frequent = masses.indices.filter { masses[$0] / total * Double(draws) >= 5 }
    let statistic = frequent.reduce(0.0) { sum, place in
      let expected = masses[place] / total * Double(draws)
      return sum + pow(Double(counts[place]) - expected, 2) / expected
    }
    #expect(statistic < bound(freedom: frequent.count - 1))
    for place in masses.indices {
      #expect(abs(replay.probability(at: place) - masses[place] / total) < 1e-12)
    }
  }

  /// Two transitions with errors 1 and 3: `P` is ¼ and ¾, so that `(2 P)^−½` is √2 and √⅔, and the
  /// greater becomes 1, the other 1/√3.
  @Test func `weighs against the probability`() {
    let replay = PrioritizedReplay(
      capacity: 2, observationWidth: 1, actionWidth: 1, exponent: 1, floor: 0)
    append(0, to: replay)
    append(1, to: replay)
    replay.setErrors([1, 3], at: [0, 1])
    var random = RandomSource(seed: 0)
    let (places, weights) = draw(4, from: replay, correction: 0.5, using: &random)
    #expect(places == [0, 1, 1, 1])
    #expect(abs(weights[0] - 1) < 1e-6)
    #expect(weights[1...].allSatisfy { abs($0 - 0.577_350_3) < 1e-6 })
  }

  @Test func `weighs all alike where priorities do not matter`() {
    let replay = replay(holding: 10, exponent: 0)
    replay.setErrors(Self.errors, at: Array(0..<10))
    var random = RandomSource(seed: 3)
    #expect(draw(64, from: replay, using: &random).weights.allSatisfy { $0 == 1 })
  }

  @Test func `prefers what is new`() {
    let replay = replay(holding: 3, exponent: 1)
    replay.setErrors([0.5, 7, 0.5], at: [0, 1, 2])
    append(3, to: replay)
    #expect(replay.probability(at: 3) == replay.probability(at: 1))
  }

  @Test func `forgets a priority together with its transition`() {
    let replay = replay(capacity: 4, holding: 4, exponent: 1)
    replay.setErrors([0.25, 0.25, 0.25, 0.25], at: [0, 1, 2, 3])
    append(4, to: replay)
    #expect(abs(replay.probability(at: 0) - 1 / 1.75) < 1e-5)
  }

  @Test func `keeps exact sums through a million updates`() {
    var tree = SumTree(count: 1_000)
    var masses = [Double](repeating: 0, count: 1_000)
    var random = RandomSource(seed: 5)
    for _ in 0..<1_000_000 {
      let place = random.integer(below: 1_000)
      masses[place] = pow(10, random.uniform(in: -9..<9))
      tree[place] = masses[place]
    }
    // Summed in the order of the tree, the numbers are the same to the last bit.
    var sums = masses + [Double](repeating: 0, count: 24)
    while sums.count > 1 {
      sums = stride(from: 0, to: sums.count, by: 2).map { sums[$0] + sums[$0 + 1] }
    }
    #expect(tree.total == sums[0])
  }

  @Test func `never finds a place without mass`() {
    var tree = SumTree(count: 5)
    tree[1] = 0.1
    tree[3] = 0.2
    for mass in [0, 0.05, 0.1.nextDown, 0.1, 0.25, tree.total, 1] {
      #expect(tree.place(at: mass) == (mass < 0.1 ? 1 : 3))
    }
  }

  @Test(arguments: [1, 4, 9])
  func `continues as if it had never been saved`(_ count: Int) throws {
    let original = replay(capacity: 6, holding: count)
    original.setErrors([2.5], at: [0])
    var archive = Archive()
    original.save(to: &archive)
    let restored = PrioritizedReplay(
      capacity: 6, observationWidth: 1, actionWidth: 1, exponent: 0.6)
    try restored.load(from: archive)
    var (first, second) = (RandomSource(seed: 9), RandomSource(seed: 9))
    for number in 0..<20 {
      for replay in [original, restored] { append(count + number, to: replay) }
      let (one, other) = (
        draw(8, from: original, using: &first), draw(8, from: restored, using: &second)
      )
      #expect(one == other)
      original.setErrors(one.weights, at: one.places)
      restored.setErrors(other.weights, at: other.places)
    }
    var (one, other) = (Archive(), Archive())
    original.save(to: &one)
    restored.save(to: &other)
    #expect(one == other)
  }

  @Test func `refuses damaged priorities`() {
    var archive = Archive()
    replay(holding: 2).save(to: &archive)
    archive.store([1, .nan], for: "priorities")
    let failure = #expect(throws: Failure.self) { try replay(holding: 0).load(from: archive) }
    #expect(failure?.kind == .damagedData)
  }
}
