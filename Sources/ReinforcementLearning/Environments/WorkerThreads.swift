internal import ThreadTeam

/// Threads that share the copies of a batch; what each copy does is its own, so that results do not
/// depend on how many there are.
@usableFromInline
final class WorkerThreads: @unchecked Sendable {
  /// How many threads work, the one that gives the work included.
  @usableFromInline let count: Int
  private let team: OpaquePointer

  /// Starts the threads; nil if fewer than two are wanted, or the system gives none.
  init?(_ count: Int) {
    guard count > 1, let team = apus_team_create(Int32(count), nil) else { return nil }
    self.count = count
    self.team = team
  }

  deinit { apus_team_destroy(team) }

  /// Does a piece of work for each member, by its number; returns when all are done.
  @usableFromInline
  func run(_ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let pieces = (0..<count).map { Piece(body: body, number: $0) }
      pieces.withUnsafeBufferPointer { pieces in
        let calls = pieces.indices.map { index in
          apus_call(
            kernel: { $0.map { $0.assumingMemoryBound(to: Piece.self).pointee.run() } },
            arguments: UnsafeMutableRawPointer(mutating: pieces.baseAddress.map { $0 + index }))
        }
        apus_team_run(team, calls)
      }
    }
  }

  private struct Piece {
    let body: (Int) -> Void
    let number: Int

    func run() { body(number) }
  }
}
