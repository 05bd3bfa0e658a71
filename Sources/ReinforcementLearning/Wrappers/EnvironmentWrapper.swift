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
  /// Draws the base.
  public func draw(on canvas: inout Canvas) { base.draw(on: &canvas) }
}

extension EnvironmentWrapper where Base: Solvable {
  /// γ of the base.
  public var discount: Double { base.discount }
  /// What is best in the base.
  public func optimum() -> Optimum { base.optimum() }
}

extension EnvironmentWrapper where Base: FiniteMDP {
  /// How many states the base has.
  public var stateCount: Int { base.stateCount }
  /// The present state of the base.
  public var state: Int { base.state }
  /// γ of the base.
  public var discount: Double { base.discount }
  /// Where an action may lead in the base.
  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    base.transitions(from: state, action: action)
  }
  /// Where an episode of the base may begin.
  public func startDistribution() -> [StartState] { base.startDistribution() }
}

extension EnvironmentWrapper where Base: MappedMDP {
  /// The part of the base's picture that stands for a state.
  public func area(of state: Int) -> Canvas.Bounds? { base.area(of: state) }
}
