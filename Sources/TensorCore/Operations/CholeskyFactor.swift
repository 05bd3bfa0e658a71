internal import VectorMath

/// The lower factor `L` of the symmetric parts of matrices, `L Lᵀ = ½ (A + Aᵀ)`: `[b, n, n]` to the
/// same shape.
struct CholeskyFactor: KernelRule {
  var name: String { "choleskyFactor" }

  /// `L⁻ᵀ S L⁻¹`, where `S` is the symmetric part of the lower triangle of `Lᵀ G` with half its
  /// diagonal (Murray, *Differentiation of the Cholesky decomposition*, 2016).
  func pullback(_ call: Pullback) -> [Tensor?] {
    let factor = call.output
    let product = factor.transposed().matmul(call.cotangent)
    let lower = product * product.trace.lowerTriangle(factor.shape[1], diagonal: 0.5)
    let symmetric = 0.5 * (lower + lower.transposed())
    let half = factor.triangularSolution(symmetric, isTransposed: true)
    return [factor.triangularSolution(half.transposed(), isTransposed: true)]
  }

  private struct Arguments: BitwiseCopyable {
    let out: UnsafeMutablePointer<Float>
    let values: UnsafeMutablePointer<Float>
    let matrices: Int64
    let extent: Int64
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let shape = call.output.shape
    let arguments = Arguments(
      out: call.output.floats, values: call.inputs[0].floats, matrices: Int64(shape[0]),
      extent: Int64(shape[1]))
    return Instruction(name, arguments) {
      let call = $0.assumingMemoryBound(to: Arguments.self).pointee
      apus_cholesky(call.out, call.values, call.matrices, call.extent)
    }
  }
}

extension Tensor {
  /// The lower triangular `L` with a positive diagonal for which `L Lᵀ` is the symmetric part of
  /// each matrix, `½ (A + Aᵀ)`: `[…, n, n]` to `[…, n, n]`.
  ///
  /// Where a matrix is not positive definite, its factor is not a number in the lower triangle from
  /// some column on, and with it ``logDeterminantOfProduct()`` and every solution.
  public func choleskyFactor() -> Tensor {
    guard let flat = squareMatrices("choleskyFactor") else { return trace.poisoned(like: shape) }
    return trace.node(.choleskyFactor(CholeskyFactor()), [reshaped(flat)], shape: flat)
      .reshaped(shape)
  }

  /// `log det (L Lᵀ) = 2 Σ log Lᵢᵢ` of triangular matrices with positive diagonals: `[…, n, n]` to
  /// `[…]`.
  public func logDeterminantOfProduct() -> Tensor { 2 * diagonal().log().sum(axis: -1) }

  /// The diagonals of matrices: `[…, n, n]` to `[…, n]`.
  public func diagonal() -> Tensor {
    guard let flat = squareMatrices("diagonal") else {
      return trace.poisoned(like: Array(shape.dropLast()))
    }
    // A number more at the end, and rows of one more: diagonals become columns.
    let (count, extent) = (flat[0], flat[1])
    return reshaped([count, extent * extent]).padded(before: 0, after: extent, axis: 1)
      .reshaped([count, extent, extent + 1]).sliced(0..<1, axis: 2)
      .reshaped(Array(shape.dropLast()))
  }

  /// Zeros but for these numbers on the diagonals: `[…, n]` to `[…, n, n]`.
  public func diagonalMatrix() -> Tensor {
    guard let extent = shape.last else {
      return trace.mistake("diagonalMatrix", "\(shape) has no axis", like: shape)
    }
    let identity = (0..<extent * extent).map { Float($0 % (extent + 1) == 0 ? 1 : 0) }
    return reshaped(shape + [1])
      .select(where: trace.constant(identity, shape: [extent, extent]))
  }

  /// Matrices with zeros above the diagonal: `[…, n, n]` to `[…, n, n]`.
  ///
  /// `isStrict` makes the diagonal zero, too.
  public func lowerTriangle(isStrict: Bool = false) -> Tensor {
    guard let flat = squareMatrices("lowerTriangle") else { return trace.poisoned(like: shape) }
    return select(where: trace.lowerTriangle(flat[1], diagonal: isStrict ? 0 : 1))
  }

  /// Square matrices along one axis, `[b, n, n]`; nothing, and a mistake, if these are not square.
  func squareMatrices(_ operation: String) -> [Int]? {
    guard shape.count >= 2, shape[shape.count - 2] == shape[shape.count - 1] else {
      trace.refuse(operation, "\(shape) is not […, n, n]")
      return nil
    }
    guard !holdsIndices else {
      trace.refuse(operation, "\(shape) holds indices, not floats")
      return nil
    }
    return [Shape.count(Array(shape.dropLast(2)))] + shape.suffix(2)
  }
}

extension Trace {
  /// Ones below the diagonal, a number on it and zeros above, `[n, n]`.
  func lowerTriangle(_ extent: Int, diagonal: Float) -> Tensor {
    let values = (0..<extent * extent).map { place -> Float in
      let (row, column) = (place / extent, place % extent)
      return row == column ? diagonal : row > column ? 1 : 0
    }
    return constant(values, shape: [extent, extent])
  }
}
