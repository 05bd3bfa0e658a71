/// Shortens a step until it is good enough.
///
/// The defaults are those of TRPO in SB3-contrib, which accepts a step if the surrogate improves and
/// the divergence is at most `δ` (Schulman et al., 2015, appendix C).
public struct BacktrackingLineSearch: Sendable {
  /// What the step is multiplied by from one try to the next, of `(0, 1)`.
  public var shrinkage: Float
  /// The most tries.
  public var tries: Int

  /// Creates a search.
  public init(shrinkage: Float = 0.8, tries: Int = 10) {
    self.shrinkage = shrinkage
    self.tries = tries
  }

  /// The first fraction of the step that is accepted, from the whole step on.
  ///
  /// - Parameter isAccepted: Moves the parameters by the fraction from where they were, and judges;
  ///   whoever asks puts them back if there is no such fraction.
  /// - Returns: Nil if no try is accepted.
  public func fraction(where isAccepted: (Float) -> Bool) -> Float? {
    var fraction: Float = 1
    for _ in 0..<tries {
      if isAccepted(fraction) { return fraction }
      fraction *= shrinkage
    }
    return nil
  }
}
