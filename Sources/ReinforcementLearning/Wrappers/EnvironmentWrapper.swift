/// An environment around another, which it changes in one respect.
///
/// Everything that a wrapper does not mention is its base's.
public protocol EnvironmentWrapper: Environment where Action == Base.Action {
  /// The environment inside.
  associatedtype Base: Environment

  /// The environment inside.
  var base: Base { get set }
}

extension EnvironmentWrapper {
  @inlinable public var observationSpace: Space { base.observationSpace }
  @inlinable public var actionSpace: Space { base.actionSpace }
  @inlinable public var recordedEpisode: EpisodeRecord? { base.recordedEpisode }
  @inlinable public var timeLimit: Int? { base.timeLimit }

  @inlinable
  public mutating func reset(using random: inout RandomSource) { base.reset(using: &random) }

  @inlinable
  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    base.step(action, using: &random)
  }

  @inlinable
  public func observe(into row: inout MutableSpan<Float>) { base.observe(into: &row) }
}

extension EnvironmentWrapper where Base: Drawable {
  public func draw(on canvas: inout Canvas) { base.draw(on: &canvas) }
}

extension EnvironmentWrapper where Base: Solvable {
  public var discount: Double { base.discount }
  public func optimum() -> Optimum { base.optimum() }
}

extension EnvironmentWrapper where Base: FiniteMDP {
  public var stateCount: Int { base.stateCount }
  public var state: Int { base.state }
  public var discount: Double { base.discount }
  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    base.transitions(from: state, action: action)
  }
  public func startDistribution() -> [StartState] { base.startDistribution() }
}
