internal import VectorMath

/// `T⁻¹ B` or `T⁻ᵀ B` of as many triangular matrices as right-hand sides: `[b, n, n]` with
/// `[b, n, m]` is `[b, n, m]`.
struct TriangularSolution: KernelRule {
  let isUpper: Bool
  let isTransposed: Bool

  var name: String { "triangularSolution" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    let (triangle, x) = (call.inputs[0], call.output)
    let adjoint = TriangularSolution(isUpper: isUpper, isTransposed: !isTransposed)
    let toRight = triangle.trace.node(
      .triangularSolution(adjoint), [triangle, call.cotangent], shape: x.shape)
    guard call.wanted[0] else { return [nil, toRight] }
    let whole =
      isTransposed ? x.matmul(toRight.transposed()) : toRight.matmul(x.transposed())
    let lower = triangle.trace.lowerTriangle(triangle.shape[1], diagonal: 1)
    return [-whole.select(where: isUpper ? lower.transposed() : lower), toRight]
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let shape = call.output.shape
    let system = apus_triangular_system(
      out: call.output.floats, triangle: call.inputs[0].floats, right: call.inputs[1].floats,
      matrices: Int64(shape[0]), n: Int64(shape[1]), columns: Int64(shape[2]),
      is_upper: isUpper ? 1 : 0, is_transposed: isTransposed ? 1 : 0)
    return Instruction(name, system) {
      apus_solve_triangular($0.assumingMemoryBound(to: apus_triangular_system.self))
    }
  }
}

extension Tensor {
  /// `X` with `T X = B`, these matrices being triangular: `[…, n, n]` with `[…, n, m]` is
  /// `[…, n, m]`, leading axes being repeated along extents of one.
  ///
  /// - Parameters:
  ///   - right: `B`, `[…, n, m]`.
  ///   - isUpper: Whether the upper triangle is meant; the other one is not read.
  ///   - isTransposed: Whether to solve `Tᵀ X = B` instead.
  /// - Returns: `[…, n, m]`; not finite where the diagonal has a zero.
  public func triangularSolution(
    _ right: Tensor, isUpper: Bool = false, isTransposed: Bool = false
  ) -> Tensor {
    guard let flat = squareMatrices("triangularSolution") else {
      return trace.poisoned(like: right.shape)
    }
    guard right.shape.count >= 2, right.shape[right.shape.count - 2] == flat[1],
      let leading = Shape.broadcast(Array(shape.dropLast(2)), Array(right.shape.dropLast(2)))
    else {
      return trace.mistake(
        "triangularSolution", "\(shape) does not fit \(right.shape)", like: right.shape)
    }
    guard !right.holdsIndices else {
      return trace.mistake(
        "triangularSolution", "\(right.shape) holds indices, not floats", like: right.shape)
    }
    func batch(_ tensor: Tensor) -> Tensor {
      let matrix = Array(tensor.shape.suffix(2))
      return tensor.broadcast(to: leading + matrix).reshaped([Shape.count(leading)] + matrix)
    }
    let (triangles, sides) = (batch(self), batch(right))
    let rule = TriangularSolution(isUpper: isUpper, isTransposed: isTransposed)
    return trace.node(.triangularSolution(rule), [triangles, sides], shape: sides.shape)
      .reshaped(leading + right.shape.suffix(2))
  }

  /// `x` with `T x = b`, these matrices being triangular: `[…, n, n]` with vectors `[…, n]` is
  /// `[…, n]`, leading axes being repeated along extents of one.
  ///
  /// - Parameters:
  ///   - right: `b`, `[…, n]`.
  ///   - isUpper: Whether the upper triangle is meant; the other one is not read.
  ///   - isTransposed: Whether to solve `Tᵀ x = b` instead.
  /// - Returns: `[…, n]`; not finite where the diagonal has a zero.
  public func triangularSolution(
    vectors right: Tensor, isUpper: Bool = false, isTransposed: Bool = false
  ) -> Tensor {
    let columns = triangularSolution(
      right.reshaped(right.shape + [1]), isUpper: isUpper, isTransposed: isTransposed)
    return columns.reshaped(Array(columns.shape.dropLast()))
  }
}
