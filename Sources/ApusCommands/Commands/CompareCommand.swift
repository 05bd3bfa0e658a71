internal import ArgumentParser
internal import Foundation
internal import ReinforcementLearning
internal import Training

/// `apus compare`: who is better, and how sure that is.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare runs: scores with intervals, a verdict, learning curves.",
    discussion: """
      Follows Agarwal et al., Deep reinforcement learning at the edge of the
      statistical precipice, 2021: interquartile means with stratified bootstrap
      intervals. A difference is called one only by Welch's test, with at least five
      seeds a side.

      EXAMPLES
        apus compare runs/CartPole-v1
        apus compare CartPole-v1/dqn/run-1 CartPole-v1/random/run-1
        apus compare runs/* --output report --json
      """)

  @Argument(help: "Runs, seeds, or folders that hold runs; every run unless given.")
  var runs: [String] = []
  @Option(help: "The return whose first reaching is timed; where it counts as solved unless given.")
  var threshold: Double?
  @Option(help: "The folder for comparison.svg and comparison.png.")
  var output = "."
  @Flag(help: "Compare runs of several lengths as far as all have come.")
  var allowUnfinished = false
  @Flag(help: "Draw no curves.")
  var noPlot = false
  @OptionGroup var store: StoreOptions
  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if let threshold, !threshold.isFinite {
      throw ValidationError("--threshold is \(threshold); give a number")
    }
  }

  func run() throws {
    let given = threshold
    let solved = Dictionary(
      uniqueKeysWithValues: ApusProgram.catalogue.environments.map { ($0.id, $0.solvedReturn) })
    let comparison = try Comparison(
      directories(),
      options: Comparison.Options(
        threshold: { given ?? solved[$0] ?? nil }, allowsUnfinished: allowUnfinished))
    if json { for warning in comparison.warnings { Console.printWarning(warning) } }
    Console.print(
      json
        ? try comparison.json()
        : comparison.text.trimmingCharacters(in: .newlines))
    if !noPlot { try plot(comparison) }
  }

  private func plot(_ comparison: Comparison) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: output, withIntermediateDirectories: true)
    } catch {
      throw Failure(
        .cannotCreate, "\(output) cannot be made: \(error.localizedDescription)",
        remedy: "choose another folder with --output")
    }
    let base = output == "." ? "comparison" : "\(output)/comparison"
    try comparison.plot(svg: "\(base).svg", png: "\(base).png")
    if !json { Console.print("\nCurves in \(base).svg and \(base).png") }
  }

  /// The seeds that are meant, each once.
  private func directories() throws -> [RunDirectory] {
    let store = RunStore(root: store.folder)
    let found = try runs.isEmpty ? store.seeds() : runs.flatMap { try store.seeds(within: $0) }
    guard !found.isEmpty else {
      throw Failure(
        .missingInput, "there are no runs in \(store.root)",
        remedy: "apus train starts one; --runs names another folder")
    }
    var known: Set<String> = []
    return found.filter { known.insert($0.path).inserted }
  }
}
