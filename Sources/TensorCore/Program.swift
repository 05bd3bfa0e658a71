internal import VectorMath

/// A computation that was traced once, and is replayed without allocating or deciding anything.
///
/// A run reads its inputs and its parameters, computes its outputs, and then performs its effects
/// on parameters.  Inputs and outputs stay at their places from run to run.  Programs that share
/// parameters belong on one thread; others may run at the same time.
public final class Program {
  /// What it is called in plans.
  public let name: String
  /// What it consists of.
  public let statistics: ProgramStatistics
  private let plan: Plan
  private let calls: UnsafeMutableBufferPointer<Call>

  /// Traces a computation and plans it.
  ///
  /// - Throws: ``TraceError`` for the first operation that did not fit, and whatever `body` throws.
  public init(_ name: String = "program", _ body: (Trace) throws -> Void) throws {
    let trace = Trace()
    try body(trace)
    self.name = name
    plan = try Plan(trace)
    calls = .allocate(capacity: plan.lines.count)
    _ = calls.initialize(from: plan.lines.map(\.instruction.call))
    statistics = ProgramStatistics(plan)
  }

  deinit {
    calls.deallocate()
    for line in plan.lines { line.instruction.deallocate() }
    plan.memory.deallocate()
  }

  /// Computes everything once.
  ///
  /// Numbers below `Float.leastNormalMagnitude` count as zero meanwhile: moments of weights that no
  /// gradient reaches decay to such numbers, on which processors are a hundred times slower.
  ///
  /// - Precondition: indices lie within what they index.
  public func run() {
    let before = apus_begin_flushing()
    defer { apus_end_flushing(before) }
    for call in UnsafeBufferPointer(calls) { call.kernel(call.arguments) }
  }

  /// The memory of an input, to be written before a run.
  ///
  /// - Precondition: there is an input of floats of this name.
  public func input(_ name: String) -> UnsafeMutableBufferPointer<Float> {
    guard let region = plan.inputs[name], !region.holdsIndices else {
      preconditionFailure("\(self.name) has no input \(name)")
    }
    return UnsafeMutableBufferPointer(start: region.start, count: region.count)
  }

  /// The memory of an input of indices, to be written before a run.
  ///
  /// - Precondition: there is an input of indices of this name.
  public func indices(_ name: String) -> UnsafeMutableBufferPointer<Int32> {
    guard let region = plan.inputs[name], region.holdsIndices else {
      preconditionFailure("\(self.name) has no indices \(name)")
    }
    let start = UnsafeMutableRawPointer(region.start).assumingMemoryBound(to: Int32.self)
    return UnsafeMutableBufferPointer(start: start, count: region.count)
  }

  /// The memory of an output, as the last run left it.
  ///
  /// - Precondition: there is an output of floats of this name.
  public func output(_ name: String) -> UnsafeBufferPointer<Float> {
    guard let region = plan.outputs[name], !region.holdsIndices else {
      preconditionFailure("\(self.name) has no output \(name)")
    }
    return UnsafeBufferPointer(start: region.start, count: region.count)
  }

  /// The memory of an output of indices, as the last run left it.
  ///
  /// - Precondition: there is an output of indices of this name.
  public func outputIndices(_ name: String) -> UnsafeBufferPointer<Int32> {
    guard let region = plan.outputs[name], region.holdsIndices else {
      preconditionFailure("\(self.name) has no output of indices \(name)")
    }
    let start = UnsafeRawPointer(region.start).assumingMemoryBound(to: Int32.self)
    return UnsafeBufferPointer(start: start, count: region.count)
  }

  /// The plan, one instruction a line: what it does, the shape of its result and where that lies.
  public func describe() -> String {
    let lines = plan.lines.enumerated().map { number, line in
      let result = line.shape.map { " -> \($0)" } ?? ""
      let place = line.offset.map { " @\($0 * MemoryLayout<Float>.stride)" } ?? ""
      let product = line.product.map { " \($0)" } ?? ""
      return "\(number)  \(line.instruction.name)\(product)\(result)\(place)"
    }
    let summary =
      "\(name): \(statistics.instructionCount) instructions, \(statistics.arenaBytes) bytes"
    return ([summary] + lines).joined(separator: "\n")
  }
}

/// What a program consists of.
public struct ProgramStatistics: Hashable, Sendable {
  /// A product of matrices, `[m, k] · [k, n]`, or several of one shape.
  public struct Product: Hashable, Sendable, CustomStringConvertible {
    /// The rows of the result.
    public let m: Int
    /// The columns of the result.
    public let n: Int
    /// The extent that is summed over.
    public let k: Int
    /// How many such products are done one after another.
    public let count: Int

    /// The extents as they are multiplied.
    public var description: String {
      (count == 1 ? "" : "\(count) × ") + "[\(m), \(k)] · [\(k), \(n)]"
    }

    init?(_ node: Node, in graph: Graph) {
      let shapes = node.inputs.map { graph[$0].shape }
      switch node.operation {
      case .matrixProduct(let rule):
        (m, n, k) = rule.extents(shapes[0], shapes[1])
        count = 1
      case .batchedProduct(let rule):
        (m, n, k) = rule.extents(shapes[0], shapes[1])
        count = shapes[0][0]
      default: return nil
      }
    }
  }

  /// The products of matrices, in order.
  public let matrixProducts: [Product]
  /// The memory of all values, inputs and outputs included, in bytes.
  public let arenaBytes: Int
  /// How many kernels a run calls.
  public let instructionCount: Int

  init(_ plan: Plan) {
    matrixProducts = plan.lines.compactMap(\.product)
    arenaBytes = plan.size * MemoryLayout<Float>.stride
    instructionCount = plan.lines.count
  }
}
