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
    let runCount: RunCount

    /// How often it was run so far.
    public var runs: Int { runCount.value }
  }

  private let kept = Mutex<[Entry]>([])

  /// Creates an empty journal.
  public init() {}

  /// The programs that were made so far.
  public var entries: [Entry] { kept.withLock { $0 } }

  func note(_ program: Program) {
    let entry = Entry(
      name: program.name, statistics: program.statistics, text: program.describe(),
      graph: program.describeAsGraph(), runCount: program.runCount)
    kept.withLock { $0.append(entry) }
  }
}

/// How often a program was run: counted by the one thread that runs it, read by any.
final class RunCount: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func increment() {
    count.store(count.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
  }
}
