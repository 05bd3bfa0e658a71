internal import COpenBLAS
internal import VectorMath

/// `left · right` of matrices, either of them transposed; the only place where matrices are
/// multiplied.
struct MatrixProduct: KernelRule {
  let transposesLeft: Bool
  let transposesRight: Bool

  var name: String { "matmul" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    let (left, right, g) = (call.inputs[0], call.inputs[1], call.cotangent)
    let toLeft: Tensor? =
      if !call.wanted[0] {
        nil
      } else if transposesLeft {
        Self.product(right, transposed: transposesRight, g, transposed: true)
      } else {
        Self.product(g, transposed: false, right, transposed: !transposesRight)
      }
    let toRight: Tensor? =
      if !call.wanted[1] {
        nil
      } else if transposesRight {
        Self.product(g, transposed: true, left, transposed: transposesLeft)
      } else {
        Self.product(left, transposed: !transposesLeft, g, transposed: false)
      }
    return [toLeft, toRight]
  }

  /// The product's extents: `[m, k] · [k, n]`.
  func extents(_ left: [Int], _ right: [Int]) -> (m: Int, n: Int, k: Int) {
    let (m, k) = transposesLeft ? (left[1], left[0]) : (left[0], left[1])
    return (m, transposesRight ? right[0] : right[1], k)
  }

  func instruction(_ call: KernelCall) -> Instruction {
    MatrixMultiplier.ofThisProcessor.instruction(fullName, product(call))
  }

  func parts(_ call: KernelCall, sharing: Sharing) -> [Instruction]? {
    guard MatrixMultiplier.ofThisProcessor == .own else { return nil }
    let product = product(call)
    let (m, n) = (Int(product.m), Int(product.n))
    // Members that share the columns do not lay out the same ones twice.
    let areColumns = n >= 2 * Self.columnGrain
    let shared = sharing.ranges(
      of: areColumns ? n : m, grain: areColumns ? Self.columnGrain : Self.rowGrain,
      cost: max(1, (areColumns ? m : n) * Int(product.k) / Self.multiplicationsPerAddition))
    return shared?.map { range in
      let (rows, columns) = areColumns ? (0..<m, range) : (range, 0..<n)
      let part = apus_product_part(
        product: product, row: Int64(rows.lowerBound), rows: Int64(rows.count),
        column: Int64(columns.lowerBound), columns: Int64(columns.count))
      return Instruction(fullName, part) {
        apus_multiply_part($0.assumingMemoryBound(to: apus_product_part.self))
      }
    }
  }

  // Whole tiles.
  private static let (rowGrain, columnGrain) = (8, 32)
  /// So many are done in the time of an addition that goes through memory.
  private static let multiplicationsPerAddition = 8

  private var fullName: String {
    name + (transposesLeft ? " transposed" : "") + (transposesRight ? " by transposed" : "")
  }

  private func product(_ call: KernelCall) -> apus_product {
    let (left, right) = (call.inputs[0], call.inputs[1])
    let (m, n, k) = extents(left.shape, right.shape)
    return apus_product(
      out: call.output.floats, left: left.floats, right: right.floats, m: Int64(m), n: Int64(n),
      k: Int64(k), transposes_left: transposesLeft ? 1 : 0,
      transposes_right: transposesRight ? 1 : 0)
  }
}

/// Who multiplies matrices.
enum MatrixMultiplier {
  /// Kernels in VectorMath, in which a row has the same bits alone and in a batch; as fast as
  /// OpenBLAS or faster at the sizes that occur here, on processors with AVX2 or AVX-512.
  case own
  /// OpenBLAS, on every other processor.
  case openBLAS

  static let ofThisProcessor: MatrixMultiplier = {
    if apus_multiplies_matrices_fast() != 0 { return .own }
    openblas_set_num_threads(1)
    return .openBLAS
  }()

  func instruction(_ name: String, _ product: apus_product) -> Instruction {
    switch self {
    case .own:
      Instruction(name, product) {
        apus_multiply_matrices($0.assumingMemoryBound(to: apus_product.self))
      }
    case .openBLAS:
      Instruction("\(name), OpenBLAS", product) {
        let product = $0.assumingMemoryBound(to: apus_product.self).pointee
        let (m, n, k) = (Int32(product.m), Int32(product.n), Int32(product.k))
        let (left, right) = (product.transposes_left != 0, product.transposes_right != 0)
        cblas_sgemm(
          CblasRowMajor, left ? CblasTrans : CblasNoTrans, right ? CblasTrans : CblasNoTrans, m, n,
          k, 1, product.left, left ? m : k, product.right, right ? k : n, 0, product.out, n)
      }
    }
  }
}

extension MatrixProduct {
  /// A product of matrices; a transposition before it becomes part of it.
  fileprivate static func product(
    _ left: Tensor, transposed transposesLeft: Bool, _ right: Tensor,
    transposed transposesRight: Bool
  ) -> Tensor {
    let (one, isOneTransposed) = left.withoutTransposition
    let (other, isOtherTransposed) = right.withoutTransposition
    let rule = MatrixProduct(
      transposesLeft: transposesLeft != isOneTransposed,
      transposesRight: transposesRight != isOtherTransposed)
    let extents = rule.extents(one.shape, other.shape)
    return left.trace.node(.matrixProduct(rule), [one, other], shape: [extents.m, extents.n])
  }
}

extension Tensor {
  /// The matrix product: `[…, k]` with `[k, n]` is `[…, n]`, and `[…, m, k]` with `[…, k, n]` is
  /// `[…, m, n]`, leading axes being repeated along extents of one, as in NumPy.
  public func matmul(_ other: Tensor) -> Tensor {
    guard shape.count >= 2, other.shape.count >= 2 else {
      return trace.mistake("matmul", "\(shape) · \(other.shape): not matrices", like: shape)
    }
    let (inner, result) = (shape[shape.count - 1], Array(shape.dropLast()) + other.shape.suffix(1))
    let depth = other.shape[other.shape.count - 2]
    guard inner == depth else {
      return trace.mistake(
        "matmul", "\(shape) · \(other.shape): inner extents \(inner) and \(depth) differ",
        like: result)
    }
    guard !holdsIndices, !other.holdsIndices else {
      return trace.mistake("matmul", "\(shape) · \(other.shape): indices, not floats", like: result)
    }
    if other.shape.count > 2 { return batchedProduct(other) }
    let matrix = reshaped([count / Swift.max(inner, 1), inner])
    return MatrixProduct.product(matrix, transposed: false, other, transposed: false)
      .reshaped(result)
  }

  /// The matrices of which these are the transposes, and whether there are any.
  var withoutTransposition: (Tensor, Bool) {
    let leading = Array(0..<Swift.max(0, shape.count - 2))
    guard case .permutation(let rule)? = operation, let place,
      rule.axes == leading + [leading.count + 1, leading.count]
    else { return (self, false) }
    return (trace.tensor(at: trace.graph[place].inputs[0]), true)
  }
}
