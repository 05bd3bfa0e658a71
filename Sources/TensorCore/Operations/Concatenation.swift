internal import VectorMath

/// Operands one after another along an axis.
struct Concatenation: KernelRule {
  let axis: Int

  var name: String { "concatenated" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    var lower = 0
    return call.inputs.enumerated().map { place, input in
      let range = lower..<lower + input.shape[axis]
      lower = range.upperBound
      return call.wanted[place] ? call.cotangent.sliced(range, axis: axis) : nil
    }
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let pitch = AxisView(call.output.shape, axes: axis..<call.output.shape.count).count
    let outer = AxisView(call.output.shape, axes: axis..<axis + 1).outer
    let place = UnsafeMutablePointer<RowCopy>.allocate(capacity: call.inputs.count)
    var start = 0
    for (index, input) in call.inputs.enumerated() {
      let width = input.count / max(outer, 1)
      place[index] = RowCopy(
        out: call.output.floats + start, values: input.floats, outPitch: Int64(pitch),
        pitch: Int64(width), rows: Int64(outer), width: Int64(width))
      start += width
    }
    let copies = RowCopies(copies: place, count: call.inputs.count)
    return Instruction(name, copies, memory: [UnsafeMutableRawPointer(place)]) {
      let call = $0.assumingMemoryBound(to: RowCopies.self).pointee
      for index in 0..<call.count { call.copies[index].run() }
    }
  }
}

/// A range along an axis.
struct Slice: KernelRule {
  let axis: Int
  let lower: Int

  var name: String { "sliced" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    let whole = call.inputs[0].shape
    let pieces = [(slice: self, cotangent: call.cotangent)]
    return [CotangentPieces.concatenated(pieces, along: axis, filling: whole)]
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let source = call.inputs[0]
    let view = AxisView(source.shape, axes: axis..<axis + 1)
    let width = call.output.count / max(view.outer, 1)
    let copy = RowCopy(
      out: call.output.floats, values: source.floats + lower * view.inner, outPitch: Int64(width),
      pitch: Int64(view.count * view.inner), rows: Int64(view.outer), width: Int64(width))
    return Instruction(name, copy) {
      $0.assumingMemoryBound(to: RowCopy.self).pointee.run()
    }
  }
}

private struct RowCopy: BitwiseCopyable {
  let out: UnsafeMutablePointer<Float>
  let values: UnsafeMutablePointer<Float>
  let outPitch: Int64
  let pitch: Int64
  let rows: Int64
  let width: Int64

  func run() { apus_copy_rows(out, outPitch, values, pitch, rows, width) }
}

private struct RowCopies: BitwiseCopyable {
  let copies: UnsafeMutablePointer<RowCopy>
  let count: Int
}

extension Tensor {
  /// This tensor and others one after another along an axis, equal in all other extents.
  public func concatenated(_ others: Tensor..., along axis: Int) -> Tensor {
    Tensor.concatenated([self] + others, axis: axis)
  }

  /// Tensors one after another along an axis, equal in all other extents.
  ///
  /// - Precondition: there is at least one.
  public static func concatenated(_ tensors: [Tensor], axis: Int) -> Tensor {
    precondition(!tensors.isEmpty, "there is nothing to concatenate")
    let first = tensors[0]
    let shapes = tensors.map { "\($0.shape)" }.joined(separator: ", ")
    guard let axis = first.resolved(axis) else {
      return first.trace.mistake("concatenated", "\(shapes): no axis \(axis)", like: first.shape)
    }
    func others(_ shape: [Int]) -> [Int] { Array(shape[..<axis] + shape[(axis + 1)...]) }
    let fits = tensors.allSatisfy {
      $0.shape.count == first.shape.count && others($0.shape) == others(first.shape)
    }
    guard fits, !tensors.contains(where: \.holdsIndices) else {
      return first.trace.mistake(
        "concatenated", "\(shapes) do not fit along axis \(axis)", like: first.shape)
    }
    if tensors.count == 1 { return first }
    var shape = first.shape
    shape[axis] = tensors.reduce(0) { $0 + $1.shape[axis] }
    return first.trace.node(.concatenation(Concatenation(axis: axis)), tensors, shape: shape)
  }

  /// The elements whose place along an axis lies in a range.
  public func sliced(_ range: Range<Int>, axis: Int) -> Tensor {
    guard let axis = resolved(axis) else {
      return trace.mistake("sliced", "\(shape) has no axis \(axis)", like: shape)
    }
    guard range.lowerBound >= 0, range.upperBound <= shape[axis], !range.isEmpty else {
      return trace.mistake("sliced", "\(range) is not within axis \(axis) of \(shape)", like: shape)
    }
    if range == 0..<shape[axis] { return self }
    var part = shape
    part[axis] = range.count
    if let fill { return trace.filled(fill, shape: part) }
    return trace.node(.slice(Slice(axis: axis, lower: range.lowerBound)), [self], shape: part)
  }
}
