import Foundation
import ReinforcementLearning

/// What the seeds of a cell came to.
public struct ScoreRecord: Codable, Hashable, Sendable {
  /// The score of each seed, in the order of ``ScoreCell/seeds``.
  public var scores: [Double]
  /// The steps until the bar was reached in an evaluation, by seed; nil where it never was.
  public var stepsToBar: [Int?]
  /// The time that a seed took, the median, in s.
  public var seconds: Double
  /// The revision of the code.
  public var codeRevision: String

  /// The mean of the scores.
  public var mean: Double { Statistics.mean(scores) }

  /// The 95 % bootstrap interval of the mean; nil with fewer than three scores.
  public var interval: Interval? {
    get throws { Bootstrap().interval(of: try Scores([scores])) { $0.mean } }
  }

  /// The median of the steps until the bar; nil where most seeds never reached it.
  public var medianStepsToBar: Int? {
    let median = Statistics.median(stepsToBar.map { $0.map(Double.init) ?? .infinity })
    return median.isFinite ? Int(median) : nil
  }

  /// Measures finished runs.
  ///
  /// - Parameters:
  ///   - cell: What is measured.
  ///   - directories: The runs of its seeds, in order.
  /// - Throws: `Failure` of kind `configuration` if one is not finished; what reading them throws.
  public init(of cell: ScoreCell, from directories: [RunDirectory]) throws {
    let runs = try directories.map { try RunCurve($0) }
    for run in runs where run.last.step < run.configuration.steps {
      throw Failure(
        .configuration,
        "the run was last evaluated at step \(run.last.step) of \(run.configuration.steps)",
        at: run.directory.title,
        remedy: "run apus reproduce \(cell.id) again, which goes on with it")
    }
    scores = try runs.map { try Self.score($0, cell.measure) }
    stepsToBar = runs.map { run in
      cell.measure == .evaluation ? cell.bar.flatMap { run.first(reaching: $0)?.step } : nil
    }
    seconds = Statistics.median(runs.map { $0.last.wallSeconds ?? .nan })
    codeRevision = runs[0].configuration.codeRevision
  }

  private static func score(_ run: RunCurve, _ measure: ScoreCell.Measure) throws -> Double {
    switch measure {
    case .evaluation: return run.last.meanReturn
    case .optimality:
      guard let share = run.last.optimalShare else {
        throw Failure(
          .configuration, "nobody knows what is optimal in \(run.configuration.environment)",
          at: run.directory.title, remedy: "measure evaluation or training")
      }
      return share
    case .training: return try trainingReturn(run)
    }
  }

  /// The mean return of the episodes that ended in the last tenth of the training.
  private static func trainingReturn(_ run: RunCurve) throws -> Double {
    let table = try Table.read(run.directory.progressPath)
    guard let steps = table["step"], let episodes = table["episodes"],
      let returns = table["mean_return"]
    else {
      throw Failure(
        .damagedData, "a column is missing", at: run.directory.progressPath,
        remedy: "train the run again")
    }
    let start = 0.9 * Double(run.configuration.steps)
    var (sum, count, before) = (0.0, 0.0, 0.0)
    for place in table.rows.indices {
      let ended = episodes[place] ?? before
      if let step = steps[place], step > start, let mean = returns[place] {
        sum += mean * (ended - before)
        count += ended - before
      }
      before = ended
    }
    guard count > 0 else {
      throw Failure(
        .missingInput, "no episode ended in the last tenth of the training",
        at: run.directory.title, remedy: "train for longer, or measure evaluation")
    }
    return sum / count
  }
}

extension ScoreRecord {
  /// Reads what was recorded for a cell; nil if nothing was.
  ///
  /// - Throws: `Failure` of kind `damagedData`, or `inputOutput`.
  public static func read(_ cell: ScoreCell, in folder: String) throws -> ScoreRecord? {
    let path = "\(folder)/\(cell.id).json"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let record: ScoreRecord
    do {
      record = try JSONDecoder().decode(
        ScoreRecord.self, from: Data(try OpenFile(path, O_RDONLY).contents()))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(
        .damagedData, "the record cannot be read: \(error)", at: path,
        remedy: "restore it, or record it again with apus reproduce \(cell.id) --record")
    }
    guard record.scores.count == ScoreCell.seeds.count,
      record.stepsToBar.count == ScoreCell.seeds.count
    else {
      throw Failure(
        .damagedData, "the record has \(record.scores.count) scores", at: path,
        remedy: "record it again with apus reproduce \(cell.id) --record")
    }
    return record
  }

  /// Writes the record of a cell; readers see the old or the new, whole.
  ///
  /// - Throws: `Failure` of kind `cannotCreate` or `inputOutput`.
  public func write(_ cell: ScoreCell, in folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let bytes = Array(try encoder.encode(self)) + [0x0a]
    try Folder(folder).replace("\(cell.id).json", with: bytes)
  }
}
