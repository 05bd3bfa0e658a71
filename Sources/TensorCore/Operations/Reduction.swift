internal import VectorMath

/// Makes one element of all those along a run of axes: `[outer, count, inner]` to
/// `[outer, inner]`.
struct Reduction: KernelRule {
  enum Kind: String, CaseIterable {
    case sum, sumOfSquares, mean, maximum, minimum
  }

  let kind: Kind
  let axes: AxisView

  var name: String { kind.rawValue }

  func pullback(_ call: Pullback) -> [Tensor?] {
    let x = call.inputs[0]
    func spread(_ reduced: Tensor) -> Tensor {
      let split = [axes.outer, axes.count, axes.inner]
      return reduced.reshaped([axes.outer, 1, axes.inner]).broadcast(to: split).reshaped(x.shape)
    }
    switch kind {
    case .sum: return [spread(call.cotangent)]
    case .sumOfSquares: return [spread(call.cotangent) * (x + x)]
    case .mean: return [spread(call.cotangent * (1 / Float(axes.count)))]
    case .maximum, .minimum:
      // Where several are extreme, each has its share, as with PyTorch's amax and amin.
      let isExtreme = x.equal(to: spread(call.output))
      let shape = [axes.outer, axes.count, axes.inner]
      let number = isExtreme.reshaped(shape).sum(axis: 1).reshaped(call.cotangent.shape)
      return [isExtreme * spread(call.cotangent / number)]
    }
  }

  private struct Arguments: BitwiseCopyable {
    var out: UnsafeMutablePointer<Float>
    var values: UnsafeMutablePointer<Float>
    /// For a part of the columns, how many.
    var outer: Int64
    let count: Int64
    let inner: Int64
    let scale: Float

    init(at place: UnsafeRawPointer) {
      self = place.assumingMemoryBound(to: Arguments.self).pointee
    }

    init(_ call: KernelCall, _ axes: AxisView, scale: Float) {
      out = call.output.floats
      values = call.inputs[0].floats
      outer = Int64(axes.outer)
      count = Int64(axes.count)
      inner = Int64(axes.inner)
      self.scale = scale
    }
  }

  func instruction(_ call: KernelCall) -> Instruction {
    instruction(Arguments(call, axes, scale: scale))
  }

  func parts(_ call: KernelCall, sharing: Sharing) -> [Instruction]? {
    let arguments = Arguments(call, axes, scale: scale)
    if axes.outer > 1 {
      let cost = axes.count * axes.inner
      return sharing.ranges(of: axes.outer, grain: 1, cost: cost)?.map { range in
        var part = arguments
        part.out += range.lowerBound * axes.inner
        part.values += range.lowerBound * cost
        part.outer = Int64(range.count)
        return instruction(part)
      }
    }
    guard axes.inner > 1, kind == .sum || kind == .mean else { return nil }
    let ranges = sharing.ranges(of: axes.inner, grain: Arena.grain, cost: axes.count)
    return ranges?.map { range in
      var part = arguments
      part.out += range.lowerBound
      part.values += range.lowerBound
      part.outer = Int64(range.count)
      return Instruction(name, part) {
        let call = Arguments(at: $0)
        apus_sum_columns(call.out, call.values, call.count, call.outer, call.inner, call.scale)
      }
    }
  }

  private var scale: Float { kind == .mean ? 1 / Float(axes.count) : 1 }

  private func instruction(_ arguments: Arguments) -> Instruction {
    switch kind {
    case .sum, .mean:
      return Instruction(name, arguments) {
        let call = Arguments(at: $0)
        apus_sum(call.out, call.values, call.outer, call.count, call.inner, call.scale)
      }
    case .sumOfSquares:
      return Instruction(name, arguments) {
        let call = Arguments(at: $0)
        apus_sum_of_squares(call.out, call.values, call.outer, call.count, call.inner, call.scale)
      }
    case .maximum:
      return Instruction(name, arguments) {
        let call = Arguments(at: $0)
        apus_maximum(call.out, call.values, call.outer, call.count, call.inner)
      }
    case .minimum:
      return Instruction(name, arguments) {
        let call = Arguments(at: $0)
        apus_minimum(call.out, call.values, call.outer, call.count, call.inner)
      }
    }
  }
}

extension Tensor {
  /// The sum of all elements, `[]`.
  public func sum() -> Tensor { reduced(.sum) }
  /// The mean of all elements, `[]`.
  public func mean() -> Tensor { reduced(.mean) }
  /// The greatest of all elements, `[]`; equals share the gradient.
  public func max() -> Tensor { reduced(.maximum) }
  /// The least of all elements, `[]`; equals share the gradient.
  public func min() -> Tensor { reduced(.minimum) }
  /// The sum of the squares of all elements, `[]`.
  public func sumOfSquares() -> Tensor { reduced(.sumOfSquares) }

  /// The sums along an axis, which goes, or stays with extent one; a negative one counts
  /// from the end.
  public func sum(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    reduced(.sum, axis: axis, keepingDimensions: keepingDimensions)
  }
  /// The means along an axis, which goes, or stays with extent one; a negative one counts
  /// from the end.
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    reduced(.mean, axis: axis, keepingDimensions: keepingDimensions)
  }
  /// The greatest elements along an axis, which goes, or stays with extent one; equals share the
  /// gradient, and a negative axis counts from the end.
  public func max(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    reduced(.maximum, axis: axis, keepingDimensions: keepingDimensions)
  }

  /// The least elements along an axis, which goes, or stays with extent one; equals share the
  /// gradient, and a negative axis counts from the end.
  public func min(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    reduced(.minimum, axis: axis, keepingDimensions: keepingDimensions)
  }

  private func reduced(_ kind: Reduction.Kind) -> Tensor {
    guard !holdsIndices else {
      return trace.mistake(kind.rawValue, "\(shape) holds indices, not floats", like: [])
    }
    let axes = AxisView(shape, axes: 0..<shape.count)
    return trace.node(.reduction(Reduction(kind: kind, axes: axes)), [self], shape: [])
  }

  private func reduced(_ kind: Reduction.Kind, axis: Int, keepingDimensions: Bool) -> Tensor {
    guard let axis = resolved(axis) else {
      return trace.mistake(kind.rawValue, "\(shape) has no axis \(axis)", like: shape)
    }
    var (reduced, kept) = (shape, shape)
    reduced.remove(at: axis)
    kept[axis] = 1
    guard !holdsIndices else {
      return trace.mistake(kind.rawValue, "\(shape) holds indices, not floats", like: reduced)
    }
    if shape[axis] == 1, kind != .sumOfSquares {
      return reshaped(keepingDimensions ? kept : reduced)
    }
    let rule = Reduction(kind: kind, axes: AxisView(shape, axes: axis..<axis + 1))
    let result = trace.node(.reduction(rule), [self], shape: reduced)
    return keepingDimensions ? result.reshaped(kept) : result
  }

  /// An axis counted from the start; nothing if there is none.
  func resolved(_ axis: Int) -> Int? {
    let resolved = axis < 0 ? axis + shape.count : axis
    return shape.indices.contains(resolved) ? resolved : nil
  }
}
