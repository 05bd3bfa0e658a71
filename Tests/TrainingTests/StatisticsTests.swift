import Foundation
import ReinforcementLearning
import Testing

@testable import Training

/// What rliable 1.2.0 made of the same scores.
struct Reference: Decodable {
  struct Point: Decodable {
    var mean: Double
    var median: Double
    var iqm: Double
    var optimality_gap: Double
  }
  struct Size: Decodable {
    var values: [Double]
    var iqm: Double
  }
  struct Profile: Decodable {
    var taus: [Double]
    var run_score: [String: [Double]]
    var average_score: [String: [Double]]
  }
  struct Unequal: Decodable { var value: Double }

  var scores: [String: [[Double]]]  // [runs][tasks]
  var point: [String: Point]
  var optimality_gap_gamma_0_5: [String: Double]
  var iqm_sizes: [Size]
  var poi: [String: Double]
  var poi_per_task: [String: [Double]]
  var poi_unequal_runs: Unequal
  var profile: Profile

  static func read() throws -> Reference {
    try JSONDecoder().decode(Reference.self, from: Data(golden("rliable-reference.json")))
  }

  func table(_ name: String, runs: Int = 8) throws -> Scores {
    let rows = try #require(scores[name]).prefix(runs)
    return try Scores((0..<5).map { task in rows.map { $0[task] } })
  }
}

@Suite struct `Aggregates of scores` {
  let reference: Reference
  init() throws { reference = try Reference.read() }

  @Test(arguments: ["A", "B", "C"]) func `agree with rliable`(name: String) throws {
    let scores = try reference.table(name)
    let point = try #require(reference.point[name])
    #expect(abs(scores.mean - point.mean) <= 1e-12)
    #expect(abs(scores.median - point.median) <= 1e-12)
    #expect(abs(scores.interquartileMean - point.iqm) <= 1e-12)
    #expect(abs(scores.optimalityGap() - point.optimality_gap) <= 1e-12)
    let half = try #require(reference.optimality_gap_gamma_0_5[name])
    #expect(abs(scores.optimalityGap(to: 0.5) - half) <= 1e-12)
  }

  @Test func `trim a quarter, rounded down, at every size`() {
    #expect(reference.iqm_sizes.count == 14)
    for size in reference.iqm_sizes {
      #expect(abs(Statistics.interquartileMean(size.values) - size.iqm) <= 1e-12)
    }
  }

  @Test func `say how likely one is to beat another, ties counting half`() throws {
    #expect(reference.poi.count == 7)
    for (pair, expected) in reference.poi {
      let names = pair.split(separator: ">").map(String.init)
      let (first, second) = (try reference.table(names[0]), try reference.table(names[1]))
      #expect(abs(first.probabilityOfImprovement(over: second) - expected) <= 1e-12)
      let each = try #require(reference.poi_per_task[pair])
      for (found, wanted) in zip(first.probabilitiesOfImprovement(over: second), each) {
        #expect(abs(found - wanted) <= 1e-12)
      }
    }
    let unequal = try reference.table("A", runs: 5)
      .probabilityOfImprovement(over: reference.table("B"))
    #expect(abs(unequal - reference.poi_unequal_runs.value) <= 1e-12)
  }

  @Test(arguments: ["A", "B", "C"]) func `have the profiles of rliable`(name: String) throws {
    let scores = try reference.table(name)
    let taus = reference.profile.taus
    for (found, wanted) in [
      (scores.runScoreProfile(at: taus), reference.profile.run_score[name]),
      (scores.averageScoreProfile(at: taus), reference.profile.average_score[name]),
    ] {
      let wanted = try #require(wanted)
      #expect(found.count == 23 && zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-12 })
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `are refused of a number that is none`(number: Double) {
    let failure = #expect(throws: Failure.self) { try Scores([[1, 2], [3, number]]) }
    #expect(failure?.kind == .numerical)
    #expect(failure?.location == "task 1, run 1")
  }

  /// The area under the profile over all positive thresholds is the mean of the scores above zero.
  @Test func `fit their profile`() throws {
    var random = RandomSource(seed: 3)
    for _ in 0..<50 {
      let tasks = (0..<3).map { _ in (0..<5).map { _ in random.uniform() * 2 } }
      let scores = try Scores(tasks)
      let steps = 20_000
      let width = 2.0 / Double(steps)
      let profile = scores.runScoreProfile(at: (0..<steps).map { (Double($0) + 0.5) * width })
      #expect(abs(profile.reduce(0, +) * width - scores.mean) < 1e-4)
    }
  }

  @Test func `do not depend on the order of runs and follow a shift`() throws {
    var random = RandomSource(seed: 5)
    for _ in 0..<200 {
      let tasks = (0..<3).map { _ in (0..<6).map { _ in random.uniform() - 0.3 } }
      let (scores, turned) = (try Scores(tasks), try Scores(tasks.map { $0.reversed() }))
      let shifted = try Scores(tasks.map { $0.map { $0 + 2 } })
      #expect(abs(scores.interquartileMean - turned.interquartileMean) < 1e-12)
      #expect(abs(scores.interquartileMean + 2 - shifted.interquartileMean) < 1e-12)
      #expect(abs(scores.median + 2 - shifted.median) < 1e-12)
      #expect(scores.probabilityOfImprovement(over: scores) == 0.5)
      #expect(shifted.probabilityOfImprovement(over: scores) == 1)
    }
  }
}
