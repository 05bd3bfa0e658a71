import Foundation
import ReinforcementLearning

/// How far a run has come.
public struct RunStatus: Codable, Hashable, Sendable {
  /// In which state it is.
  public var state: State
  /// The steps taken.
  public var step: Int
  /// The steps to be taken.
  public var steps: Int
  /// The return of the last evaluation.
  public var lastReturn: Double?
  /// Why it failed, or is stopped.
  public var message: String?

  /// The states of a run.
  public enum State: String, Codable, Hashable, Sendable {
    /// A process is training it.
    case running
    /// All steps were taken.
    case finished
    /// It was asked to stop, and can be resumed.
    case stopped
    /// It ended by an error.
    case failed
    /// Its process was killed; it can be resumed.
    case interrupted
  }

  /// Creates a status.
  public init(
    _ state: State, step: Int, steps: Int, lastReturn: Double? = nil, message: String? = nil
  ) {
    self.state = state
    self.step = step
    self.steps = steps
    self.lastReturn = lastReturn
    self.message = message
  }
}

extension RunDirectory {
  /// Writes down how far the run has come; readers see the old or the new, whole.
  ///
  /// - Throws: `Failure` of kind `inputOutput`.
  public func write(_ status: RunStatus) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let folder = try Folder(path)
    try folder.replace("status.json", with: Array(encoder.encode(status)) + [0x0a])
  }

  /// How far the run has come; nil before it began.
  ///
  /// A file cannot say that its process was killed.  So the lock, which the system frees, decides
  /// between running and interrupted.
  ///
  /// - Throws: `Failure` of kind `damagedData` or `inputOutput`.
  public func status() throws -> RunStatus? {
    guard FileManager.default.fileExists(atPath: statusPath) else { return nil }
    let bytes = try OpenFile(statusPath, O_RDONLY).contents()
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard var status = try? decoder.decode(RunStatus.self, from: Data(bytes)) else {
      throw Failure(
        .damagedData, "the status cannot be read", at: statusPath,
        remedy: "remove it; resuming writes it anew")
    }
    if RunLock.currentHolder(path: lockPath) != nil {
      status.state = .running
    } else if status.state == .running {
      status.state = .interrupted
    }
    return status
  }
}
