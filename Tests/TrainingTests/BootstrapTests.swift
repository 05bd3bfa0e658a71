import Foundation
import ReinforcementLearning
import Testing

@testable import Training

/// rliable's replicates for 200 given tables of indices, and its bounds over ten seeds.
private struct BootstrapReference: Decodable {
  struct Tables: Decodable {
    var idx: [[[Int]]]
    var replicates: [String: [String: [Double]]]
    var ci95: [String: [String: [Double]]]
  }
  struct Bounds: Decodable {
    var low_mean: Double
    var low_sd: Double
    var high_mean: Double
    var high_sd: Double
  }
  struct Seeds: Decodable { var aggregates: [String: [String: Bounds]] }

  var index_tables: Tables
  var ci_multi_seed: Seeds
}

@Suite struct `The bootstrap` {
  private static let statistics: [(name: String, statistic: @Sendable (Resample) -> Double)] = [
    ("mean", { $0.mean }), ("median", { $0.median }), ("iqm", { $0.interquartileMean }),
    ("optimality_gap", { $0.optimalityGap() }),
  ]

  private let reference: Reference
  private let bootstrap: BootstrapReference

  init() throws {
    reference = try Reference.read()
    bootstrap = try JSONDecoder().decode(
      BootstrapReference.self, from: Data(golden("rliable-reference.json")))
  }

  @Test(arguments: ["A", "B", "C"])
  func `agrees with rliable on given draws`(name: String) throws {
    let scores = try reference.table(name)
    var resample = Resample(scores)
    for (key, statistic) in Self.statistics {
      let expected = try #require(bootstrap.index_tables.replicates[name]?[key])
      let found = bootstrap.index_tables.idx.map { indices in
        resample.redraw(from: scores, indices: indices)
        return statistic(resample)
      }
      #expect(found.count == 200 && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 })
      let bounds = try #require(bootstrap.index_tables.ci95[name]?[key])
      let interval = Bootstrap().interval(found)
      #expect(abs(interval.lower - bounds[0]) <= 1e-12 && abs(interval.upper - bounds[1]) <= 1e-12)
    }
  }

  @Test(arguments: zip(["A", "B", "C"], [1, 2, 3] as [UInt64]))
  func `comes to rliable's bounds by its own draws`(name: String, seed: UInt64) throws {
    let intervals = try #require(
      Bootstrap(seed: seed).intervals(
        of: reference.table(name), Self.statistics.map { each in { each.statistic($0) } }))
    for ((key, _), interval) in zip(Self.statistics, intervals) {
      let bounds = try #require(bootstrap.ci_multi_seed.aggregates[name]?[key])
      #expect(abs(interval.lower - bounds.low_mean) <= max(6 * bounds.low_sd, 0.002), "\(key)")
      #expect(abs(interval.upper - bounds.high_mean) <= max(6 * bounds.high_sd, 0.002), "\(key)")
    }
  }

  /// rliable's own interval is of 2,000 draws, so that its bounds are good to a hundredth.
  @Test func `draws two algorithms separately`() throws {
    let interval = try #require(
      Bootstrap(resamples: 5_000).interval(of: reference.table("B"), and: reference.table("A")) {
        $0.probabilityOfImprovement(over: $1)
      })
    #expect(abs(interval.lower - 0.686) < 0.015 && abs(interval.upper - 0.888) < 0.015)
  }

  @Test func `refuses fewer than three runs`() throws {
    let scores = try Scores([[1, 2]])
    #expect(Bootstrap(resamples: 10).interval(of: scores) { $0.mean } == nil)
    #expect(Bootstrap(resamples: 10).band(of: [[1], [2]]) { $0[0] } == nil)
  }

  @Test func `gives the same interval for the same seed, and another for another`() throws {
    let scores = try reference.table("A")
    func interval(_ seed: UInt64) -> Interval? {
      Bootstrap(resamples: 500, seed: seed).interval(of: scores) { $0.interquartileMean }
    }
    #expect(interval(1) == interval(1))
    #expect(interval(1) != interval(2))
  }

  /// A band at one mark is the interval of one task.
  @Test func `draws whole runs for a curve`() throws {
    let scores = try Scores([[1, 4, 2, 8, 5]])
    let band = Bootstrap(resamples: 2_000, seed: 4).band(of: scores.tasks[0].map { [$0, 3] }) {
      Statistics.interquartileMean(sorting: &$0)
    }
    let interval = Bootstrap(resamples: 2_000, seed: 4).interval(of: scores) {
      $0.interquartileMean
    }
    #expect(band?.first == interval)
    #expect(band?.last == Interval(lower: 3, upper: 3))
  }
}
