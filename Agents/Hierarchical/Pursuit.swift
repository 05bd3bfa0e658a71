internal import ReinforcementLearning

/// What a hierarchy remembers of a copy's episode: its goal, and what both of its agents remember.
struct Pursuit {
  /// The number of the goal.
  var goal = 0
  /// How many actions were taken towards it.
  var steps = 0
  /// Whether the meta-controller chose it, rather than chance.
  var isChosen = false
  var metaMemory: [Float] = []
  var controllerMemory: [Float] = []

  /// How many floats it takes beside what the agents remember.
  static let headWidth = 3

  /// Reads what was remembered.
  init(_ row: ArraySlice<Float>, metaWidth: Int) {
    let start = row.startIndex
    goal = Int(row[start])
    steps = Int(row[start + 1])
    isChosen = row[start + 2] == 1
    metaMemory = Array(row[start + Self.headWidth..<start + Self.headWidth + metaWidth])
    controllerMemory = Array(row[(start + Self.headWidth + metaWidth)...])
  }

  /// What is to be remembered.
  var row: [Float] {
    [Float(goal), Float(steps), isChosen ? 1 : 0] + metaMemory + controllerMemory
  }
}

/// What a goal has earned so far, and finished pursuits that wait for those of other copies.
///
/// An agent gets a step of every copy at once; goals of several copies end at different times.
struct PursuitLedger: Codable {
  /// One step of the meta-controller.
  struct Step: Codable, Equatable {
    var observation: [Float]
    var goal: Int
    var memory: [Float]
    /// `Σᵢ γⁱ r`, from the first step of the pursuit.
    var sum = 0.0
    var duration = 0
    var ending: Ending?
    var following: [Float] = []
  }

  private let discount: Double
  private var open: [Step?]
  private var finished: [[Step]]

  /// Creates a ledger without pursuits, which discounts rewards within one by γ.
  init(copies: Int, discount: Double) {
    self.discount = discount
    open = Array(repeating: nil, count: copies)
    finished = Array(repeating: [], count: copies)
  }

  /// Begins a pursuit; nil is one that is not the meta-controller's.
  mutating func begin(_ step: Step?, of copy: Int) { open[copy] = step }

  /// Takes note of what a step paid.
  mutating func earn(_ reward: Double, in copy: Int) {
    guard var step = open[copy] else { return }
    let factor = step.duration == 0 ? 1 : discount.power(step.duration)
    step.sum += factor * reward
    step.duration += 1
    open[copy] = step
  }

  /// Ends a pursuit, where an observation `following` it was made.
  mutating func finish(_ copy: Int, ending: Ending?, following: ArraySlice<Float>) {
    guard var step = open[copy] else { return }
    step.ending = ending
    step.following = Array(following)
    finished[copy].append(step)
    open[copy] = nil
  }

  /// One finished pursuit of every copy, the oldest of each, once every copy has one.
  mutating func take() -> [Step]? {
    guard finished.allSatisfy({ !$0.isEmpty }) else { return nil }
    return finished.indices.map { finished[$0].removeFirst() }
  }
}
