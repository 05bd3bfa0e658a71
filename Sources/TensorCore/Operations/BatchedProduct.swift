/// `left · right` of as many matrices on both sides, either side transposed:
/// `[b, m, k] · [b, k, n]` is `[b, m, n]`.
struct BatchedProduct: KernelRule {
  let transposesLeft: Bool
  let transposesRight: Bool

  var name: String { "matmul batched" }
  private var each: MatrixProduct {
    MatrixProduct(transposesLeft: transposesLeft, transposesRight: transposesRight)
  }

  func pullback(_ call: Pullback) -> [Tensor?] {
    let (left, right, g) = (call.inputs[0], call.inputs[1], call.cotangent)
    func toLeft() -> Tensor {
      transposesLeft
        ? Self.product(right, transposed: transposesRight, g, transposed: true)
        : Self.product(g, transposed: false, right, transposed: !transposesRight)
    }
    func toRight() -> Tensor {
      transposesRight
        ? Self.product(g, transposed: true, left, transposed: transposesLeft)
        : Self.product(left, transposed: !transposesLeft, g, transposed: false)
    }
    return [call.wanted[0] ? toLeft() : nil, call.wanted[1] ? toRight() : nil]
  }

  /// The extents of each product: `[m, k] · [k, n]`.
  func extents(_ left: [Int], _ right: [Int]) -> (m: Int, n: Int, k: Int) {
    each.extents(Array(left.dropFirst()), Array(right.dropFirst()))
  }

  func instruction(_ call: KernelCall) -> Instruction {
    Instruction(inOrder: matrices(call).map { each.instruction($0) })
  }

  func parts(_ call: KernelCall, sharing: Sharing) -> [Instruction]? {
    let matrices = matrices(call)
    let (m, n, k) = extents(call.inputs[0].shape, call.inputs[1].shape)
    if matrices.count.isMultiple(of: sharing.count) {
      return sharing.ranges(of: matrices.count, grain: 1, cost: m * n * k / 8)?.map { range in
        Instruction(inOrder: matrices[range].map { each.instruction($0) })
      }
    }
    let pieces = matrices.compactMap { each.parts($0, sharing: sharing) }
    guard pieces.count == matrices.count else {
      for piece in pieces.joined() { piece.deallocate() }
      return nil
    }
    return (0..<sharing.count).map { member in Instruction(inOrder: pieces.map { $0[member] }) }
  }

  /// The operands of each product.
  private func matrices(_ call: KernelCall) -> [KernelCall] {
    (0..<call.output.shape[0]).map { index in
      let matrices = (call.inputs + [call.output]).map { operand in
        let shape = Array(operand.shape.dropFirst())
        return Operand(floats: operand.floats + index * Shape.count(shape), shape: shape)
      }
      return KernelCall(inputs: Array(matrices[..<2]), output: matrices[2])
    }
  }

  /// Products of matrices; a transposition before them becomes part of them.
  static func product(
    _ left: Tensor, transposed transposesLeft: Bool, _ right: Tensor,
    transposed transposesRight: Bool
  ) -> Tensor {
    let (one, isOneTransposed) = left.withoutTransposition
    let (other, isOtherTransposed) = right.withoutTransposition
    let rule = BatchedProduct(
      transposesLeft: transposesLeft != isOneTransposed,
      transposesRight: transposesRight != isOtherTransposed)
    let (m, n, _) = rule.extents(one.shape, other.shape)
    return left.trace.node(.batchedProduct(rule), [one, other], shape: [left.shape[0], m, n])
  }
}

extension Tensor {
  /// The products of matrices whose leading axes are repeated to a common shape:
  /// `[…, m, k]` with `[…, k, n]` is `[…, m, n]`.
  func batchedProduct(_ other: Tensor) -> Tensor {
    let (m, k, n) = (
      shape[shape.count - 2], shape[shape.count - 1], other.shape[other.shape.count - 1]
    )
    guard let leading = Shape.broadcast(Array(shape.dropLast(2)), Array(other.shape.dropLast(2)))
    else {
      return trace.mistake(
        "matmul", "\(shape) · \(other.shape): leading axes do not fit each other", like: shape)
    }
    func batch(_ tensor: Tensor, _ matrix: [Int]) -> Tensor {
      // A transposition that the flattening of the leading axes would hide is done after it.
      let (origin, isTransposed) = tensor.withoutTransposition
      let shape = isTransposed ? matrix.reversed() : matrix
      let flat = origin.broadcast(to: leading + shape).reshaped([Shape.count(leading)] + shape)
      return isTransposed ? flat.transposed() : flat
    }
    return BatchedProduct.product(
      batch(self, [m, k]), transposed: false, batch(other, [k, n]), transposed: false
    ).reshaped(leading + [m, n])
  }
}
