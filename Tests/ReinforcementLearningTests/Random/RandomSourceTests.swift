import Foundation
import Testing

@testable import ReinforcementLearning

@Suite struct `The random source` {
  private let golden: NumpyGolden

  init() throws {
    golden = try ReinforcementLearningTests.golden("numpy.json", as: NumpyGolden.self)
  }

  private func expect(
    _ law: KeyPath<NumpyGolden.Seed, NumpyGolden.Law>, draw: (inout RandomSource) -> Double
  ) {
    for seed in golden.seeds {
      let law = seed[keyPath: law]
      var source = RandomSource(seed: seed.number)
      let numbers = (0..<law.count).map { _ in draw(&source) }
      #expect(Array(numbers.prefix(20)) == law.first)
      #expect(numbers.min() == law.least)
      #expect(numbers.max() == law.greatest)
      #expect(digest(numbers.map(\.bitPattern)) == law.digest, "seed \(seed.seed)")
    }
  }

  @Test func `draws numpy's uniform numbers`() { expect(\.uniform) { $0.uniform() } }

  /// Forty thousand a seed, so that wedges and tails are among them: the greatest lie beyond 3.65.
  @Test func `draws numpy's normal numbers`() {
    expect(\.normal) { $0.normal() }
    #expect(golden.seeds.contains { $0.normal.greatest > NormalZiggurat.tailStart })
    #expect(golden.seeds.contains { $0.normal.least < -NormalZiggurat.tailStart })
  }

  @Test func `draws numpy's exponential numbers`() {
    expect(\.exponential) { $0.exponential() }
    #expect(golden.seeds.contains { $0.exponential.greatest > ExponentialZiggurat.tailStart })
  }

  @Test func `draws numpy's integers from every kind of range`() {
    for seed in golden.seeds {
      var source = RandomSource(seed: seed.number)
      for draw in seed.integers {
        #expect(source.integer(in: draw.low..<draw.high) == draw.value)
      }
      source = RandomSource(seed: seed.number)
      for draw in seed.integers where draw.low == 0 {
        var twin = source
        #expect(source.integer(below: draw.high) == twin.integer(in: 0..<draw.high))
        #expect(source == twin)
      }
    }
  }

  @Test func `fills a row as it would draw number after number`() {
    var source = RandomSource(seed: 4)
    var twin = source
    var row = [Float](repeating: -1, count: 101)
    source.fill(&row, withIntegersBelow: 5)
    #expect(row == (0..<101).map { _ in Float(twin.integer(below: 5)) })
    #expect(source == twin)
  }

  @Test func `keeps the other half of a draw while other draws come between`() {
    for seed in golden.seeds {
      var source = RandomSource(seed: seed.number)
      for draw in seed.interleaved {
        let value =
          switch draw.kind {
          case "uniform": source.uniform()
          case "range": source.uniform(in: -0.05..<0.05)
          case "normal": source.normal()
          case "exponential": source.exponential()
          case "integer": Double(source.integer(below: 10))
          default: Double(source.integer(below: 1 << 40))
          }
        #expect(value == draw.value, "seed \(seed.seed), \(draw.kind)")
      }
    }
  }

  @Test func `shuffles and chooses as numpy does`() {
    for seed in golden.seeds {
      let choices = seed.choices
      var source = RandomSource(seed: seed.number)
      var shuffled = Array(0..<30)
      source.shuffle(&shuffled)
      #expect(shuffled == choices.shuffled)
      #expect(source.permutation(of: 57) == choices.permutation)
      #expect((0..<50).map { _ in source.choice(weightedBy: choices.weights) } == choices.weighted)
      for without in choices.without {
        let chosen = source.choices(without.amount, below: without.count)
        #expect(Array(chosen.prefix(60)) == without.values)
        #expect(digest(chosen.map { UInt64($0) }) == without.digest)
        #expect(Set(chosen).count == without.amount)
      }
      #expect(source.uniform() == choices.after)
    }
  }

  @Test func `continues to the same bits when it is written and read at any moment`() throws {
    var source = RandomSource(seed: 3, stream: "anything")
    for round in 0..<50 {
      if round.isMultiple(of: 3) { _ = source.integer(below: 6) }
      if round.isMultiple(of: 7) { _ = source.normal() }
      let data = try JSONEncoder().encode(source)
      var restored = try JSONDecoder().decode(RandomSource.self, from: data)
      #expect(restored == source)
      let draws = { (random: inout RandomSource) in
        (0..<9).map { $0.isMultiple(of: 2) ? UInt64(random.nextHalf()) : random.next() }
      }
      #expect(draws(&restored) == draws(&source))
    }
  }

  @Test(arguments: [
    #"{"state":"xyz","increment":"1"}"#, #"{"state":"1","increment":"2"}"#, #"{"state":"1"}"#,
  ])
  func `refuses a damaged state`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RandomSource.self, from: Data(text.utf8))
    }
  }

  @Test func `is a few plain words`() {
    #expect(MemoryLayout<RandomSource>.size <= 40)
    #expect(_isPOD(RandomSource.self))
  }
}

@Suite struct `Gamma and beta laws` {
  /// `numpy.random.Generator(PCG64(7))`, one call after the other.
  @Test func `draw numpy's numbers`() {
    var source = RandomSource(seed: 7)
    #expect(
      [1, 1.5, 4, 30].map { source.gamma(shape: $0) }
        == [0.7075292557919215, 1.5200126138244439, 2.2120350338598374, 24.586610654320623])
    #expect(
      [(3.0, 2.0), (1, 5), (40, 7.5)].map { source.beta($0.0, $0.1) }
        == [0.8480350382505726, 0.059909827636182224, 0.9051613015679203])
  }
}
