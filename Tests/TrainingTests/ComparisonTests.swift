import Foundation
import ReinforcementLearning
import Testing

@testable import Training

/// Runs made by hand, on disk.
final class MadeRuns {
  let directory: TemporaryDirectory
  let store: RunStore

  init() throws {
    directory = try TemporaryDirectory()
    store = RunStore(root: directory("runs"))
  }

  /// Writes a run whose return rises from zero to a score, in ten evaluations.
  @discardableResult
  func add(
    _ agent: String, _ seed: UInt64, score: Double, environment: String = "Hill-v0",
    name: String = "run-1", marks: Int = 10, noise: Double = 0,
    change: (inout RunConfiguration) -> Void = { _ in }
  ) throws -> RunDirectory {
    let run = try store.create(environment: environment, agent: agent, name: name, seeds: [seed])[0]
    var configuration = RunConfiguration(environment: environment, agent: agent)
    configuration.seed = seed
    change(&configuration)
    try run.write(configuration)
    let table = try TableLog(path: run.evaluationsPath, columns: EvaluationMark.columns)
    var random = RandomSource(seed: seed, stream: agent)
    for mark in 1...marks {
      let part = Double(mark) / 10
      let rise = mark == 10 ? 1 : 1 - (1 - part) * (1 - part) * (1 - part)
      var evaluation = EvaluationMark(
        step: mark * 10_000, episodes: 20,
        meanReturn: score * rise + (mark == 10 ? 0 : noise * (random.uniform() - 0.5)))
      evaluation.wallSeconds = Double(mark)
      evaluation.optimalShare = part
      try table.append(evaluation.cells)
    }
    return run
  }

  func compare(_ options: Comparison.Options = .init(bootstrap: .init(resamples: 1_000))) throws
    -> Comparison
  {
    try Comparison(store.seeds(), options: options)
  }
}

@Suite struct `A comparison` {
  let runs: MadeRuns
  init() throws { runs = try MadeRuns() }

  private func add(_ agent: String, _ scores: [Double], name: String = "run-1") throws {
    for (seed, score) in scores.enumerated() {
      try runs.add(agent, UInt64(seed), score: score, name: name)
    }
  }

