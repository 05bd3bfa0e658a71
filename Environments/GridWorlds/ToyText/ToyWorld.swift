import ReinforcementLearning

/// One of Gymnasium's toy-text tasks, draw for draw.
struct ToyWorld<Task: ToyTask>: Environment {
  let task: Task
  private let table: ToyTable
  private var present: Int

  /// Creates a world that has not begun.
  init(_ task: Task) {
    self.task = task
    table = task.table
    present = task.starts[0].state
  }

  var observationSpace: Space { .discrete(task.observedCount) }
  var actionSpace: Space { .discrete(task.actionCount) }

  mutating func reset(using random: inout RandomSource) { present = table.start(using: &random) }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    table.step(&present, action, using: &random)
  }

  func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(task.observedCount == task.stateCount ? present : present % task.observedCount)
  }
}

extension ToyWorld: Codable {
  private enum CodingKeys: CodingKey { case task, state }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(try container.decode(Task.self, forKey: .task))
    present = try container.decode(Int.self, forKey: .state)
    guard (0..<task.stateCount).contains(present) else {
      throw DecodingError.dataCorruptedError(
        forKey: .state, in: container, debugDescription: "there is no state \(present)")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(task, forKey: .task)
    try container.encode(present, forKey: .state)
  }
}

// MARK: - Laws

extension ToyWorld: FiniteMDP {
  var stateCount: Int { task.stateCount }
  var state: Int { present }
  var discount: Double { task.discount }

  func transitions(from state: Int, action: Int) -> [StateTransition] {
    task.law(of: state, action)
  }

  func startDistribution() -> [StartState] { task.starts }
}

// MARK: - Appearance

extension ToyWorld: MappedMDP {
  func draw(on canvas: inout Canvas) { task.draw(present, on: &canvas) }
  func area(of state: Int) -> Canvas.Bounds? { task.area(of: state, in: present) }
}
