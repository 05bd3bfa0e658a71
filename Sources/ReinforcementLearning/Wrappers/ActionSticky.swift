/// An environment that now and then does what was done before instead of what is asked for.
///
/// Follows Machado and others, *Revisiting the Arcade Learning Environment*, Journal of Artificial
/// Intelligence Research 61, 2018, where the probability is 0.25.  The first action of an episode is
/// always taken.
public struct ActionSticky<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// How likely the action before is taken again.
  public let probability: Double
  private var last: [Float] = []

  /// Makes the actions of an environment stick.
  public init(_ base: Base, probability: Double) {
    self.base = base
    self.probability = probability
  }

  public mutating func reset(using random: inout RandomSource) {
    last.removeAll(keepingCapacity: true)
    base.reset(using: &random)
  }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    if last.isEmpty || random.uniform() >= probability {
      last.removeAll(keepingCapacity: true)
      action.append(to: &last)
    }
    return base.step(Base.Action(row: last.span), using: &random)
  }
}

extension ActionSticky: Drawable where Base: Drawable {}
