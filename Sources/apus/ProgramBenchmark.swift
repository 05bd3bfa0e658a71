import ApusCommands
import TensorCore

/// What a program costs, beside the least that its matrix products cost.
struct ProgramBenchmark {
  /// What figures are called after.
  let name: String
  /// The floating-point operations of the products that the mathematics cannot do without, if known.
  let fewestOperations: Int?
  /// For about how long each figure is measured.
  let seconds: Double
  /// Makes the program, its inputs filled; called again to time that, and for two threads.
  let make: () throws -> Program

  /// Every figure.
  ///
  /// The program and its products take turns, since a machine's speed changes with what else runs.
  func measurements() throws -> [BenchmarkEntry.Measurement] {
    let program = try make()
    let products = program.statistics.matrixProducts
    let turns = (0..<Self.turns).map { _ in
      (
        update: 1 / Benchmarks.rate(turn) { program.run() },
        openBLAS: MatrixProductLimit.openBLAS(products, measuredFor: turn),
        own: MatrixProductLimit.ownKernels(products, measuredFor: turn)
      )
    }
    return [
      .init("update alone, \(name)", Self.median(turns.map(\.update)) * 1e6, "µs"),
      .init(
        "its products alone by OpenBLAS, \(name)", Self.median(turns.map(\.openBLAS)) * 1e6, "µs"),
      .init(
        "share of these, \(name)", Self.median(turns.map { $0.openBLAS / $0.update }) * 100, "%"),
      .init("its products by own kernels, \(name)", Self.median(turns.map(\.own)) * 1e6, "µs"),
      .init(
        "OpenBLAS's time over theirs, \(name)", Self.median(turns.map { $0.openBLAS / $0.own }),
        "times"),
    ] + (try work(program)) + (try threads(program)) + (try [planning()])
  }

  private static let turns = 5
  private var turn: Double { seconds / Double(Self.turns) }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// What is computed and moved, and what it takes in memory.
  private func work(_ program: Program) throws -> [BenchmarkEntry.Measurement] {
    let statistics = program.statistics
    let done = statistics.matrixProducts.reduce(0) { $0 + $1.floatingPointOperations }
    let memory = statistics.arenaBytes + statistics.scratchBytes + statistics.parameterBytes
    let needed = statistics.liveBytes + statistics.parameterBytes
    let beyond = fewestOperations.map { Double(done - $0) / Double($0) * 100 }
    return [
      .init("operations, \(name)", Double(statistics.floatingPointOperations) * 1e-6, "MFLOP"),
      .init("of them in products, \(name)", Double(done) * 1e-6, "MFLOP"),
    ] + (beyond.map { [.init("products beyond the fewest, \(name)", $0, "%")] } ?? []) + [
      .init("moved, \(name)", Double(statistics.bytesMoved) * 1e-6, "MB"),
      .init("memory, \(name)", Double(memory) * 1e-6, "MB"),
      .init("of what is alive at once, \(name)", Double(memory) / Double(needed), "times"),
    ]
  }

  /// The same program by two threads, in turn with one.
  private func threads(_ program: Program) throws -> [BenchmarkEntry.Measurement] {
    guard let team = ThreadTeam(2) else { return [] }
    let shared = try ProgramSettings.$current.withValue(
      ProgramSettings(team: team), operation: make)
    let gains = (0..<Self.turns).map { _ in
      Benchmarks.rate(turn) { shared.run() } / Benchmarks.rate(turn) { program.run() }
    }
    return [.init("speed by two threads, \(name)", Self.median(gains), "times")]
  }

  /// How long tracing and planning take.
  private func planning() throws -> BenchmarkEntry.Measurement {
    let times = try (0..<Self.turns).map { _ in try make().preparationSeconds }
    return .init("trace and plan, \(name)", Self.median(times) * 1e3, "ms")
  }
}
