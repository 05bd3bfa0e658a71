extension Program {
  /// The plan, one instruction a line: what it does, the shape of its result and where that lies.
  public func describe() -> String {
    let lines = plan.lines.enumerated().map { number, line in
      let result = line.shape.map { " -> \($0)" } ?? ""
      let place = line.offset.map { " @\($0 * MemoryLayout<Float>.stride)" } ?? ""
      let product = line.product.map { " \($0)" } ?? ""
      let parts = line.instructions.count == 1 ? "" : " (\(line.instructions.count) threads)"
      return "\(number)  \(line.name)\(product)\(result)\(place)\(parts)"
    }
    return ([summary] + lines).joined(separator: "\n")
  }

  private var summary: String {
    "\(name): \(statistics.instructionCount) instructions, \(statistics.arenaBytes) bytes; "
      + "\(statistics.operationCount) operations, "
      + "\(statistics.floatingPointOperations) floating-point operations and "
      + "\(statistics.bytesMoved) bytes moved in a run"
  }

  /// The plan as a picture in Graphviz's language: `dot -Tsvg` draws it.
  ///
  /// A box is an operation with its shape; an ellipse is an input (green), a parameter (blue) or a
  /// constant, and a bold one an output.  A frame is what one instruction computes, with the bytes
  /// that its result takes and their place in the arena, and is yellow where several operations are
  /// computed together; without a frame an operation only sees the same numbers in another shape.
  /// A dashed box writes parameters.
  public func describeAsGraph() -> String {
    PlanPicture(plan, title: summary).text
  }
}
