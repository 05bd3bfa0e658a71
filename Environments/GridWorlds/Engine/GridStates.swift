import ReinforcementLearning

/// Every state of a level that can be reached, and the laws between them, found by running the
/// world's own step through every course that chance may take.
///
/// States are numbered by what lies where, in the order in which that was found, and then by the
/// walker's cell and, where there are turns, its direction.
final class GridStates: Sendable {
  let level: GridLevel
  /// How many there are.
  let count: Int
  let starts: [StartState]
  private let contents: [GridContents: Int]
  private let numbers: [Int32]  // [contents, cells, 4], negative where there is no such state
  private let worlds: [GridWorld]
  private let laws: [[StateTransition]]  // [states · actions]

  private static let known = Memo<GridLevel, GridStates>(capacity: 16)

  /// The states of a level, found once.
  static func of(_ level: GridLevel) -> GridStates {
    known.value(for: level) { GridStates(search: GridSearch(level)) }
  }

  private init(search: GridSearch) {
    level = search.level
    let order = search.worlds.indices.sorted { search.keys[$0] < search.keys[$1] }
    var renumbered = [Int](repeating: 0, count: order.count)
    for (number, found) in order.enumerated() { renumbered[found] = number }
    func moved(_ law: [StateTransition]) -> [StateTransition] {
      law.map { transition in
        var transition = transition
        transition.next = renumbered[transition.next]
        return transition
      }
    }
    count = order.count
    contents = search.contents
    worlds = order.map { search.worlds[$0] }
    laws = order.flatMap { search.laws[$0].map(moved) }
    starts = search.starts.map {
      StartState(state: renumbered[$0.state], probability: $0.probability)
    }
    var numbers = [Int32](
      repeating: -1, count: search.contents.count * search.level.cells.count * 4)
    for (number, found) in order.enumerated() { numbers[search.keys[found]] = Int32(number) }
    self.numbers = numbers
  }

  /// The number of the state of a world.
  func number(of world: GridWorld) -> Int {
    let content: Int
    if contents.count == 1 {
      content = 0
    } else if let known = contents[GridContents(world)] {
      content = known
    } else {
      preconditionFailure("a world is in a state that cannot be reached")
    }
    return Int(numbers[GridSearch.key(of: world, content: content)])
  }

  /// Whether a world is in one of the states.
  func contains(_ world: GridWorld) -> Bool {
    contents[GridContents(world)].map {
      numbers[GridSearch.key(of: world, content: $0)] >= 0
    } ?? false
  }

  /// The world in a state.
  func world(_ state: Int) -> GridWorld { worlds[state] }

  /// Where an action may lead.
  func law(of state: Int, _ action: Int) -> [StateTransition] {
    laws[state * level.rules.actions.count + action]
  }
}

/// What lies where, and what is carried.
struct GridContents: Hashable {
  let cells: [GridCell]
  let carried: GridCell

  init(_ world: GridWorld) { (cells, carried) = (world.cells, world.carried) }

  func hash(into hasher: inout Hasher) {
    cells.withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(carried)
  }
}

/// Looks for states, breadth first.
private struct GridSearch {
  let level: GridLevel
  private(set) var worlds: [GridWorld] = []
  private(set) var keys: [Int] = []
  private(set) var laws: [[[StateTransition]]] = []  // [states][actions]
  private(set) var starts: [StartState] = []
  private(set) var contents: [GridContents: Int] = [:]
  private var isOpen: [Bool] = []  // whether an episode can go on from a state
  private var queue: [Int] = []
  private var found: [Int: Int] = [:]

  init(_ level: GridLevel) {
    self.level = level
    var first = GridWorld(level)
    var weights: [Int: Double] = [:]
    EveryChance.forEach { chance in
      first.begin(chance: &chance)
      return first
    } then: { probability, world in
      weights[number(of: world, isOpen: true), default: 0] += probability
    }
    starts = weights.sorted { $0.key < $1.key }
      .map { StartState(state: $0.key, probability: $0.value) }
    var place = 0
    while place < queue.count {
      laws[queue[place]] = expanded(worlds[queue[place]])
      place += 1
    }
    for state in worlds.indices where !isOpen[state] {
      let over = [StateTransition(next: state, reward: 0, isTerminal: true)]
      laws[state] = Array(repeating: over, count: level.rules.actions.count)
    }
  }

  private mutating func expanded(_ world: GridWorld) -> [[StateTransition]] {
    return (0..<level.rules.actions.count).map { action in
      var law: [Arrival: Double] = [:]
      var order: [Arrival] = []
      EveryChance.forEach { chance in
        var next = world
        let outcome = next.step(action, chance: &chance)
        return (next, outcome)
      } then: { probability, result in
        let isOver = result.1.ending != nil
        let arrival = Arrival(
          next: number(of: result.0, isOpen: !isOver), reward: result.1.reward, isOver: isOver)
        if law.updateValue(probability + (law[arrival] ?? 0), forKey: arrival) == nil {
          order.append(arrival)
        }
      }
      return order.map {
        StateTransition(
          probability: law[$0] ?? 0, next: $0.next, reward: $0.reward, isTerminal: $0.isOver)
      }
    }
  }

  private struct Arrival: Hashable {
    var next: Int
    var reward: Double
    var isOver: Bool
  }

  private mutating func number(of world: GridWorld, isOpen: Bool) -> Int {
    let content = contents[GridContents(world)] ?? contents.count
    if content == contents.count { contents[GridContents(world)] = content }
    let key = Self.key(of: world, content: content)
    let number = found[key] ?? worlds.count
    if number == worlds.count {
      found[key] = number
      worlds.append(world)
      keys.append(key)
      laws.append([])
      self.isOpen.append(false)
    }
    if isOpen, !self.isOpen[number] {
      self.isOpen[number] = true
      queue.append(number)
    }
    return number
  }

  /// A number that tells states apart: where a walker looks matters only if it turns.
  static func key(of world: GridWorld, content: Int) -> Int {
    let facing = world.level.rules.actions == .turns ? world.facing : 0
    return (content * world.cells.count + world.walker) * 4 + facing
  }
}
