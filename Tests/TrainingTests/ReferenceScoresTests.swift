import Foundation
import ReinforcementLearning
import Testing

@testable import Training

@Suite struct `A reference table` {
  let runs: MadeRuns
  init() throws { runs = try MadeRuns() }

  private func table(_ cells: String) throws -> ScoreTable {
    try Data(cells.utf8).write(to: URL(filePath: runs.directory("cells.yaml")))
    return try ScoreTable(in: runs.directory.path)
  }

  /// Ten finished runs with scores, and what they come to.
  private func record(_ cell: ScoreCell, _ scores: [Double], marks: Int = 10) throws -> ScoreRecord
  {
    let directories = try scores.enumerated().map { seed, score in
      try runs.add("a", UInt64(seed), score: score, name: cell.id, marks: marks) {
        $0.steps = 100_000
      }
    }
    return try ScoreRecord(of: cell, from: directories)
  }

  private let scores: [Double] = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]

  @Test func `counts the seeds at the bar`() throws {
    let cell = try table("hill: {train: Hill-v0 a, bar: 7, atLeast: 5}").cells[0]
    let record = try record(cell, scores)
    #expect(record.scores == scores)
    #expect(record.mean == 5.5)
    #expect(cell.seedsReaching(record.scores) == 4)
    #expect(cell.isMet(by: record.scores) == false)
    #expect(cell.claim == "≥ 7 on ≥ 5")
    // 10 · (1 − 0.7³) = 6.57 at step 30,000, 7.84 at 40,000; 7 itself only at the end.
    #expect(record.stepsToBar[0] == 40_000)
    #expect(record.stepsToBar[3] == 100_000)
    #expect(record.stepsToBar[4] == nil)
    #expect(record.medianStepsToBar == nil)
    #expect(record.seconds == 10)
  }

  @Test func `may claim that few seeds reach a bar, or nothing`() throws {
    let table = try table("few: {train: A b, bar: 7, atMost: 2}\nnone: {train: A b}")
    #expect(table.cells[0].isMet(by: scores) == false)
    #expect(table.cells[0].isMet(by: [8] + Array(repeating: 0, count: 9)) == true)
    #expect(table.cells[0].claim == "≥ 7 on ≤ 2")
    #expect(table.cells[1].isMet(by: scores) == nil)
  }

  @Test func `measures optimal actions`() throws {
    let cell = try table("hill: {train: Hill-v0 a, measure: optimality, bar: 1}").cells[0]
    #expect(try record(cell, scores).scores == Array(repeating: 1, count: 10))
  }

  @Test func `measures the last tenth of the training, by episodes`() throws {
    let cell = try table("hill: {train: Hill-v0 a, measure: training}").cells[0]
    let directory = try runs.add("a", 0, score: 1) { $0.steps = 100_000 }
    try Data(
      """
      step,episodes,mean_return
      90000,100,5
      95000,101,1
      100000,104,3

      """.utf8
    ).write(to: URL(filePath: directory.progressPath))
    #expect(try ScoreRecord(of: cell, from: [directory]).scores == [2.5])  // (1 · 1 + 3 · 3) / 4
  }

  @Test func `refuses runs that are not finished`() throws {
    let cell = try table("hill: {train: Hill-v0 a}").cells[0]
    #expect {
      _ = try record(cell, scores, marks: 9)
    } throws: {
      "\($0)".contains("step 90000 of 100000") && "\($0)".contains("apus reproduce hill")
    }
  }

  @Test func `keeps records`() throws {
    var known = try table("hill: {train: Hill-v0 a --steps 9, bar: 7, note: Steep.}")
    let cell = known.cells[0]
    #expect(try known.markdown.contains("| hill | `Hill-v0 a --steps 9` | ≥ 7 on ≥ 0 | not run |"))
    let outcome = try record(cell, scores)
    try known.record(outcome, of: cell)
    let again = try ScoreTable(in: runs.directory.path)
    #expect(again.records == ["hill": outcome])
    #expect(try again.markdown.contains("| 4 of 10 | 5.5 ["))
    #expect(try again.markdown.contains("- **hill**: Steep."))
  }

  @Test(arguments: [
    "{", "{\"scores\": []}",
    "{\"scores\":[1],\"stepsToBar\":[null],\"seconds\":1,\"codeRevision\":\"\"}",
  ])
  func `names a damaged record`(content: String) throws {
    try Data(content.utf8).write(to: URL(filePath: runs.directory("hill.json")))
    #expect {
      _ = try table("hill: {train: Hill-v0 a}")
    } throws: { error in
      guard let failure = error as? Failure else { return false }
      return failure.kind == .damagedData && failure.description.contains("hill.json")
    }
  }

  @Test(
    arguments: [
      ("hill: {trian: A b}", "did you mean train"),
      ("hill: {bar: 1}", "add train"),
      ("hill: {train: A b, measure: height}", "evaluation, training, optimality"),
      ("hill: {train: A b, atLeast: 11}", "give 0 to 10"),
      ("hill: {train: A b, atLeast: 5, atMost: 2}", "swap"),
    ])
  func `names a bad cell`(text: String, words: String) throws {
    #expect {
      _ = try table(text)
    } throws: {
      "\($0)".contains(words) && "\($0)".contains("cells.yaml:1:")
    }
  }

  @Test func `names the nearest cell`() throws {
    #expect {
      _ = try table("cartpole-dqn: {train: A b}").cell("cartpoledqn")
    } throws: {
      "\($0)".contains("did you mean cartpole-dqn")
    }
  }
}
