internal import VectorMath

/// The axes in another order.
struct Permutation: KernelRule {
  /// For each axis of the result, that of the operand.
  let axes: [Int]

  var name: String { "transposed" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    var inverse = axes
    for (place, axis) in axes.enumerated() { inverse[axis] = place }
    return [call.cotangent.permuted(inverse)]
  }

  private struct Arguments: BitwiseCopyable {
    let out: UnsafeMutablePointer<Float>
    let values: UnsafeMutablePointer<Float>
    let rows: Int64
    let columns: Int64
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let source = call.inputs[0]
    guard axes == [1, 0] else {
      let strides = Shape.strides(source.shape)
      return stridedInstruction(
        name, call, extents: call.output.shape, strides: axes.map { strides[$0] })
    }
    let arguments = Arguments(
      out: call.output.floats, values: source.floats, rows: Int64(source.shape[0]),
      columns: Int64(source.shape[1]))
    return Instruction(name, arguments) {
      let call = $0.assumingMemoryBound(to: Arguments.self).pointee
      apus_transpose(call.out, call.values, call.rows, call.columns)
    }
  }
}

extension Tensor {
  /// The last two axes exchanged.
  public func transposed() -> Tensor {
    guard shape.count >= 2 else {
      return trace.mistake("transposed", "\(shape) has fewer than two axes", like: shape)
    }
    var axes = Array(shape.indices)
    axes.swapAt(shape.count - 2, shape.count - 1)
    return permuted(axes)
  }

  /// The axes in another order, given for each axis of the result.
  public func permuted(_ axes: [Int]) -> Tensor {
    guard axes.sorted() == Array(shape.indices) else {
      return trace.mistake("permuted", "\(axes) does not order the axes of \(shape)", like: shape)
    }
    let result = axes.map { shape[$0] }
    if axes == Array(shape.indices) { return self }
    // Only axes of extent one change places: the elements stay in order.
    if axes.filter({ shape[$0] != 1 }) == axes.filter({ shape[$0] != 1 }).sorted() {
      return reshaped(result)
    }
    if case .permutation(let first)? = operation, let place {
      let origin = trace.tensor(at: trace.graph[place].inputs[0])
      return origin.permuted(axes.map { first.axes[$0] })
    }
    return trace.node(.permutation(Permutation(axes: axes)), [self], shape: result)
  }
}
