public import ReinforcementLearning

/// A task so small that only one thing can be wrong with an agent that fails it.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | a number that tells the states apart: see ``Kind`` | – | ±1 |
/// | ``Kind/delay`` only: what was chosen, 0 before | – | −1, 0, 1 |
/// | or, as an index: the number of the state | – | as many as there are |
///
/// Nothing is left to chance but where an episode begins.  Each episode terminates by itself; γ is
/// 0.99.
///
/// Follows Jones, *Debugging reinforcement learning systems*, 2021, whose five probes these are,
/// and one for a reward that comes late.
public struct Probe: Environment {
  /// What a probe tests, in the order in which to try them.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// One state, one action, one step, which pays 1: whether a constant value is learned, and so
    /// the loss and the optimizer.
    case constant
    /// A state that shows −1 or 1, one action, which pays what is shown: whether values depend on
    /// what is observed.
    case observation
    /// Two steps that show 0 and 1, the last of which pays 1: whether values are discounted and
    /// bootstrapped; the first is worth γ.
    case discount
    /// One state, two actions, which pay −1 and 1: whether values and the policy depend on actions.
    case action
    /// A state that shows −1 or 1, two actions, the one that fits paying 1 and the other −1: whether
    /// the policy depends on what is observed.
    case policy
    /// Two actions, of which the first decides whether the last of several steps pays −1 or 1:
    /// whether credit reaches back.
    case delay
  }

  /// How the state is shown.
  public enum Display: String, CaseIterable, Codable, Hashable, Sendable {
    /// As numbers.
    case numbers
    /// As the number of the state.
    case index
  }

  private let kind: Kind
  private let display: Display
  private let length: Int  // steps that a delayed reward takes
  /// The present state.
  public private(set) var state = 0

  /// Creates a probe.
  ///
  /// - Parameters:
  ///   - kind: What it tests.
  ///   - display: How the state is shown.
  ///   - length: After how many steps ``Kind/delay`` pays, at least two.
  public init(_ kind: Kind, display: Display = .numbers, length: Int = 5) {
    precondition(length >= 2, "a reward that is \(length) steps late is not late")
    self.kind = kind
    self.display = display
    self.length = length
  }

  public var observationSpace: Space {
    switch display {
    case .index: .discrete(stateCount)
    case .numbers: .box(Box(shape: [kind == .delay ? 2 : 1], in: -1...1))
    }
  }

  public var actionSpace: Space {
    switch kind {
    case .constant, .observation, .discount: .discrete(1)
    case .action, .policy, .delay: .discrete(2)
    }
  }

  public mutating func reset(using random: inout RandomSource) {
    let starts = startDistribution()
    state = starts[random.integer(below: starts.count)].state
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let transition = follower(of: state, action)
    state = transition.next
    return Outcome(reward: transition.reward, ending: transition.isTerminal ? .terminated : nil)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    guard display == .numbers else {
      row[0] = Float(state)
      return
    }
    switch kind {
    case .constant, .action: row[0] = 0
    case .discount: row[0] = Float(state)
    case .observation, .policy: row[0] = state == 0 ? -1 : 1
    case .delay:
      row[0] = Float(elapsed) / Float(length)
      row[1] = state == 0 ? 0 : hasChosenWell ? 1 : -1
    }
  }

  // A delay has the states 0, the beginning; 1 to length − 1 after the wrong action, and as many
  // after the right one.
  private var hasChosenWell: Bool { state >= length }
  private var elapsed: Int { hasChosenWell ? state - length + 1 : state }
}

// MARK: - Laws

extension Probe: FiniteMDP {
  public var stateCount: Int {
    switch kind {
    case .constant, .action: 1
    case .observation, .discount, .policy: 2
    case .delay: 2 * length - 1
    }
  }

  public var discount: Double { 0.99 }

  public func startDistribution() -> [StartState] {
    switch kind {
    case .observation, .policy: (0...1).map { StartState(state: $0, probability: 0.5) }
    case .constant, .discount, .action, .delay: [StartState(state: 0, probability: 1)]
    }
  }

  public func transitions(from state: Int, action: Int) -> [StateTransition] {
    [follower(of: state, action)]
  }

  /// What follows an action for certain.
  private func follower(of state: Int, _ action: Int) -> StateTransition {
    func end(_ reward: Double) -> StateTransition {
      StateTransition(next: state, reward: reward, isTerminal: true)
    }
    switch kind {
    case .constant: return end(1)
    case .observation: return end(state == 0 ? -1 : 1)
    case .discount: return state == 0 ? StateTransition(next: 1, reward: 0) : end(1)
    case .action: return end(action == 0 ? -1 : 1)
    case .policy: return end(action == state ? 1 : -1)
    case .delay:
      if state == 0 { return StateTransition(next: action == 0 ? 1 : length, reward: 0) }
      if state == length - 1 { return end(-1) }
      if state == 2 * length - 2 { return end(1) }
      return StateTransition(next: state + 1, reward: 0)
    }
  }
}

// MARK: - Appearance

/// The states in a row, the present one filled.
extension Probe: MappedMDP {
  private var width: Int { kind == .delay ? length : stateCount }

  public func area(of state: Int) -> Canvas.Bounds? {
    let isUpper = kind == .delay && state >= length
    let column = Double(isUpper ? state - length + 1 : state)
    let row = isUpper ? 1.0 : 0
    return Canvas.Bounds(x: column...column + 1, y: row...row + 1)
  }

  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(
      x: -0.5...Double(width) + 0.5, y: -0.5...(kind == .delay ? 2.5 : 1.5))
    for place in 0..<stateCount {
      guard let area = area(of: place) else { continue }
      canvas.add(
        .circle(
          center: Canvas.Point(area.x.lowerBound + 0.5, area.y.lowerBound + 0.5), radius: 0.36,
          fill: place == state ? .orange : .sky))
    }
  }
}
