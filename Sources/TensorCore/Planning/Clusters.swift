/// Nodes that are computed by one instruction.
struct Cluster {
  /// The node whose value is written to memory.
  let head: Int
  /// The element-wise nodes that are computed on the way, the head last; none if the head has a
  /// kernel of its own.
  var members: [Int]
}

/// Which nodes are computed together: an element-wise node whose users all lie in one cluster joins
/// it, and its value is never written to memory.
struct Clusters {
  /// In the order of computation.
  private(set) var all: [Cluster] = []
  /// Constants that something other than an element-wise chain reads.
  private(set) var writtenConstants: [Int] = []
  /// The cluster's head, for element-wise nodes.
  private var heads: [Int: Int] = [:]
  /// Repetitions that chains read from the source.
  private var unwritten: Set<Int> = []

  /// A chain has one slot for each node and at most two more operands than nodes.
  static let longestChain = 31
  private let longestChain: Int

  init(_ graph: Graph, roots: Set<Int>, longestChain: Int = Self.longestChain) {
    self.longestChain = longestChain
    let isNeeded = graph.ancestry(of: Array(roots))
    var users: [Int: [Int]] = [:]
    for (place, node) in graph.nodes.enumerated() where isNeeded[place] {
      for input in node.inputs { users[input, default: []].append(place) }
    }
    var members: [Int: [Int]] = [:]
    for place in graph.nodes.indices.reversed() where isNeeded[place] {
      let users = roots.contains(place) ? nil : users[place]
      add(place, of: graph, usedBy: users, to: &members)
    }
    all = members.keys.sorted().map { Cluster(head: $0, members: members[$0, default: []]) }
    for index in all.indices { all[index].members.sort() }
  }

  /// Whether a node is computed in a cluster other than as its head.
  func isInside(_ place: Int, clusterOf head: Int) -> Bool {
    place != head && heads[place] == head
  }

  /// Whether a repetition is not written, but read from its source.
  func isUnwritten(_ place: Int) -> Bool { unwritten.contains(place) }

  private mutating func add(
    _ place: Int, of graph: Graph, usedBy users: [Int]?, to members: inout [Int: [Int]]
  ) {
    let isUsedByChainsAlone = users?.allSatisfy { graph[$0].isElementWise } ?? false
    switch graph[place].operation {
    case .source(.fill), .source(.values):
      let isRead = !isUsedByChainsAlone
      if isRead || !graph[place].isFill { writtenConstants.append(place) }
    case .source, .view: break
    case .broadcast:
      let source = graph[graph[place].inputs[0]].shape
      if Broadcast.access(from: source, to: graph[place].shape) == nil {
        members[place] = []
      } else if isUsedByChainsAlone {
        unwritten.insert(place)
      } else {
        members[place] = [place]
      }
    case .elementWise:
      let target = isUsedByChainsAlone ? commonHead(of: users ?? []) : nil
      if let target, members[target, default: []].count < longestChain {
        heads[place] = target
        members[target, default: []].append(place)
      } else {
        heads[place] = place
        members[place] = [place]
      }
    default: members[place] = []
    }
  }

  private func commonHead(of users: [Int]) -> Int? {
    guard let head = users.first.flatMap({ heads[$0] }) else { return nil }
    return users.allSatisfy { heads[$0] == head } ? head : nil
  }
}

extension Node {
  var isElementWise: Bool {
    if case .elementWise = operation { true } else { false }
  }
  var isFill: Bool {
    if case .source(.fill) = operation { true } else { false }
  }
}
