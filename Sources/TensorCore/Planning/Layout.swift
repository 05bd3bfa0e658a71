/// Where the value of each node lies while a program runs.
struct Layout {
  /// The offset in floats of every node that is written, and of inputs and constants.
  private(set) var offsets: [Int: Int] = [:]
  /// How many floats are needed in all.
  private(set) var size: Int
  /// The floats of all values that live at one time, at most: what no plan in this order can do
  /// without.
  private(set) var greatestLife = 0
  private var life = 0
  private var arena = Arena()
  private let graph: Graph
  private let kept: Set<Int>

  /// Plans memory for units in their order.
  ///
  /// - Parameters:
  ///   - graph: What the units are part of.
  ///   - units: In the order of computation.
  ///   - sources: Inputs and constants, which keep their places.
  ///   - kept: Nodes whose values must still be there when the run ends.
  init(_ graph: Graph, units: [Unit], sources: [Int], kept: Set<Int>) {
    self.graph = graph
    self.kept = kept
    size = 0
    for place in sources {
      offsets[place] = arena.take(Shape.count(graph[place].shape))
      life += Shape.count(graph[place].shape)
    }
    greatestLife = life
    var dying: [[Int]] = Array(repeating: [], count: units.count)
    for (place, last) in Self.lastUses(units) where !kept.contains(place) {
      dying[last].append(place)
    }
    let fixed = Set(sources)
    for (index, unit) in units.enumerated() {
      let dead = dying[index].filter { !fixed.contains($0) && offsets[$0] != nil }.sorted()
      place(unit, over: dead)
    }
    size = arena.size
  }

  private static func lastUses(_ units: [Unit]) -> [Int: Int] {
    var last: [Int: Int] = [:]
    for (index, unit) in units.enumerated() {
      for place in unit.reads { last[place] = index }
    }
    return last
  }

  /// Finds memory for a unit's result, over that of a dying operand if it may lie there.
  private mutating func place(_ unit: Unit, over dead: [Int]) {
    let count = Shape.count(graph[unit.head].shape)
    let replaced = dead.first { unit.replaceable.contains($0) }
    if let replaced, let offset = offsets[replaced] {
      offsets[unit.head] = offset
    } else {
      offsets[unit.head] = arena.take(count)
      life += count
    }
    greatestLife = max(greatestLife, life)
    for place in dead where place != replaced {
      if let offset = offsets[place] { arena.give(offset, Shape.count(graph[place].shape)) }
      life -= Shape.count(graph[place].shape)
    }
  }
}

/// One instruction before its memory is known.
struct Unit {
  let head: Int
  /// The nodes that are computed, the head last.
  let members: [Int]
  /// The nodes whose memory is read.
  let reads: [Int]
  /// Those of them over which the result may be written.
  let replaceable: [Int]
  /// The steps of an element-wise cluster; nothing if the head has a kernel.
  let chain: Chain?

  init(_ cluster: Cluster, of graph: Graph, in clusters: Clusters) {
    head = cluster.head
    members = cluster.members.isEmpty ? [cluster.head] : cluster.members
    guard !cluster.members.isEmpty else {
      chain = nil
      reads = graph[head].inputs.map { graph.storage(of: $0) }
      replaceable = []
      return
    }
    let chain = Chain(cluster, of: graph, in: clusters)
    self.chain = chain
    reads = chain.reads
    replaceable = chain.replaceable(for: Shape.count(graph[head].shape), in: graph)
  }
}
