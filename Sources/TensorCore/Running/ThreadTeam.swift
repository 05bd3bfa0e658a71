internal import ThreadTeam
internal import VectorMath

/// Threads that share the large instructions of programs.
///
/// Its threads wait for work, a few microseconds awake and then asleep.  Programs that share a team
/// run on one thread at a time.
public final class ThreadTeam: @unchecked Sendable {
  /// How many threads work, the one that runs the program included.
  public let count: Int
  private let team: OpaquePointer

  /// Starts the threads; nothing if fewer than two are wanted, or the system gives none.
  public init?(_ count: Int) {
    guard count > 1, let team = apus_team_create(Int32(count), { _ = apus_begin_flushing() })
    else { return nil }
    self.count = count
    self.team = team
  }

  deinit { apus_team_destroy(team) }

  /// Makes one call on each thread.
  func run(_ calls: UnsafePointer<Call>) {
    apus_team_run(team, UnsafeRawPointer(calls).assumingMemoryBound(to: apus_call.self))
  }
}

/// Pieces of work for the members of a team.
///
/// Every element of a result is computed by one member as one thread would compute it, so that the
/// bits do not depend on how many there are.
struct Sharing {
  let count: Int
  /// What is not worth handing over: about as many elements as are added in eight microseconds.
  var leastWork = 65_536

  /// The ranges of so many elements, multiples of a grain; nothing if the work is too little.
  ///
  /// `cost` is the work of each element, beside an addition.
  func ranges(of elements: Int, grain: Int, cost: Int) -> [Range<Int>]? {
    let grains = (elements + grain - 1) / grain
    guard elements * cost >= leastWork, grains > 1 else { return nil }
    return (0..<count).map { member in
      let (lower, upper) = (grains * member / count, grains * (member + 1) / count)
      return min(lower * grain, elements)..<min(upper * grain, elements)
    }
  }
}
