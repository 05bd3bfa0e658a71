import Foundation
import ReinforcementLearning

/// One seed of one run on disk: `<environment>/<agent>/<name>/seed-<n>/`.
///
/// Nothing inside names a place outside of it, so that it can be moved and copied.
public struct RunDirectory: Hashable, Sendable {
  /// Where it lies.
  public let path: String

  /// Looks at a directory; nothing is read or made yet.
  public init(path: String) { self.path = path }

  /// Where the run lies that this is a seed of.
  public var runPath: String { (path as NSString).deletingLastPathComponent }
  /// What was chosen, with every default.
  public var configurationPath: String { "\(path)/config.yaml" }
  /// What was measured while training.
  public var progressPath: String { "\(path)/progress.csv" }
  /// What evaluations came to.
  public var evaluationsPath: String { "\(path)/evaluations.csv" }
  /// The same numbers for TensorBoard.
  public var eventsPath: String { "\(path)/events.out.tfevents.apus" }
  /// Where the checkpoints lie.
  public var checkpointsPath: String { "\(path)/checkpoints" }
  /// The diary.
  public var logPath: String { "\(path)/log.txt" }
  /// The lock.
  public var lockPath: String { "\(path)/run.lock" }
  /// The last that is known of its course.
  public var statusPath: String { "\(path)/status.json" }

  /// The checkpoints.
  public var checkpoints: CheckpointStore { CheckpointStore(directory: checkpointsPath) }

  /// The seed, as its name says; nil if it has another name.
  public var seed: UInt64? {
    let name = (path as NSString).lastPathComponent
    return name.hasPrefix("seed-") ? UInt64(name.dropFirst(5)) : nil
  }

  /// The environment, the agent, the name and the seed, as its place says.
  public var title: String {
    path.split(separator: "/").suffix(4).joined(separator: "/")
  }

  /// What was chosen.
  ///
  /// - Throws: `Failure` of kind `missingInput`, or `configuration` with file, line and column.
  public func configuration() throws -> RunConfiguration {
    try RunConfiguration.read(configurationPath)
  }

  /// Writes down what was chosen.
  ///
  /// - Throws: `Failure` of kind `cannotCreate` or `inputOutput`.
  public func write(_ configuration: RunConfiguration) throws {
    let folder = try Folder(path)
    try folder.replace("config.yaml", with: Array(configuration.yaml.utf8))
  }
}
