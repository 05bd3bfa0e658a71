internal import VectorMath

/// Sums along an axis up to each element, that included, or from each element on:
/// `[outer, count, inner]` to the same shape.
struct CumulativeSum: KernelRule {
  let axes: AxisView
  let isReversed: Bool

  var name: String { isReversed ? "cumulativeSum reversed" : "cumulativeSum" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    let adjoint = CumulativeSum(axes: axes, isReversed: !isReversed)
    let cotangent = call.cotangent
    return [cotangent.trace.node(.cumulativeSum(adjoint), [cotangent], shape: cotangent.shape)]
  }

  private struct Arguments: BitwiseCopyable {
    let out: UnsafeMutablePointer<Float>
    let values: UnsafeMutablePointer<Float>
    let axes: (outer: Int64, count: Int64, inner: Int64)
    let isReversed: Bool
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let arguments = Arguments(
      out: call.output.floats, values: call.inputs[0].floats,
      axes: (Int64(axes.outer), Int64(axes.count), Int64(axes.inner)), isReversed: isReversed)
    return Instruction(name, arguments) {
      let call = $0.assumingMemoryBound(to: Arguments.self).pointee
      apus_cumulative_sum(
        call.out, call.values, call.axes.outer, call.axes.count, call.axes.inner, call.isReversed)
    }
  }
}

extension Tensor {
  /// For each element, the sum of those along an axis up to it, itself included; of this shape.
  ///
  /// - Parameters:
  ///   - axis: The axis; a negative one counts from the end.
  ///   - isReversed: Whether to sum from each element to the last instead.
  /// - Returns: This shape.
  public func cumulativeSum(axis: Int, isReversed: Bool = false) -> Tensor {
    guard let axis = resolved(axis) else {
      return trace.mistake("cumulativeSum", "\(shape) has no axis \(axis)", like: shape)
    }
    guard !holdsIndices else {
      return trace.mistake("cumulativeSum", "\(shape) holds indices, not floats", like: shape)
    }
    if shape[axis] == 1 { return self }
    let rule = CumulativeSum(
      axes: AxisView(shape, axes: axis..<axis + 1), isReversed: isReversed)
    return trace.node(.cumulativeSum(rule), [self], shape: shape)
  }
}
