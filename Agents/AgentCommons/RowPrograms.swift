package import ReinforcementLearning
package import TensorCore

/// A computation on observations, for whatever number of them, each number with a program of its
/// own that is made when it is first asked for.
package final class RowPrograms {
  private let name: String
  private let encoder: FeatureEncoder
  private let build: (Trace, _ observations: Tensor) -> Void
  private var programs: [Int: Program] = [:]  // by the number of rows

  /// Creates a computation that `build` traces, from features `[n, O]` to outputs of its choice.
  package init(
    _ name: String, _ encoder: FeatureEncoder,
    build: @escaping (Trace, _ observations: Tensor) -> Void
  ) {
    self.name = name
    self.encoder = encoder
    self.build = build
  }

  /// The program for some observations, which it has been given; it is yet to be run.
  package func program(on rows: Rows) -> Program {
    let program = program(count: rows.count)
    rows.storage.withUnsafeBufferPointer {
      encoder.encode($0, into: program.input("observations"))
    }
    return program
  }

  /// The program for so many rows, whose input `observations` is yet to be written.
  package func program(count: Int) -> Program {
    if let program = programs[count] { return program }
    do {
      let program = try Program(name) { trace in
        build(trace, trace.input("observations", shape: [count, encoder.width]))
      }
      programs[count] = program
      return program
    } catch {
      preconditionFailure("what an update was traced with cannot be evaluated: \(error)")
    }
  }
}
