internal import Foundation
internal import ReinforcementLearning
internal import Synchronization
internal import TensorCore
internal import Training

/// Runs several seeds, so many at a time, each on a thread of its own.
struct SeedRunner {
  private let directories: [RunDirectory]
  private let seeds: [UInt64]
  private let jobs: Int
  private let catalogue: Catalogue
  private let style: ProgressDisplay.Style
  private let execution: ExecutionOptions

  init(
    _ directories: [RunDirectory], seeds: [UInt64], jobs: Int?, style: ProgressDisplay.Style,
    execution: ExecutionOptions, catalogue: Catalogue
  ) {
    self.directories = directories
    self.seeds = seeds
    self.execution = execution
    self.jobs = min(jobs ?? execution.defaultJobs, directories.count)
    self.style = style
    self.catalogue = catalogue
  }

  /// How a seed came to its end.
  private enum Result: Sendable {
    case finished
    case stopped(Interruption.Signal)
    case failed(Failure)
  }

  /// Trains every seed, shows how they get on, and says what came of it.
  ///
  /// - Throws: ``Stopped`` if the process was asked to stop, or the first ``Failure`` of a seed.
  func run() throws {
    Interruption.install()
    let board = ProgressBoard(
      try zip(seeds, directories).map { seed, directory in
        RunProgress(seed: seed, steps: try directory.configuration().steps)
      })
    let results = Mutex<[Int: Result]>([:])
    let next = Atomic(0)
    let finished = DispatchSemaphore(value: 0)
    for _ in 0..<jobs {
      let thread = Thread {
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < directories.count, Interruption.requested == nil else { break }
          let result = train(index, board)
          results.withLock { $0[index] = result }
        }
        finished.signal()
      }
      thread.stackSize = 16 << 20
      thread.start()
    }
    try show(board, until: finished)
    try summarize(board.current, results.withLock { $0 })
  }

  private func train(_ index: Int, _ board: ProgressBoard) -> Result {
    func fail(_ failure: Failure) -> Result {
      var progress = board.current[index]
      progress.phase = .failed(failure.description)
      board.post(progress, at: index)
      return .failed(failure)
    }
    do {
      let lock = try RunLock(path: directories[index].lockPath)
      defer { withExtendedLifetime(lock) {} }
      let settings = try execution.settings()
      return try ProgramSettings.$current.withValue(settings) {
        try train(directories[index], settings.numbers) { board.post($0, at: index) }
      }
    } catch let failure as Failure {
      return fail(failure)
    } catch {
      return fail(
        Failure(.internalFault, "\(error)", remedy: "report this; the last checkpoint is kept"))
    }
  }

  /// Trains one seed; what a watch has seen is the cause of whatever else fails.
  private func train(
    _ directory: RunDirectory, _ numbers: NumberWatch?, report: @escaping (RunProgress) -> Void
  ) throws -> Result {
    do {
      let run = try TrainingRun(
        in: directory, catalogue: catalogue, threads: execution.threadsPerRun,
        afterEachStep: { try numbers?.requireFinite() },
        report: report)
      for warning in run.warnings { Console.printWarning(warning) }
      return try run.run().map { .stopped($0) } ?? .finished
    } catch {
      try numbers?.requireFinite()
      throw error
    }
  }

  /// Shows progress until every thread is done.
  private func show(_ board: ProgressBoard, until finished: DispatchSemaphore) throws {
    var display = ProgressDisplay(style)
    var remaining = jobs
    while remaining > 0 {
      if finished.wait(timeout: .now() + .milliseconds(100)) == .success { remaining -= 1 }
      try display.update(board)
    }
    try display.update(board, isLast: true)
  }

  // MARK: - Summary

  private func summarize(_ runs: [RunProgress], _ results: [Int: Result]) throws {
    var failed: [String: [UInt64]] = [:]  // seeds by what went wrong
    for (index, result) in results.sorted(by: { $0.key < $1.key }) {
      if case .failed(let failure) = result {
        failed[failure.description, default: []].append(seeds[index])
      }
    }
    for (problem, seeds) in failed.sorted(by: { $0.value[0] < $1.value[0] }) {
      let numbers = seeds.map { String($0) }.joined(separator: ", ")
      Console.printError("\(seeds.count == 1 ? "seed" : "seeds") \(numbers): \(problem)")
    }
    if let signal = Interruption.requested {
      if style != .json {
        Console.print(
          "Saved. Go on with:  apus resume \(directories.first?.runPath ?? "")".colored(.yellow))
      }
      throw Stopped(signal: signal)
    }
    let failures = results.values.compactMap { result -> Failure? in
      guard case .failed(let failure) = result else { return nil }
      return failure
    }
    if let first = failures.first { throw Reported(failure: first) }
    if style == .json { return }
    Console.print()
    let paths = directories.map(\.runPath).enumerated()
      .filter { $0.offset == 0 || $0.element != directories[$0.offset - 1].runPath }
      .map(\.element)
    for path in paths {
      let scores = zip(directories, runs).filter { $0.0.runPath == path }
        .compactMap { $0.1.evaluations.last }
      let mean = scores.reduce(0, +) / Double(max(scores.count, 1))
      Console.print(
        "Mean return \(Formatting.number(mean)) over \(scores.count) "
          + "seed\(scores.count == 1 ? "" : "s"), greedily, at the last step.")
      Console.print("Kept in      \(path)")
    }
    if let path = paths.first, paths.count == 1 { Console.print("Watch it     apus watch \(path)") }
    Console.print("Compare it   apus compare \(paths.joined(separator: " "))")
  }
}

/// A failure that the terminal has already been told of.
struct Reported: Error {
  let failure: Failure
}
