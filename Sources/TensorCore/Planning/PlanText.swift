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
  /// A node is an operation with its shape, or an ellipse that is read: an input, a constant or a
  /// parameter.  A frame is what one instruction computes, with the bytes that its result takes and
  /// their place in the arena.  A dashed frame writes parameters.
  public func describeAsGraph() -> String {
    PlanPicture(plan, title: summary).text
  }
}

/// A plan in Graphviz's language.
private struct PlanPicture {
  private let graph: Graph
  private var lines: [String] = []
  private var drawn: Set<Int> = []

  init(_ plan: Plan, title: String) {
    graph = plan.graph
    lines = [
      "digraph {", "  label=\(Self.quoted(title)); labelloc=t; fontname=\"sans-serif\";",
      "  node [shape=box, style=filled, fillcolor=white, fontname=\"sans-serif\"];",
    ]
    for (number, line) in plan.lines.enumerated() {
      switch line.step {
      case .unit(let unit): draw(unit, line, number)
      case .effect(let rule, let places): draw(rule, reading: places, number)
      }
    }
    lines.append("}")
  }

  var text: String { lines.joined(separator: "\n") }

  private mutating func draw(_ unit: Unit, _ line: Plan.Line, _ number: Int) {
    let bytes = Shape.count(line.shape ?? []) * MemoryLayout<Float>.stride
    let place = line.offset.map { " at \($0 * MemoryLayout<Float>.stride)" } ?? ""
    let color = unit.members.count > 1 ? "lightyellow" : "whitesmoke"
    lines.append("  subgraph cluster_\(number) {")
    lines.append("    label=\(Self.quoted("\(number): \(bytes) bytes\(place)"));")
    lines.append("    style=filled; fillcolor=\(color);")
    for member in unit.members {
      drawn.insert(member)
      let label = "\(graph[member].operation.rule.name)\n\(graph[member].shape)"
      lines.append("    n\(member) [label=\(Self.quoted(label))];")
    }
    lines.append("  }")
    for member in unit.members {
      for input in graph[member].inputs { drawEdge(from: input, to: "n\(member)") }
    }
  }

  private mutating func draw(_ rule: any EffectRule, reading places: [Int], _ number: Int) {
    lines.append("  e\(number) [label=\(Self.quoted(rule.name)), style=dashed];")
    for place in places { drawEdge(from: place, to: "e\(number)") }
  }

  /// An edge from a value, which is drawn first if no instruction computes it.
  private mutating func drawEdge(from place: Int, to target: String) {
    lines.append("  n\(place) -> \(target);")
    guard drawn.insert(place).inserted else { return }
    let node = graph[place]
    let label = Self.quoted("\(node.operation.rule.name)\n\(node.shape)")
    let shape = node.inputs.isEmpty ? "ellipse" : "plaintext"
    lines.append("  n\(place) [label=\(label), shape=\(shape)];")
    for input in node.inputs { drawEdge(from: input, to: "n\(place)") }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"" + escaped.replacing("\n", with: "\\n") + "\""
  }
}
