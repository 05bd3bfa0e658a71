/// What a program consists of.
public struct ProgramStatistics: Codable, Hashable, Sendable {
  /// A product of matrices, `[m, k] · [k, n]`, or several of one shape.
  public struct Product: Codable, Hashable, Sendable, CustomStringConvertible {
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
  /// The memory of those values that live at one time, at most, in bytes: the arena's limit.
  public let liveBytes: Int
  /// The blocks that pass through fused chains, in bytes.
  public let scratchBytes: Int
  /// All parameters that it reads or writes, an optimizer's moments included, in bytes.
  public let parameterBytes: Int
  /// How many kernels a run calls.
  public let instructionCount: Int
  /// How many nodes of the trace they compute.
  public let operationCount: Int
  /// The additions, multiplications and elementary functions of a run, each counting as one;
  /// optimizers are not counted.
  public let floatingPointOperations: Int
  /// What the kernels of a run read and write, in bytes, most of it in caches; blocks inside fused
  /// chains are not counted.
  public let bytesMoved: Int

  init(_ plan: Plan) {
    let float = MemoryLayout<Float>.stride
    matrixProducts = plan.lines.compactMap(\.product)
    arenaBytes = plan.layout.size * float
    liveBytes = plan.layout.greatestLife * float
    scratchBytes = plan.lines.flatMap(\.instructions).reduce(0) { $0 + $1.scratchBytes }
    parameterBytes = plan.parameters.reduce(0) { $0 + $1.count } * float
    instructionCount = plan.lines.count
    operationCount = plan.lines.reduce(0) { $0 + $1.step.operations }
    floatingPointOperations = plan.lines.reduce(0) { $0 + $1.work.operations }
    bytesMoved = plan.lines.reduce(0) { $0 + $1.work.floatsMoved } * float
  }
}

extension ProgramStatistics.Product {
  /// Its multiplications and additions.
  public var floatingPointOperations: Int { 2 * m * n * k * count }
}

extension Plan.Step {
  fileprivate var operations: Int {
    switch self {
    case .unit(let unit): unit.members.count
    case .effect: 1
    }
  }
}

/// What an instruction costs.
struct Work {
  let operations: Int
  let floatsMoved: Int

  init(_ unit: Unit, in graph: Graph) {
    let node = graph[unit.head]
    let count = Shape.count(node.shape)
    let read = unit.reads.reduce(0) { $0 + Shape.count(graph[$1].shape) }
    floatsMoved = count + read
    operations =
      switch node.operation {
      case .elementWise: unit.members.filter { graph[$0].isElementWise }.count * count
      case .reduction, .cumulativeSum: read
      default: ProgramStatistics.Product(node, in: graph)?.floatingPointOperations ?? 0
      }
  }

  init(_ effect: any EffectRule, reading operands: [Operand]) {
    operations = 0
    floatsMoved =
      operands.reduce(0) { $0 + $1.count } + 2 * effect.parameters.reduce(0) { $0 + $1.count }
  }
}