  @Test func `claims a clear difference of enough seeds`() throws {
    try add("good", [100, 102, 98, 101, 99])
    try add("bad", [50, 52, 48, 51, 49])
    let hill = try runs.compare().environments[0]
    #expect(hill.agents.map(\.label) == ["good", "bad"])
    #expect(hill.agents[0].mean == 100 && hill.agents[0].interquartileMean == 100)
    #expect(hill.agents[0].seeds == [0, 1, 2, 3, 4])
    #expect(hill.agents[0].intervalCoverage == 0.89)
    #expect(hill.agents[0].optimalShare == 1)
    let verdict = hill.verdicts[0]
    #expect(verdict.isSignificant && verdict.probabilityOfImprovement == 1)
    #expect(
      verdict.sentence
        == "good is better than bad in Hill-v0: the mean return differs by 50, "
        + "95 % interval 47.7 to 52.3 (Welch p < 0.0001, 5 and 5 seeds).")
  }

  @Test func `claims nothing of four seeds, however clear`() throws {
    try add("good", [100, 102, 98, 101])
    try add("bad", [50, 52, 48, 51, 49])
    let verdict = try runs.compare().environments[0].verdicts[0]
    #expect(!verdict.isSignificant)
    #expect(verdict.sentence.contains("4 and 5 seeds, at least 5 a side are needed"))
    #expect(verdict.seedsNeeded == 6)
  }

  @Test func `says how many seeds would show a small difference`() throws {
    try add("one", [100, 110, 90, 105, 95])
    try add("two", [98, 108, 88, 103, 93])
    let verdict = try runs.compare().environments[0].verdicts[0]
    #expect(!verdict.isSignificant)
    #expect(verdict.sentence.hasPrefix("one and two cannot be told apart in Hill-v0"))
    #expect(try #require(verdict.seedsNeeded) > 100)
  }

  @Test func `says nothing of one seed`() throws {
    try add("one", [100])
    try add("two", [50])
    let comparison = try runs.compare()
    #expect(comparison.environments[0].verdicts[0].sentence.hasPrefix("Nothing can be said"))
    #expect(comparison.environments[0].agents[0].interval == nil)
    #expect(comparison.text.contains("fewer than three seeds give no interval"))
  }

  /// Scores 100, 60 and 40 rise as 1 − (1 − t)³; the median run reaches 50 at t = 0.5, where it has
  /// 52.5, and the least never does.
  @Test func `times the threshold by the median seed`() throws {
    try add("one", [100, 60, 40])
    let options = Comparison.Options(
      threshold: { _ in 50 }, bootstrap: .init(resamples: 100))
    let agent = try runs.compare(options).environments[0].agents[0]
    #expect(agent.stepsToThreshold == 50_000 && agent.secondsToThreshold == 5)
    #expect(agent.seedsReachingThreshold == 2)
    try add("two", [100, 40, 40])
    let other = try runs.compare(options).environments[0].agents[1]
    #expect(other.stepsToThreshold == nil)
    #expect(try runs.compare(options).text.contains("not reached"))
  }

  @Test func `tells two runs of one agent apart by their names`() throws {
    try add("one", [1, 2, 3], name: "small")
    try add("one", [4, 5, 6], name: "large")
    #expect(
      try runs.compare().environments[0].agents.map(\.label) == ["one (large)", "one (small)"])
  }

  @Test func `refuses runs that were evaluated differently`() throws {
    try add("one", [1])
    try runs.add("two", 1, score: 1) { $0.evaluationEpisodes = 5 }
    let failure = #expect(throws: Failure.self) { try runs.compare() }
    #expect(failure?.kind == .configuration)
    #expect(failure?.location == "Hill-v0/one/run-1/seed-0 and Hill-v0/two/run-1/seed-1")
  }

  @Test func `refuses a seed that comes twice`() throws {
    let run = try runs.add("one", 1, score: 1)
    let failure = #expect(throws: Failure.self) { try Comparison([run, run]) }
    #expect(failure?.what == "seed 1 comes twice")
  }

  @Test func `refuses unfinished runs, or compares at the last common step and says so`() throws {
    try add("one", [100, 100, 100])
    try runs.add("two", 1, score: 100, marks: 5)
    let failure = #expect(throws: Failure.self) { try runs.compare() }
    #expect(failure?.what == "the run was last evaluated at step 50000 of 100000")
    let comparison = try runs.compare(
      .init(allowsUnfinished: true, bootstrap: .init(resamples: 100)))
    #expect(comparison.environments[0].step == 50_000)
    #expect(comparison.environments[0].agents[0].mean == 87.5)
    #expect(
      comparison.warnings == ["Hill-v0: compared at step 50000, the last that all runs reached"])
  }

  @Test func `leaves out what was never evaluated where runs need not be finished`() throws {
    try add("one", [1, 2, 3])
    let waiting = try runs.store.create(
      environment: "Hill-v0", agent: "one", name: "run-1", seeds: [9])[0]
    var configuration = RunConfiguration(environment: "Hill-v0", agent: "one")
    configuration.seed = 9
    try waiting.write(configuration)
    let failure = #expect(throws: Failure.self) { try runs.compare() }
    #expect(failure?.what == "the run was never evaluated")
    let comparison = try runs.compare(
      .init(allowsUnfinished: true, bootstrap: .init(resamples: 100)))
    #expect(comparison.environments[0].agents[0].seeds.count == 3)
    #expect(
      comparison.warnings == ["left out: the run was never evaluated - \(waiting.path)"])
  }

  @Test func `refuses a run that diverged or was never evaluated`() throws {
    try runs.add("one", 1, score: .nan)
    #expect(throws: Failure.self) { try runs.compare() }
    let empty = try RunStore(root: runs.directory("other"))
      .create(environment: "Hill-v0", agent: "two", seeds: [1])[0]
    try empty.write(RunConfiguration(environment: "Hill-v0", agent: "two"))
    _ = try TableLog(path: empty.evaluationsPath, columns: EvaluationMark.columns)
    let failure = #expect(throws: Failure.self) { try Comparison([empty]) }
    #expect(failure?.what == "the run was never evaluated")
    #expect(throws: Failure.self) { try Comparison([]) }
  }

  @Test func `is JSON for other programs`() throws {
    try add("one", [1, 2, 3])
    let json = try runs.compare().json()
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let environments = try #require(object?["environments"] as? [[String: Any]])
    let agents = try #require(environments[0]["agents"] as? [[String: Any]])
    #expect(agents[0]["interquartile_mean"] as? Double == 2)
  }

  @Test func `is a table for people`() throws {
    try add("one", [100, 102, 98, 101, 99])
    try add("two", [50, 52, 48, 51, 49])
    let lines = try runs.compare().text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "Hill-v0, mean return of the evaluation at step 100k")
    #expect(
      lines[1]
        == "agent  seeds   mean  ± std    IQM  95 % interval  area  optimal actions  time")
    #expect(lines[2].hasPrefix("one        5  100.0    1.6  100.0   9"))
  }

  @Test func `says that gnuplot is missing, and which package has it`() {
    let failure = #expect(throws: Failure.self) { try Gnuplot.run("", searching: "/nowhere") }
    #expect(failure?.remedy.contains("gnuplot-nox") == true)
  }

  @Test func `cannot be told to run a command by a name`() {
    #expect(Gnuplot.quoted("a'\nsystem(\"x\") `y` $z") == "'a__system(_x_) _y_ _z'")
  }

  @Test func `draws its curves`() throws {
    let names = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard names.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/gnuplot") })
    else { return }
    try add("one", [100, 102, 98])
    try runs.compare().plot(svg: runs.directory("x.svg"), png: runs.directory("x.png"))
    let svg = String(decoding: try runs.directory.read("x.svg"), as: UTF8.self)
    for text in ["Hill-v0", "environment steps", "one (3 seeds)", "100k"] {
      #expect(svg.contains(text), "\(text)")
    }
    #expect(try runs.directory.read("x.png").prefix(4) == [0x89, 0x50, 0x4e, 0x47])
  }
}
