internal import Synchronization

/// Notes where a number first stopped being finite.
public final class NumberWatch: Sendable {
  private let noted = Mutex<String?>(nil)

  /// Creates a watch that has seen nothing.
  public init() {}

  /// The first number that was not finite: the program, the operation with its shapes, the element,
  /// and the parameters that it was computed from.
  public var problem: String? { noted.withLock { $0 } }

  func note(_ problem: @autoclosure () -> String) {
    noted.withLock { $0 = $0 ?? problem() }
  }
}

/// The numbers of a program that are looked at, in the order of a run.
struct NumberCheck {
  /// What may stop being finite.
  struct Place {
    let start: UnsafeMutablePointer<Float>
    let shape: [Int]
    /// What it is, and from which parameters it comes.
    let description: String
    /// Whether infinity is meant, since a constant on the way is infinite.
    let mayBeInfinite: Bool

    /// The first element that is not finite, described; nothing if all are.
    func problem(in program: String) -> String? {
      let numbers = UnsafeBufferPointer(start: start, count: Shape.count(shape))
      let found = numbers.firstIndex { mayBeInfinite ? $0.isNaN : !$0.isFinite }
      guard let found else { return nil }
      let element = zip(shape, Shape.strides(shape)).map { found / $1 % $0 }
      let location = shape.isEmpty ? "" : " at \(element)"
      return "\(numbers[found])\(location) of \(description) in \(program)"
    }
  }

  let watch: NumberWatch
  /// What a run begins with: inputs and parameters.
  let sources: [Place]
  /// What each line of the plan writes.
  let results: [[Place]]

  init(
    _ watch: NumberWatch, _ trace: Trace, _ units: [Unit], _ effects: [Effect],
    memory: (Int) -> UnsafeMutablePointer<Float>
  ) {
    let names = PlaceNames(trace)
    self.watch = watch
    let read = Set(units.flatMap(\.reads))
    sources = read.sorted().compactMap { place in
      guard names.isNumber(place), names.isRead(place) else { return nil }
      return Place(
        start: memory(place), shape: trace.graph[place].shape, description: names[place],
        mayBeInfinite: false)
    }
    results =
      units.map { unit in
        guard names.isNumber(unit.head) else { return [] }
        return [
          Place(
            start: memory(unit.head), shape: trace.graph[unit.head].shape,
            description: names[unit.head], mayBeInfinite: names.mayBeInfinite(unit.head))
        ]
      }
      + effects.map { effect in
        effect.rule.parameters.map {
          Place(
            start: $0.start, shape: $0.shape,
            description: "\($0.name) \($0.shape) after "
              + effect.rule.name, mayBeInfinite: false)
        }
      }
  }

  func look(at places: [Place], in program: String) {
    guard watch.problem == nil else { return }
    for place in places {
      guard let problem = place.problem(in: program) else { continue }
      return watch.note(problem)
    }
  }
}

/// What messages call the nodes of a trace.
private struct PlaceNames {
  private let trace: Trace
  /// Which nodes are computed from an infinite constant.
  private let infinite: [Bool]

  init(_ trace: Trace) {
    self.trace = trace
    var infinite: [Bool] = []
    for node in trace.graph.nodes {
      switch node.operation {
      case .source(.fill(let bits)): infinite.append(Float(bitPattern: bits).isInfinite)
      case .source(.values(let place)):
        infinite.append(trace.constants[place].contains(where: \.isInfinite))
      default: infinite.append(node.inputs.contains { infinite[$0] })
      }
    }
    self.infinite = infinite
  }

  func isNumber(_ place: Int) -> Bool { !trace.tensor(at: place).holdsIndices }
  func mayBeInfinite(_ place: Int) -> Bool { infinite[place] }

  /// Whether a node is given from outside.
  func isRead(_ place: Int) -> Bool {
    switch trace.graph[place].operation {
    case .source(.input), .source(.parameter): true
    default: false
    }
  }

  subscript(place: Int) -> String {
    let node = trace.graph[place]
    guard !isRead(place) else { return "\(node.operation.rule.name) \(node.shape)" }
    let shapes = node.inputs.map { "\(trace.graph[$0].shape)" }.joined(separator: ", ")
    let parameters = nearestParameters(of: place)
    let origin = parameters.isEmpty ? "" : ", computed from \(parameters.joined(separator: ", "))"
    return "\(node.operation.rule.name) of \(shapes) -> \(node.shape)\(origin)"
  }

  /// The parameters that are the fewest operations away, those of a layer.
  private func nearestParameters(of place: Int) -> [String] {
    var (front, seen) = ([place], Set([place]))
    while !front.isEmpty {
      let found = front.compactMap { place -> String? in
        guard case .source(.parameter(let key)) = trace.graph[place].operation else { return nil }
        return key.name
      }
      if !found.isEmpty { return found.sorted() }
      front = front.flatMap { trace.graph[$0].inputs }.filter { seen.insert($0).inserted }
    }
    return []
  }
}
