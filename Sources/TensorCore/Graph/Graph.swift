/// A node: an operation on other nodes.
struct Node: Hashable {
  let operation: Operation
  let inputs: [Int]
  let shape: [Int]
}

/// All nodes of a trace, inputs before those that use them; equal nodes are one node.
struct Graph {
  private(set) var nodes: [Node] = []
  private var places: [Node: Int] = [:]

  subscript(_ place: Int) -> Node { nodes[place] }

  /// The place of a node, which is appended if there is no equal one.
  mutating func place(of node: Node) -> Int {
    if let place = places[node] { return place }
    nodes.append(node)
    places[node] = nodes.count - 1
    return nodes.count - 1
  }

  /// The node whose memory a node shows: itself, unless it is a view.
  func storage(of place: Int) -> Int {
    var place = place
    while case .view = nodes[place].operation { place = nodes[place].inputs[0] }
    return place
  }

  /// Which nodes some others are computed from, themselves included.
  func ancestry(of roots: [Int]) -> [Bool] {
    var isNeeded = Array(repeating: false, count: nodes.count)
    for root in roots { isNeeded[root] = true }
    for place in nodes.indices.reversed() where isNeeded[place] {
      for input in nodes[place].inputs { isNeeded[input] = true }
    }
    return isNeeded
  }
}
