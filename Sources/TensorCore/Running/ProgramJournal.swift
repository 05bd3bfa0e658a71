internal import Synchronization

/// The plans of programs that were made, in order.
public final class ProgramJournal: Sendable {
  /// What is kept of a program.
  public struct Entry: Sendable {
    /// What it is called.
    public let name: String
    /// What it consists of.
    public let statistics: ProgramStatistics
    /// Its plan as text, as by ``Program/describe()``.
    public let text: String
    /// Its plan in Graphviz's language, as by ``Program/describeAsGraph()``.
    public let graph: String
  }

  private let kept = Mutex<[Entry]>([])

  /// Creates an empty journal.
  public init() {}

  /// The programs that were made so far.
  public var entries: [Entry] { kept.withLock { $0 } }

  func note(_ program: Program) {
    let entry = Entry(
      name: program.name, statistics: program.statistics, text: program.describe(),
      graph: program.describeAsGraph())
    kept.withLock { $0.append(entry) }
  }
}
