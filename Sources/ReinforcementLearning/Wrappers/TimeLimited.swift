/// An environment whose episodes are truncated after so many steps.
///
/// An episode that the world itself ends with the last step allowed is terminated, not truncated.
public struct TimeLimited<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// The number of steps after which an episode is truncated.
  public let limit: Int
  @usableFromInline var elapsed = 0

  /// Limits the episodes of an environment.
  ///
  /// - Precondition: `limit` is positive.
  @inlinable
  public init(_ base: Base, steps limit: Int) {
    precondition(limit > 0, "a limit of \(limit) steps leaves no episode")
    self.base = base
    self.limit = limit
  }

  @inlinable public var timeLimit: Int? { min(limit, base.timeLimit ?? limit) }

  @inlinable
  public mutating func reset(using random: inout RandomSource) {
    elapsed = 0
    base.reset(using: &random)
  }

  @inlinable
  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    var outcome = base.step(action, using: &random)
    elapsed += 1
    if elapsed >= limit, outcome.ending == nil { outcome.ending = .truncated }
    return outcome
  }

  @inlinable
  public static func step(_ cohort: Cohort<Self>) {
    guard let offset = MemoryLayout<Self>.offset(of: \.base) else {
      preconditionFailure("a stored property has a place")
    }
    Base.step(cohort.inside(offset))
    for copy in 0..<cohort.count {
      cohort[copy].pointee.elapsed &+= 1
      if cohort[copy].pointee.elapsed >= cohort[copy].pointee.limit { cohort.truncate(copy) }
    }
  }
}

extension TimeLimited: Drawable where Base: Drawable {}
extension TimeLimited: Solvable where Base: Solvable {}
extension TimeLimited: FiniteMDP where Base: FiniteMDP {}
extension TimeLimited: MappedMDP where Base: MappedMDP {}
