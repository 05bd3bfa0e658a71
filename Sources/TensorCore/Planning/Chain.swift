internal import VectorMath

/// The steps of an element-wise cluster, before its memory is known.
struct Chain {
  /// What a step reads or writes.
  enum Slot: Hashable {
    /// The memory of a node.
    case operand(Int, OperandAccess)
    case constant(UInt32)
    case register(Int)
  }
  struct Step {
    let operation: ElementWise
    let operands: [Slot]
    let out: Slot
  }

  private(set) var steps: [Step] = []
  let head: Int

  init(_ cluster: Cluster, of graph: Graph, in clusters: Clusters) {
    head = cluster.head
    var registers = Registers(cluster, of: graph)
    for place in cluster.members {
      let node = graph[place]
      let isBroadcast = !node.isElementWise
      let inputs = isBroadcast ? [place] : node.inputs
      let operands = inputs.map { input in
        Self.slot(of: input, isRepeated: isBroadcast, in: (graph, clusters), head, registers)
      }
      registers.free(after: place)
      let out = place == head ? Slot.operand(head, .each) : registers.take(for: place)
      guard case .elementWise(let operation) = node.operation else {
        steps.append(Step(operation: .copied, operands: operands, out: out))
        continue
      }
      steps.append(Step(operation: operation, operands: operands, out: out))
    }
  }

  private static func slot(
    of input: Int, isRepeated: Bool, in plan: (graph: Graph, clusters: Clusters), _ head: Int,
    _ registers: Registers
  ) -> Slot {
    let graph = plan.graph
    if !isRepeated, plan.clusters.isInside(input, clusterOf: head) {
      return registers.slot(of: input)
    }
    if case .source(.fill(let bits)) = graph[input].operation { return .constant(bits) }
    guard isRepeated || plan.clusters.isUnwritten(input) else {
      return .operand(graph.storage(of: input), .each)
    }
    let source = graph[input].inputs[0]
    guard let access = Broadcast.access(from: graph[source].shape, to: graph[input].shape) else {
      preconditionFailure("only repetitions that chains can read are left unwritten")
    }
    return .operand(graph.storage(of: source), access)
  }

  /// The nodes whose memory is read.
  var reads: [Int] {
    var places: [Int] = []
    for case .operand(let place, _) in steps.flatMap(\.operands) where !places.contains(place) {
      places.append(place)
    }
    return places
  }

  /// The nodes over whose memory the result may be written: read element by element alone.
  func replaceable(for count: Int, in graph: Graph) -> [Int] {
    let operands = steps.flatMap(\.operands)
    return reads.filter { place in
      Shape.count(graph[place].shape) == count
        && operands.allSatisfy {
          guard case .operand(place, let access) = $0 else { return true }
          return access == .each
        }
    }
  }

  /// What the chain does, for plans.
  var name: String { steps.map(\.operation.name).joined(separator: ", ") }
}

/// The blocks of a chain, given to the next node as soon as no later one reads them.
private struct Registers {
  private var lastUse: [Int: Int] = [:]
  private var held: [Int: Int] = [:]
  private var free: [Int] = []
  private var count = 0

  init(_ cluster: Cluster, of graph: Graph) {
    for place in cluster.members {
      for input in graph[place].inputs { lastUse[input] = place }
    }
  }

  func slot(of place: Int) -> Chain.Slot {
    guard let register = held[place] else {
      preconditionFailure("a chain computes its nodes before it reads them")
    }
    return .register(register)
  }

  mutating func free(after place: Int) {
    for (node, register) in held.sorted(by: { $0.key < $1.key }) where lastUse[node] == place {
      free.append(register)
      held[node] = nil
    }
  }

  mutating func take(for place: Int) -> Chain.Slot {
    if free.isEmpty {
      free.append(count)
      count += 1
    }
    let register = free.removeLast()
    held[place] = register
    return .register(register)
  }
}
