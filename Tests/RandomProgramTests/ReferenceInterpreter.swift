@testable import TensorCore

/// The value of every node of a trace, by plain loops over doubles: what a program has to agree
/// with, without its plan, its fused chains and its kernels.
///
/// Indices are kept as doubles as well.
struct ReferenceInterpreter {
  /// The numbers that a run begins with.
  struct Sources {
    var inputs: [String: [Double]] = [:]
    var parameters: [ParameterKey: [Double]] = [:]
  }

  let graph: Graph
  let constants: [[Float]]
  /// By which of many draws every number that is computed is moved by a unit of single precision,
  /// up or down: what changes much by it is not decided by single precision.
  var disturbance: UInt64?
  /// The values that stay where they are, whatever they are computed from.
  var frozen: [Int: [Double]] = [:]

  init(_ trace: Trace) {
    graph = trace.graph
    constants = trace.constants
  }

  /// The values of all nodes up to one.
  func values(upTo last: Int? = nil, _ sources: Sources) -> [[Double]] {
    var values: [[Double]] = []
    for place in 0...(last ?? graph.nodes.count - 1) {
      let node = graph[place]
      let operands = node.inputs.map { ReferenceArray(shape: graph[$0].shape, values: values[$0]) }
      var value = value(of: node, operands, sources)
      if case .view(.detached) = node.operation, let kept = frozen[place] { value = kept }
      values.append(isExact(node.operation) ? value : disturbed(value, place))
    }
    return values
  }

  private func value(
    of node: Node, _ operands: [ReferenceArray], _ sources: Sources
  ) -> [Double] {
    guard case .source(let source) = node.operation else {
      return ReferenceOperations.value(of: node, operands)
    }
    switch source {
    case .input(let name), .indices(let name): return sources.inputs[name] ?? []
    case .parameter(let key): return sources.parameters[key] ?? []
    case .fill(let bits):
      return Array(repeating: Double(Float(bitPattern: bits)), count: Shape.count(node.shape))
    case .values(let place): return constants[place].map(Double.init)
    }
  }

  /// Whether an operation only chooses among numbers, or counts.
  private func isExact(_ operation: Operation) -> Bool {
    switch operation {
    case .source(.input), .source(.parameter): false
    case .elementWise(let operation): operation.isExact
    case .reduction(let rule): rule.kind == .maximum || rule.kind == .minimum
    case .cumulativeSum, .matrixProduct, .batchedProduct, .choleskyFactor, .triangularSolution,
      .rowScatter, .patchSum:
      false
    default: true
    }
  }

  /// Numbers after rounding, as far as it matters.
  func disturbed(_ values: [Double], _ place: Int) -> [Double] {
    guard let disturbance else { return values }
    var random = TestGenerator(state: disturbance << 32 + UInt64(place))
    return values.map { $0 * (1 + (random.isTrue(oneIn: 2) ? 0x1p-23 : -0x1p-23)) }
  }
}

/// An array of doubles.
struct ReferenceArray {
  let shape: [Int]
  var values: [Double]

  init(shape: [Int], values: [Double]) {
    self.shape = shape
    self.values = values
  }

  /// An array made element by element from the place of each.
  init(shape: [Int], _ element: ([Int]) -> Double) {
    self.shape = shape
    var place = Array(repeating: 0, count: shape.count)
    values = (0..<Shape.count(shape)).map { _ in
      defer { Self.advance(&place, in: shape) }
      return element(place)
    }
  }

  subscript(_ place: [Int]) -> Double { values[index(of: place)] }

  private func index(of place: [Int]) -> Int {
    zip(place, shape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  private static func advance(_ place: inout [Int], in shape: [Int]) {
    for axis in shape.indices.reversed() {
      place[axis] += 1
      if place[axis] < shape[axis] { return }
      place[axis] = 0
    }
  }
}
