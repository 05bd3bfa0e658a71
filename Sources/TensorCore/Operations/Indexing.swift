internal import VectorMath

/// One element of each row along the last axis, by index: `[…, A]`, `[…]` to `[…]`.
struct Gather: KernelRule {
  var name: String { "gathered" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    [call.cotangent.scattered(at: call.inputs[1], count: call.inputs[0].shape.last ?? 1), nil]
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let width = call.inputs[0].shape.last ?? 1
    return Instruction(name, IndexedRows(call, width: width)) {
      let rows = IndexedRows(at: $0)
      rows.check(apus_gather(rows.out, rows.values, rows.indices, rows.count, rows.width))
    }
  }
}

/// Zeros, and one value in each row along a new last axis: the adjoint of gathering.
struct Scatter: KernelRule {
  let width: Int

  var name: String { "scattered" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    [call.cotangent.gathered(at: call.inputs[1]), nil]
  }

  func instruction(_ call: KernelCall) -> Instruction {
    Instruction(name, IndexedRows(call, width: width)) {
      let rows = IndexedRows(at: $0)
      rows.check(apus_scatter(rows.out, rows.values, rows.indices, rows.count, rows.width))
    }
  }
}

/// Zeros, and a one in each row along a new last axis.
struct OneHot: KernelRule {
  let width: Int

  var name: String { "oneHot" }
  var isDifferentiable: Bool { false }

  func pullback(_ call: Pullback) -> [Tensor?] { [nil] }

  func instruction(_ call: KernelCall) -> Instruction {
    Instruction(name, IndexedRows(call, width: width)) {
      let rows = IndexedRows(at: $0)
      rows.check(apus_one_hot(rows.out, rows.indices, rows.count, rows.width))
    }
  }
}

/// The arguments of what goes by index; the indices are the last operand.
private struct IndexedRows: BitwiseCopyable {
  let out: UnsafeMutablePointer<Float>
  let values: UnsafeMutablePointer<Float>
  let indices: UnsafeMutablePointer<Int32>
  let count: Int64
  let width: Int64

  init(_ call: KernelCall, width: Int) {
    let places = call.inputs[call.inputs.count - 1]
    out = call.output.floats
    values = call.inputs[0].floats
    indices = places.indices
    count = Int64(places.count)
    self.width = Int64(width)
  }

  init(at place: UnsafeRawPointer) {
    self = place.assumingMemoryBound(to: IndexedRows.self).pointee
  }

  /// Stops at an index that lies outside: reading on would be undefined.
  func check(_ outside: Int64) {
    precondition(
      outside < 0, "index \(indices[Int(outside)]) of row \(outside) is not within 0..<\(width)")
  }
}

/// The place of the greatest element along an axis: the first, if there are several.
struct ArgumentOfMaximum: KernelRule {
  let axes: AxisView

  var name: String { "argmax" }
  var isDifferentiable: Bool { false }

  func pullback(_ call: Pullback) -> [Tensor?] { [nil] }

  private struct Arguments: BitwiseCopyable {
    let out: UnsafeMutablePointer<Int32>
    let values: UnsafeMutablePointer<Float>
    let axes: (outer: Int64, count: Int64, inner: Int64)
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let arguments = Arguments(
      out: call.output.indices, values: call.inputs[0].floats,
      axes: (Int64(axes.outer), Int64(axes.count), Int64(axes.inner)))
    return Instruction(name, arguments) {
      let call = $0.assumingMemoryBound(to: Arguments.self).pointee
      apus_argument_of_maximum(
        call.out, call.values, call.axes.outer, call.axes.count, call.axes.inner)
    }
  }
}

extension Tensor {
  /// The places of the greatest elements along an axis, as indices; the first of equals.
  public func argmax(axis: Int) -> Tensor {
    guard let axis = resolved(axis) else {
      return trace.mistake("argmax", "\(shape) has no axis \(axis)", like: shape)
    }
    var reduced = shape
    reduced.remove(at: axis)
    let rule = ArgumentOfMaximum(axes: AxisView(shape, axes: axis..<axis + 1))
    return trace.node(.argumentOfMaximum(rule), [self], shape: reduced)
  }

  /// One element of each row along the last axis: `[…, A]` at indices `[…]` is `[…]`.
  public func gathered(at indices: Tensor) -> Tensor {
    guard indices.shape == Array(shape.dropLast()), !shape.isEmpty else {
      return trace.mistake(
        "gathered", "\(shape) at \(indices.shape): one index is needed for each row",
        like: Array(shape.dropLast()))
    }
    guard indices.holdsIndices || indices.place == nil else {
      return trace.mistake(
        "gathered", "\(shape) at \(indices.shape): floats, not indices", like: indices.shape)
    }
    return trace.node(.gather(Gather()), [self, indices], shape: indices.shape)
  }

  /// Zeros with each element at its index of a new last axis: `[…]` is `[…, count]`.
  public func scattered(at indices: Tensor, count: Int) -> Tensor {
    guard indices.shape == shape, indices.holdsIndices || indices.place == nil else {
      return trace.mistake(
        "scattered", "\(shape) at \(indices.shape): one index is needed for each element",
        like: shape + [count])
    }
    return trace.node(.scatter(Scatter(width: count)), [self, indices], shape: shape + [count])
  }

  /// Zeros with a one at each index of a new last axis: indices `[…]` are `[…, count]`.
  public func oneHot(_ count: Int) -> Tensor {
    guard holdsIndices || place == nil else {
      return trace.mistake("oneHot", "\(shape) holds floats, not indices", like: shape + [count])
    }
    return trace.node(.oneHot(OneHot(width: count)), [self], shape: shape + [count])
  }
}
