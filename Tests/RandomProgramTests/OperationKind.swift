@testable import TensorCore

/// A kind of operation, that random programs have to reach.
struct OperationKind: Hashable, CustomStringConvertible {
  let description: String

  private init(_ description: String) { self.description = description }

  /// The kind of an operation; a new case of the core's belongs here and in `all`.
  init(_ operation: Operation) {
    switch operation {
    case .source(.input): self.init("input")
    case .source(.indices): self.init("indices")
    case .source(.parameter): self.init("parameter")
    case .source(.fill): self.init("fill")
    case .source(.values): self.init("values")
    case .elementWise(let rule): self.init(rule)
    case .reduction(let rule): self.init(rule.kind)
    case .view, .broadcast, .cumulativeSum, .matrixProduct, .batchedProduct,
      .choleskyFactor, .triangularSolution, .permutation, .concatenation, .slice, .gather, .scatter,
      .oneHot, .rowGather, .rowScatter,
      .argumentOfMaximum, .patches, .patchSum, .windowArgument:
      self.init(operation.rule.name)
    }
  }

  private init(_ rule: ElementWise) { self.init("element \(rule)") }
  private init(_ rule: Reduction.Kind) { self.init("reduction \(rule)") }

  static let all = Set(
    ElementWise.allCases.map { OperationKind($0) }
      + Reduction.Kind.allCases.map { OperationKind($0) }
      + [
        "input", "indices", "parameter", "fill", "values", "reshaped", "detached", "broadcast",
        "cumulativeSum", "cumulativeSum reversed", "matmul", "matmul batched", "choleskyFactor",
        "triangularSolution", "transposed",
        "concatenated", "sliced", "gathered", "scattered", "oneHot", "rows", "addedToRows",
        "argmax", "patches", "patches added", "argmax of windows",
      ].map { OperationKind($0) })
}
