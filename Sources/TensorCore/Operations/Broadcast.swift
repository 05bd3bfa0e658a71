internal import VectorMath

/// Repeats elements along axes of extent one, and along new leading axes, as NumPy does.
///
/// Element-wise chains read simple patterns in place; what is left has a kernel.
struct Broadcast: KernelRule {
  var name: String { "broadcast" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    [call.cotangent.summed(to: call.inputs[0].shape)]
  }

  /// How an element-wise chain can read the result without its being written; nothing if it cannot.
  static func access(from source: [Int], to target: [Int]) -> OperandAccess? {
    if Shape.count(source) == 1 { return .scalar }
    let padded = Shape.padded(source, to: target.count)
    if padded == target { return .each }
    let same = zip(padded, target).map { $0 == $1 }
    let kept = target.indices.filter { padded[$0] != 1 }
    guard let first = kept.first, let last = kept.last else { return nil }
    guard same[first...last].allSatisfy(\.self) else {
      return grid(to: target, repeating: target.indices.filter { !same[$0] })
    }
    if Shape.count(Array(target[(last + 1)...])) == 1 {
      return .row(extent: Shape.count(Array(target[first...])))
    }
    guard Shape.count(Array(target[..<first])) == 1 else { return nil }
    return .column(extent: Shape.count(Array(target[(last + 1)...])))
  }

  /// The access to rows that are repeated along axes in the middle.
  private static func grid(to target: [Int], repeating axes: [Int]) -> OperandAccess? {
    guard let first = axes.first, let last = axes.last, axes.count == last - first + 1, first > 0
    else { return nil }
    return .grid(
      extent: Shape.count(Array(target[(last + 1)...])),
      repeats: Shape.count(Array(target[first...last])))
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let shape = call.output.shape
    let source = Shape.padded(call.inputs[0].shape, to: shape.count)
    let strides = zip(source, Shape.strides(source)).map { $0 == 1 ? 0 : $1 }
    return stridedInstruction(name, call, extents: shape, strides: strides)
  }
}

/// How an element-wise chain reads an operand.
enum OperandAccess: Hashable {
  case each
  case scalar
  /// Repeats after so many elements.
  case row(extent: Int)
  /// Repeats each element so many times.
  case column(extent: Int)
  /// Repeats rows of an extent so many times each, one row after another.
  case grid(extent: Int, repeats: Int)
}

extension OperandAccess {
  /// After how many elements a row is repeated, where rows are.
  var rowExtent: Int? {
    switch self {
    case .row(let extent), .grid(let extent, _): extent
    case .each, .scalar, .column: nil
    }
  }
}

extension Tensor {
  /// The elements repeated so that they fill a shape.
  public func broadcast(to shape: [Int]) -> Tensor {
    if shape == self.shape { return self }
    guard Shape.broadcast(self.shape, shape) == shape else {
      return trace.mistake("broadcast", "\(self.shape) cannot fill \(shape)", like: shape)
    }
    if let fill { return trace.filled(fill, shape: shape) }
    if count == Shape.count(shape) { return reshaped(shape) }
    return trace.node(.broadcast(Broadcast()), [self], shape: shape)
  }

  /// The sums over all axes along which a shape would have to be repeated to become this one.
  func summed(to shape: [Int]) -> Tensor {
    let padded = Shape.padded(shape, to: self.shape.count)
    var result = self
    for axis in self.shape.indices where padded[axis] == 1 && self.shape[axis] != 1 {
      result = result.sum(axis: axis, keepingDimensions: true)
    }
    return result.reshaped(shape)
  }
}

private struct StridedArguments: BitwiseCopyable {
  let out: UnsafeMutablePointer<Float>
  let values: UnsafeMutablePointer<Float>
  let rank: Int
  let extents: UnsafeMutablePointer<Int64>
  let strides: UnsafeMutablePointer<Int64>
}

/// Reads an array with strides of one's own, zeros among them, and writes it contiguously.
func stridedInstruction(
  _ name: String, _ call: KernelCall, extents: [Int], strides: [Int]
) -> Instruction {
  func copied(_ numbers: [Int]) -> UnsafeMutablePointer<Int64> {
    let place = UnsafeMutablePointer<Int64>.allocate(capacity: max(numbers.count, 1))
    for (index, number) in numbers.enumerated() { place[index] = Int64(number) }
    return place
  }
  let arguments = StridedArguments(
    out: call.output.floats, values: call.inputs[0].floats, rank: extents.count,
    extents: copied(extents), strides: copied(strides))
  let memory = [arguments.extents, arguments.strides].map { UnsafeMutableRawPointer($0) }
  return Instruction(name, arguments, memory: memory) {
    let call = $0.assumingMemoryBound(to: StridedArguments.self).pointee
    apus_read_strided(call.out, call.values, Int64(call.rank), call.extents, call.strides)
  }
}
