/// What a node of a graph computes: a closed set, so that gradients are nodes like any other.
enum Operation: Hashable {
  case source(Source)
  case elementWise(ElementWise)
  case view(View)
  case broadcast(Broadcast)
  case reduction(Reduction)
  case cumulativeSum(CumulativeSum)
  case matrixProduct(MatrixProduct)
  case batchedProduct(BatchedProduct)
  case choleskyFactor(CholeskyFactor)
  case triangularSolution(TriangularSolution)
  case permutation(Permutation)
  case concatenation(Concatenation)
  case slice(Slice)
  case gather(Gather)
  case scatter(Scatter)
  case oneHot(OneHot)
  case rowGather(RowGather)
  case rowScatter(RowScatter)
  case argumentOfMaximum(ArgumentOfMaximum)
  case patches(Patches)
  case patchSum(PatchSum)
  case windowArgument(WindowArgument)

  /// The rule of the operation: all that the rest of the core knows about it.
  var rule: any OperationRule {
    switch self {
    case .source(let rule): rule
    case .elementWise(let rule): rule
    case .view(let rule): rule
    case .broadcast(let rule): rule
    case .reduction(let rule): rule
    case .cumulativeSum(let rule): rule
    case .matrixProduct(let rule): rule
    case .batchedProduct(let rule): rule
    case .choleskyFactor(let rule): rule
    case .triangularSolution(let rule): rule
    case .permutation(let rule): rule
    case .concatenation(let rule): rule
    case .slice(let rule): rule
    case .gather(let rule): rule
    case .scatter(let rule): rule
    case .oneHot(let rule): rule
    case .rowGather(let rule): rule
    case .rowScatter(let rule): rule
    case .argumentOfMaximum(let rule): rule
    case .patches(let rule): rule
    case .patchSum(let rule): rule
    case .windowArgument(let rule): rule
    }
  }
}

/// An operation in one place.
///
/// It has its name, its derivative and, if it is not planned otherwise, its kernel.  The shape rule
/// lies in the method of `Tensor` that makes it.
protocol OperationRule: Hashable {
  /// What it is called in plans and errors.
  var name: String { get }
  /// Whether a gradient passes through it at all.
  var isDifferentiable: Bool { get }
  /// The cotangent of every input that wants one: the vector-Jacobian product, as nodes.
  func pullback(_ call: Pullback) -> [Tensor?]
}

extension OperationRule {
  var isDifferentiable: Bool { true }
}

/// An operation with a kernel of its own.
protocol KernelRule: OperationRule {
  /// The call of the kernel, its memory being known.
  func instruction(_ call: KernelCall) -> Instruction
  /// The same work in pieces, one for each member of a team, without a change of a bit; nothing if
  /// it is not worth it.
  func parts(_ call: KernelCall, sharing: Sharing) -> [Instruction]?
}

extension KernelRule {
  func parts(_ call: KernelCall, sharing: Sharing) -> [Instruction]? { nil }
}

/// What a vector-Jacobian product is made from.
struct Pullback {
  let inputs: [Tensor]
  let output: Tensor
  /// The derivative of the loss by the output, of the output's shape.
  let cotangent: Tensor
  /// Whether a requested tensor is reached through each input.
  let wanted: [Bool]
}

/// The memory that a kernel works on.
struct KernelCall {
  let inputs: [Operand]
  let output: Operand
}

/// An array in memory; indices lie in the same four bytes as floats.
struct Operand {
  let floats: UnsafeMutablePointer<Float>
  let shape: [Int]

  var indices: UnsafeMutablePointer<Int32> {
    UnsafeMutableRawPointer(floats).assumingMemoryBound(to: Int32.self)
  }
  var count: Int { Shape.count(shape) }
}
