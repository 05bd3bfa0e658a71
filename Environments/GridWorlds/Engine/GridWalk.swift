import ReinforcementLearning

/// A walk through a level, or through one level of a recipe after the other.
struct GridWalk<Observer: GridObserver>: Environment {
  var world: GridWorld
  let observer: Observer

  /// Creates a walk that has not begun.
  init(_ level: GridLevel) {
    world = GridWorld(level)
    observer = Observer(level)
  }

  var observationSpace: Space { observer.space }
  var actionSpace: Space { .discrete(world.level.rules.actions.count) }

  mutating func reset(using random: inout RandomSource) { world.begin(chance: &random) }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    world.step(action, chance: &random)
  }

  func observe(into row: inout MutableSpan<Float>) { observer.observe(world, into: &row) }
}

/// What is seen of a grid world.
protocol GridObserver: Sendable {
  /// Prepares to see a level.
  init(_ level: GridLevel)
  /// The space of what is seen.
  var space: Space { get }
  /// Writes what is seen now.
  func observe(_ world: GridWorld, into row: inout MutableSpan<Float>)
}

extension GridWalk: Codable {
  init(from decoder: any Decoder) throws {
    world = try GridWorld(from: decoder)
    observer = Observer(world.level)
    guard Observer.self != GridIndex.self || states.contains(world) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "no walk comes to such a state"))
    }
  }

  func encode(to encoder: any Encoder) throws { try world.encode(to: encoder) }
}

// MARK: - Laws

extension GridWalk: MappedMDP {
  private var states: GridStates { .of(world.level) }

  var stateCount: Int { states.count }
  var state: Int { states.number(of: world) }
  var discount: Double { world.level.rules.discount }

  func transitions(from state: Int, action: Int) -> [StateTransition] {
    states.law(of: state, action)
  }

  func startDistribution() -> [StartState] { states.starts }

  func draw(on canvas: inout Canvas) { world.draw(on: &canvas) }

  /// The walker's cell, whatever else there is.
  func area(of state: Int) -> Canvas.Bounds? {
    world.squares.area(of: states.world(state).walker)
  }
}
