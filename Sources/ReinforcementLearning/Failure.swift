/// Something that went wrong for a reason which the user can see and mend.
///
/// It reaches the terminal as one line, `error: <what> - <where> - <remedy>`, and the process
/// ends with the code of its ``kind``.
public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong, in a few words.
  public var what: String
  /// Where: a file, a field, an environment and its step.
  public var location: String?
  /// What to do about it.
  public var remedy: String
  /// Which kind of failure it is, and so the exit code.
  public var kind: Kind

  /// Creates a failure.
  public init(_ kind: Kind, _ what: String, at location: String? = nil, remedy: String) {
    self.kind = kind
    self.what = what
    self.location = location
    self.remedy = remedy
  }

  /// The kinds of failure; the raw value is the exit code of the process.
  public enum Kind: Int32, Hashable, Sendable {
    /// The command line cannot be understood.
    case usage = 64
    /// A file is damaged or is not what it claims to be.
    case damagedData = 65
    /// A run, a checkpoint or a file does not exist.
    case missingInput = 66
    /// An environment fails too often to go on.
    case unusableEnvironment = 69
    /// A fault of the program that it noticed itself.
    case internalFault = 70
    /// Not a number, or infinity, in a loss, a gradient, a parameter or an observation.
    case numerical = 71
    /// An output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed while running.
    case inputOutput = 74
    /// Another process holds the run.
    case busy = 75
    /// The configuration is refused.
    case configuration = 78
  }

  /// Does something, and adds to a failure where it was unless that is known already.
  public static func locating<Result>(
    _ location: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch var failure as Failure where failure.location == nil {
      failure.location = location
      throw failure
    }
  }

  /// The one line that a user reads, without the leading `error:`.
  public var description: String {
    [what, location, remedy].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " - ")
  }
}
