/// An environment with finitely many states, whose laws are known.
///
/// States are numbered from zero; a solver reads the laws, and knows what play is best.
public protocol FiniteMDP: Environment where Action == Int {
  /// How many states there are.
  var stateCount: Int { get }
  /// The present state.
  var state: Int { get }
  /// γ, the worth of a reward one step later, by which play is judged.
  var discount: Double { get }
  /// Where an action may lead; the probabilities add up to one.
  func transitions(from state: Int, action: Int) -> [StateTransition]
  /// Where an episode may begin; the probabilities add up to one.
  func startDistribution() -> [StartState]
}

extension FiniteMDP {
  /// How many actions there are in every state.
  public var actionCount: Int { actionSpace.discreteCount ?? 0 }
}

/// A finite environment whose states have places on its picture, so that a map can be laid over it.
public protocol MappedMDP: FiniteMDP, Drawable {
  /// The part of the picture that stands for a state, and perhaps for others; nil if there is none.
  func area(of state: Int) -> Canvas.Bounds?
}

/// One of the things that may follow an action.
public struct StateTransition: Hashable, Sendable {
  /// How likely it is.
  public var probability: Double
  /// The state that follows.
  public var next: Int
  /// What it pays.
  public var reward: Double
  /// Whether the episode ends there.
  public var isTerminal: Bool

  /// Creates a transition.
  public init(probability: Double = 1, next: Int, reward: Double, isTerminal: Bool = false) {
    self.probability = probability
    self.next = next
    self.reward = reward
    self.isTerminal = isTerminal
  }
}

/// One of the states in which an episode may begin.
public struct StartState: Hashable, Sendable {
  /// The state.
  public var state: Int
  /// How likely it is.
  public var probability: Double

  /// Creates a start.
  public init(state: Int, probability: Double) {
    self.state = state
    self.probability = probability
  }
}

/// An environment that itself knows what play is best, in closed form or by search.
public protocol Solvable: Environment {
  /// γ, the worth of a reward one step later, by which play is judged.
  var discount: Double { get }
  /// What is best from the present state on.
  func optimum() -> Optimum
}

/// What an exact solution says about one state.
public struct Optimum: Hashable, Sendable {
  /// The expected discounted return of the best play from here.
  public var value: Double
  /// The expected number of steps that the best play takes to the end, where it is finite.
  public var expectedLength: Double?
  /// The value of each action, where actions are discrete.
  public var actionValues: [Double]
  /// The best actions, each a row of the action space; the first is the one to take.
  public var actions: [[Float]]

  /// Creates a verdict.
  public init(
    value: Double, expectedLength: Double? = nil, actionValues: [Double] = [], actions: [[Float]]
  ) {
    self.value = value
    self.expectedLength = expectedLength
    self.actionValues = actionValues
    self.actions = actions
  }

  /// Whether an action is one of the best.
  public func isOptimal(_ action: ArraySlice<Float>, tolerance: Float = 1e-4) -> Bool {
    actions.contains { best in
      zip(best, action).allSatisfy { abs($0 - $1) <= tolerance }
    }
  }
}

/// Who knows more of each copy of a batch than it shows.
public protocol Oracle: AnyObject {
  /// What is best in a copy now, if that is known.
  func optimum(of copy: Int) -> Optimum?
  /// A copy's world as it is now, to try play in, if there is one.
  func simulator(of copy: Int) -> Simulator?
}

extension Oracle {
  public func simulator(of copy: Int) -> Simulator? { nil }
}
