/// A plan in Graphviz's language.
struct PlanPicture {
  private let graph: Graph
  private var lines: [String] = []
  private var drawn: Set<Int> = []

  init(_ plan: Plan, title: String) {
    graph = plan.graph
    lines = [
      "digraph {",
      "  label=\(Self.quoted(title)); labelloc=t; fontname=\"sans-serif\"; ranksep=0.3;",
      "  node [shape=box, style=filled, fillcolor=white, fontname=\"sans-serif\", fontsize=11,",
      "    height=0.3, margin=\"0.08,0.04\"];",
      "  edge [color=gray40, arrowsize=0.6];",
    ]
    for (number, line) in plan.lines.enumerated() {
      switch line.step {
      case .unit(let unit): draw(unit, line, number)
      case .effect(let rule, let places): draw(rule, reading: places, number)
      }
    }
    for (number, output) in plan.outputPlaces.sorted(by: { $0.key < $1.key }).enumerated() {
      let label = Self.quoted(output.key)
      lines.append("  o\(number) [label=\(label), shape=ellipse, style=\"filled,bold\"];")
      drawEdge(from: output.value, to: "o\(number)")
    }
    lines.append("}")
  }

  var text: String { lines.joined(separator: "\n") }

  private mutating func draw(_ unit: Unit, _ line: Plan.Line, _ number: Int) {
    let bytes = Shape.count(line.shape ?? []) * MemoryLayout<Float>.stride
    let place = line.offset.map { " at \($0 * MemoryLayout<Float>.stride)" } ?? ""
    let color = unit.members.count > 1 ? "lightyellow" : "whitesmoke"
    lines.append("  subgraph cluster_\(number) {")
    lines.append("    label=\(Self.quoted("\(number): \(bytes) bytes\(place)")); labeljust=l;")
    lines.append(
      "    style=filled; fillcolor=\(color); color=gray70; fontcolor=gray40; fontsize=9;")
    for member in unit.members {
      drawn.insert(member)
      // What an instruction is called tells which operand of a product is transposed.
      let name = unit.members.count > 1 ? graph[member].operation.rule.name : line.name
      lines.append("    n\(member) [label=\(Self.quoted("\(name)\n\(graph[member].shape)"))];")
    }
    lines.append("  }")
    for member in unit.members {
      for input in graph[member].inputs { drawEdge(from: input, to: "n\(member)") }
    }
  }

  private mutating func draw(_ rule: any EffectRule, reading places: [Int], _ number: Int) {
    let label = Self.quoted(rule.name)
    lines.append(
      "  e\(number) [label=\(label), style=\"filled,dashed\", fillcolor=mistyrose];")
    for place in places { drawEdge(from: place, to: "e\(number)") }
  }

  /// An edge from a value, which is drawn first if no instruction computes it.
  private mutating func drawEdge(from place: Int, to target: String) {
    lines.append("  n\(place) -> \(target);")
    guard drawn.insert(place).inserted else { return }
    let node = graph[place]
    let label = Self.quoted("\(node.operation.rule.name)\n\(node.shape)")
    lines.append("  n\(place) [label=\(label), \(Self.looks(of: node.operation))];")
    for input in node.inputs { drawEdge(from: input, to: "n\(place)") }
  }

  /// How what no instruction computes is drawn.
  private static func looks(of operation: Operation) -> String {
    switch operation {
    case .source(.input), .source(.indices): "shape=ellipse, fillcolor=honeydew2"
    case .source(.parameter): "shape=ellipse, fillcolor=lightblue"
    case .source: "shape=ellipse"
    default: "shape=plaintext, fontsize=9, fontcolor=gray40, height=0.2"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"" + escaped.replacing("\n", with: "\\n") + "\""
  }
}
