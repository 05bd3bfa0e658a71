import Foundation
import ReinforcementLearning

/// What the evaluations of one seed came to.
struct RunCurve {
  var directory: RunDirectory
  var configuration: RunConfiguration
  var marks: [EvaluationMark]
  var warnings: [String]

  /// The run's name, as its place says.
  var name: String {
    directory.path.split(separator: "/").dropLast().last.map(String.init) ?? ""
  }

  var last: EvaluationMark { marks[marks.count - 1] }

  /// Reads a run.
  ///
  /// - Throws: ``Failure`` of kind `missingInput` if it was never evaluated, of kind `numerical` if
  ///   an evaluation came to no number.
  init(_ directory: RunDirectory) throws {
    self.directory = directory
    configuration = try directory.configuration()
    guard FileManager.default.fileExists(atPath: directory.evaluationsPath) else {
      throw Self.neverEvaluated(directory)
    }
    let table = try Table.read(directory.evaluationsPath)
    warnings = table.warnings
    marks = table.rows.compactMap { EvaluationMark(row: $0, columns: table.columns) }
    guard !marks.isEmpty else { throw Self.neverEvaluated(directory) }
    if let bad = marks.first(where: { !$0.meanReturn.isFinite }) {
      throw Failure(
        .numerical, "the mean return is \(bad.meanReturn)",
        at: "\(directory.path), step \(bad.step)",
        remedy: "find out why the run diverged, and run it again")
    }
  }

  private static func neverEvaluated(_ directory: RunDirectory) -> Failure {
    Failure(
      .missingInput, "the run was never evaluated", at: directory.path,
      remedy: "let it train: apus resume \(directory.path), or leave it out with --allow-unfinished"
    )
  }

  init(directory: RunDirectory, configuration: RunConfiguration, marks: [EvaluationMark]) {
    self.directory = directory
    self.configuration = configuration
    self.marks = marks
    warnings = []
  }

  /// The first evaluation that reaches a return; nil if none does.
  func first(reaching threshold: Double) -> EvaluationMark? {
    marks.first { $0.meanReturn >= threshold }
  }

  /// The mean height of the curve up to a step, by trapezoids over its marks.
  func meanHeight(upTo step: Int) -> Double {
    let reached = marks.filter { $0.step <= step }
    guard let first = reached.first, let last = reached.last, last.step > first.step else {
      return reached.last?.meanReturn ?? .nan
    }
    let area = zip(reached, reached.dropFirst()).reduce(0.0) { sum, pair in
      sum + Double(pair.1.step - pair.0.step) * (pair.0.meanReturn + pair.1.meanReturn) / 2
    }
    return area / Double(last.step - first.step)
  }
}
