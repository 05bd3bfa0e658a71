/// A symbolic array of floats (or of indices): a node of a trace.
///
/// Operations on tensors compute nothing; they add to the trace.  An operation that does not fit
/// does not trap: the trace keeps the first such mistake, and `Program`'s initializer throws it.
public struct Tensor {
  /// The trace that it is part of.
  public let trace: Trace
  /// The place in the graph; nothing if an operation before it did not fit.
  let place: Int?
  /// The extent along each axis; of a scalar, `[]`.
  public let shape: [Int]

  /// How many elements it has.
  public var count: Int { Shape.count(shape) }

  var operation: Operation? { place.map { trace.graph[$0].operation } }

  /// The number that every element is, if that is known.
  var fill: Float? {
    guard case .source(.fill(let bits))? = operation else { return nil }
    return Float(bitPattern: bits)
  }
}

extension Trace {
  /// Adds a node, unless an input is the result of a mistake.
  func node(_ operation: Operation, _ inputs: [Tensor], shape: [Int]) -> Tensor {
    for input in inputs where input.trace !== self {
      return mistake(operation.rule.name, "an operand belongs to another program", like: shape)
    }
    guard shape.count <= Shape.highestRank else {
      return mistake(
        operation.rule.name, "\(shape) has more than \(Shape.highestRank) axes", like: shape)
    }
    let places = inputs.compactMap(\.place)
    guard places.count == inputs.count else { return poisoned(like: shape) }
    let place = graph.place(of: Node(operation: operation, inputs: places, shape: shape))
    return Tensor(trace: self, place: place, shape: shape)
  }

  /// Notes a mistake, if it is the first.
  func mistake(_ operation: String, _ problem: String, like shape: [Int]) -> Tensor {
    note(TraceError(operation, problem))
    return poisoned(like: shape)
  }

  func poisoned(like shape: [Int]) -> Tensor { Tensor(trace: self, place: nil, shape: shape) }

  /// A tensor whose elements are all one number.
  func filled(_ value: Float, shape: [Int]) -> Tensor {
    node(.source(.fill(value.bitPattern)), [], shape: shape)
  }
}
