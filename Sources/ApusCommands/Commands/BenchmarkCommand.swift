internal import ArgumentParser
internal import ReinforcementLearning
internal import Training

/// `apus benchmark`: how fast this machine runs what matters.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure speeds on this machine, beside their limits.",
    discussion: """
      EXAMPLES
        apus benchmark                every benchmark
        apus benchmark dqn --json     one of them, for a program
        apus benchmark agents         every agent
        apus benchmark agents/ppo     one of them
      """)

  @Argument(help: "Which benchmarks; all unless given.")
  var ids: [String] = []
  @Option(help: "About how many seconds each figure takes.")
  var seconds = 1.0
  @Flag(help: "Print one JSON object a figure.")
  var json = false

  func validate() throws {
    guard seconds > 0, seconds <= 600 else {
      throw ValidationError("--seconds is \(seconds); give a number above 0 and at most 600")
    }
  }

  func run() throws {
    for entry in try selected() {
      if !json { Console.print("\(entry.id)".colored(.bold) + "  \(entry.summary)") }
      for figure in try entry.measure(seconds) {
        if json {
          try Console.printJSON(Line(benchmark: entry.id, figure: figure))
        } else {
          Console.print(
            "  \(figure.name.padded(to: 52)) \(Formatting.number(figure.value).indented(to: 10)) "
              + figure.unit)
        }
      }
    }
  }

  private func selected() throws -> [BenchmarkEntry] {
    let known = ApusProgram.benchmarks
    guard !ids.isEmpty else { return known }
    return try ids.flatMap { id in
      let meant = known.filter { $0.id == id || $0.id.hasPrefix("\(id)/") }
      guard !meant.isEmpty else {
        throw Failure(
          .configuration, "there is no benchmark \(id)",
          remedy: "there are \(known.map(\.id).joined(separator: ", "))")
      }
      return meant
    }
  }

  private struct Line: Encodable {
    let benchmark: String
    let figure: BenchmarkEntry.Measurement
  }
}
