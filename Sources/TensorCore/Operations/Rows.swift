internal import VectorMath

/// Rows of a table by index: `[V, D]` at `[…]` to `[…, D]`.
struct RowGather: KernelRule {
  var name: String { "rows" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    [call.cotangent.addedToRows(at: call.inputs[1], count: call.inputs[0].shape[0]), nil]
  }

  func instruction(_ call: KernelCall) -> Instruction {
    Instruction(name, TableRows(call, count: call.inputs[0].shape[0])) {
      let rows = TableRows(at: $0)
      rows.check(
        apus_gather_rows(
          rows.out, rows.values, rows.indices, rows.rows, rows.count, rows.width))
    }
  }
}

/// Sums of those rows that have the same index: `[…, D]` at `[…]` to `[V, D]`, the adjoint of
/// gathering rows.
struct RowScatter: KernelRule {
  let count: Int

  var name: String { "addedToRows" }

  func pullback(_ call: Pullback) -> [Tensor?] { [call.cotangent.rows(at: call.inputs[1]), nil] }

  func instruction(_ call: KernelCall) -> Instruction {
    Instruction(name, TableRows(call, count: count)) {
      let rows = TableRows(at: $0)
      rows.check(
        apus_add_rows(rows.out, rows.values, rows.indices, rows.rows, rows.count, rows.width))
    }
  }
}

private struct TableRows: BitwiseCopyable {
  let out: UnsafeMutablePointer<Float>
  let values: UnsafeMutablePointer<Float>
  let indices: UnsafeMutablePointer<Int32>
  let rows: Int64
  let count: Int64
  let width: Int64

  init(_ call: KernelCall, count: Int) {
    out = call.output.floats
    values = call.inputs[0].floats
    indices = call.inputs[1].indices
    rows = Int64(call.inputs[1].count)
    self.count = Int64(count)
    width = Int64(call.inputs[0].shape.last ?? 1)
  }

  init(at place: UnsafeRawPointer) {
    self = place.assumingMemoryBound(to: TableRows.self).pointee
  }

  /// Stops at an index that lies outside: reading on would be undefined.
  func check(_ outside: Int64) {
    precondition(
      outside < 0, "index \(indices[Int(outside)]) of row \(outside) is not within 0..<\(count)")
  }
}

extension Tensor {
  /// Rows of a table: `[V, D]` at indices `[…]` is `[…, D]`.
  public func rows(at indices: Tensor) -> Tensor {
    guard shape.count == 2, indices.holdsIndices || indices.place == nil else {
      return trace.mistake(
        "rows", "\(shape) at \(indices.shape): a matrix and indices are needed", like: shape)
    }
    return trace.node(.rowGather(RowGather()), [self, indices], shape: indices.shape + [shape[1]])
  }

  /// Sums of the rows that have the same index: `[…, D]` at indices `[…]` is `[count, D]`, zero
  /// where no row has it.
  public func addedToRows(at indices: Tensor, count: Int) -> Tensor {
    guard let width = shape.last, indices.shape == Array(shape.dropLast()), count > 0,
      indices.holdsIndices || indices.place == nil
    else {
      return trace.mistake(
        "addedToRows", "\(shape) at \(indices.shape): one index is needed for each row",
        like: shape)
    }
    let rule = RowScatter(count: count)
    return trace.node(.rowScatter(rule), [self, indices], shape: [count, width])
  }
}
