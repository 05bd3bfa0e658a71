import ReinforcementLearning

/// The laws of one of Gymnasium's toy-text tasks, and what may be chosen about them.
protocol ToyTask: Codable, Hashable, Sendable {
  /// The tables of every choice that was asked for.
  static var tables: Memo<Self, ToyTable> { get }
  /// How many states there are.
  var stateCount: Int { get }
  /// How many of them can be told apart by what is observed: the state modulo this count.
  var observedCount: Int { get }
  /// How many actions there are.
  var actionCount: Int { get }
  /// γ, by which play is judged.
  var discount: Double { get }
  /// Where an episode may begin, in ascending order.
  var starts: [StartState] { get }
  /// Where an action may lead, in Gymnasium's order.
  func law(of state: Int, _ action: Int) -> [StateTransition]
  /// Draws a state.
  func draw(_ state: Int, on canvas: inout Canvas)
  /// The part of the picture that stands for a state while another is present.
  func area(of state: Int, in present: Int) -> Canvas.Bounds?
}

extension ToyTask {
  var observedCount: Int { stateCount }

  /// The laws, worked out once for every choice.
  var table: ToyTable { Self.tables.value(for: self) { ToyTable(self) } }
}

/// The laws of a toy-text task in flat arrays, drawn from as Gymnasium draws.
final class ToyTable: Sendable {
  private let rows: [Int32]  // where the row of each state and action begins, and the last one ends
  private let followers: [Follower]
  private let starts: [StartState]
  private let startBounds: [Double]
  private let actionCount: Int

  /// One of the things that may follow.
  private struct Follower {
    var bound: Double  // how likely this follows, or one before it
    var reward: Double
    var next: Int32
    var isTerminal: Bool
  }

  init(_ task: some ToyTask) {
    var rows: [Int32] = [0]
    var followers: [Follower] = []
    for state in 0..<task.stateCount {
      for action in 0..<task.actionCount {
        var bound = 0.0
        for transition in task.law(of: state, action) {
          bound += transition.probability
          followers.append(
            Follower(
              bound: bound, reward: transition.reward, next: Int32(transition.next),
              isTerminal: transition.isTerminal))
        }
        rows.append(Int32(followers.count))
      }
    }
    (self.rows, self.followers) = (rows, followers)
    starts = task.starts
    actionCount = task.actionCount
    var bound = 0.0
    startBounds = starts.map {
      bound += $0.probability
      return bound
    }
  }

  /// Where an episode begins; it takes a draw even where there is no choice.
  func start(using random: inout RandomSource) -> Int {
    let draw = random.uniform()
    var (low, high) = (0, startBounds.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if startBounds[middle] > draw { high = middle } else { low = middle + 1 }
    }
    return starts[low].state
  }

  /// Moves a state on; it takes a draw even where there is no choice.
  func step(_ state: inout Int, _ action: Int, using random: inout RandomSource) -> Outcome {
    let draw = random.uniform()
    let row = state * actionCount + action
    var place = Int(rows[row])
    let last = Int(rows[row + 1]) - 1
    while place < last, followers[place].bound <= draw { place += 1 }
    let follower = followers[place]
    state = Int(follower.next)
    return Outcome(reward: follower.reward, ending: follower.isTerminal ? .terminated : nil)
  }
}
