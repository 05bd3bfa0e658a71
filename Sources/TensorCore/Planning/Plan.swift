/// A trace turned into instructions over one block of memory.
struct Plan {
  /// One line of the plan: an instruction, or its pieces for the members of a team.
  struct Line {
    let instructions: [Instruction]
    let step: Step
    let shape: [Int]?
    let offset: Int?
    let product: ProgramStatistics.Product?
    let work: Work

    var name: String { instructions[0].name }
  }

  /// What a line does.
  enum Step {
    case unit(Unit)
    case effect(any EffectRule, reading: [Int])
  }

  let memory: UnsafeMutablePointer<Float>
  let graph: Graph
  let layout: Layout
  let lines: [Line]
  let inputs: [String: Region]
  let outputs: [String: Region]
  /// The nodes that they are.
  let outputPlaces: [String: Int]
  /// Everything whose memory the instructions point into.
  private let owners: [AnyObject]

  /// A piece of the memory.
  struct Region {
    let start: UnsafeMutablePointer<Float>
    let count: Int
    let shape: [Int]
    let holdsIndices: Bool
  }

  /// Whoever programs read or write, each once.
  let parameters: [Parameter]
  /// What is looked at when numbers are.
  let check: NumberCheck?

  init(_ trace: Trace, _ settings: ProgramSettings) throws(TraceError) {
    let results = Results(trace)
    if let error = trace.error { throw error }
    let graph = trace.graph
    let clusters = Clusters(
      graph, roots: Set(results.outputs.values).union(results.read),
      longestChain: settings.numbers == nil ? Clusters.longestChain : 1)
    let units = clusters.all.map { Unit($0, of: graph, in: clusters) }
    let sources = trace.inputs.compactMap(\.tensor.place) + clusters.writtenConstants.sorted()
    let layout = Layout(
      graph, units: units, sources: sources, kept: Set(results.kept.map { graph.storage(of: $0) }))
    let memory = AlignedMemory.allocate(floats: layout.size)
    let locations = Locations(graph, layout: layout, memory: memory, trace.parameters)
    self.memory = memory
    self.graph = graph
    self.layout = layout
    locations.writeConstants(clusters.writtenConstants, trace.constants)
    lines =
      units.map { Self.line($0, graph, locations, settings.sharing) }
      + results.effects.map { Self.line($0, reading: $1, locations, settings.sharing) }
    inputs = Dictionary(
      uniqueKeysWithValues: trace.inputs.compactMap { source, tensor in
        guard let name = source.inputName, let place = tensor.place else { return nil }
        return (name, locations.region(place, holdsIndices: tensor.holdsIndices))
      })
    outputPlaces = results.outputs
    outputs = results.outputs.mapValues { place in
      locations.region(place, holdsIndices: trace.tensor(at: place).holdsIndices)
    }
    var known: Set<ObjectIdentifier> = []
    parameters =
      (trace.parameters.values.sorted { $0.name < $1.name }
      + trace.effects.flatMap(\.rule.parameters))
      .filter { known.insert(ObjectIdentifier($0)).inserted }
    owners = trace.effects.flatMap(\.rule.owners)
    check = settings.numbers.map { watch in
      NumberCheck(watch, trace, units, results.effects.map(\.0)) { locations.operand($0).floats }
    }
  }

  private static func line(
    _ unit: Unit, _ graph: Graph, _ locations: Locations, _ sharing: Sharing?
  ) -> Line {
    let node = graph[unit.head]
    let output = locations.operand(unit.head)
    let instructions: [Instruction]
    if let chain = unit.chain {
      func memory(_ place: Int) -> UnsafeMutablePointer<Float> { locations.operand(place).floats }
      instructions =
        sharing.flatMap { chain.parts(count: output.count, sharing: $0, memory: memory) }
        ?? [chain.instruction(count: output.count, memory: memory)]
    } else {
      guard let rule = node.operation.rule as? any KernelRule else {
        preconditionFailure("what is neither a source, a view nor element-wise has a kernel")
      }
      let call = KernelCall(
        inputs: node.inputs.map { locations.operand($0) }, output: output)
      instructions =
        sharing.flatMap { rule.parts(call, sharing: $0) } ?? [rule.instruction(call)]
    }
    return Line(
      instructions: instructions, step: .unit(unit), shape: node.shape,
      offset: locations.offset(of: unit.head),
      product: ProgramStatistics.Product(node, in: graph), work: Work(unit, in: graph))
  }

  private static func line(
    _ effect: Effect, reading places: [Int], _ locations: Locations, _ sharing: Sharing?
  ) -> Line {
    let operands = places.map { locations.operand($0) }
    let parts = sharing.flatMap { effect.rule.parts(reading: operands, sharing: $0) }
    return Line(
      instructions: parts ?? [effect.rule.instruction(reading: operands)],
      step: .effect(effect.rule, reading: places), shape: nil, offset: nil, product: nil,
      work: Work(effect.rule, reading: operands))
  }
}

/// What a trace is to bring about, as nodes.
private struct Results {
  var outputs: [String: Int] = [:]
  var effects: [(Effect, [Int])] = []
  var read: Set<Int> = []
  /// What must still be there after the last node is computed.
  var kept: Set<Int> { read.union(outputs.values) }

  init(_ trace: Trace) {
    for (name, tensor) in trace.outputs { outputs[name] = Self.settled(tensor, in: trace) }
    for phase in [Effect.Phase.updates, .approaches] {
      for effect in trace.effects where effect.phase == phase {
        let places = effect.tensors.compactMap { Self.settled($0, in: trace) }
        effects.append((effect, places))
        read.formUnion(places)
      }
    }
  }

  /// A node with memory of its own: a parameter or an input may be written before it is read.
  private static func settled(_ tensor: Tensor, in trace: Trace) -> Int? {
    guard let place = tensor.place else { return nil }
    guard case .source = trace.graph[trace.graph.storage(of: place)].operation else { return place }
    if tensor.holdsIndices {
      trace.note(TraceError("output", "indices \(tensor.shape) are an input, not a result"))
    }
    return tensor.copied().place
  }
}

/// Nodes found in memory.
private struct Locations {
  private let graph: Graph
  private let layout: Layout
  private let memory: UnsafeMutablePointer<Float>
  private let parameters: [ParameterKey: Parameter]

  init(
    _ graph: Graph, layout: Layout, memory: UnsafeMutablePointer<Float>,
    _ parameters: [ParameterKey: Parameter]
  ) {
    self.graph = graph
    self.layout = layout
    self.memory = memory
    self.parameters = parameters
  }

  func offset(of place: Int) -> Int? { layout.offsets[graph.storage(of: place)] }

  func operand(_ place: Int) -> Operand {
    let storage = graph.storage(of: place)
    if case .source(.parameter(let key)) = graph[storage].operation,
      let start = parameters[key]?.buffer.baseAddress
    {
      return Operand(floats: start, shape: graph[place].shape)
    }
    guard let offset = layout.offsets[storage] else {
      preconditionFailure("every node that is read has been given a place")
    }
    return Operand(floats: memory + offset, shape: graph[place].shape)
  }

  func region(_ place: Int, holdsIndices: Bool) -> Plan.Region {
    let operand = operand(place)
    return Plan.Region(
      start: operand.floats, count: operand.count, shape: operand.shape,
      holdsIndices: holdsIndices)
  }

  func writeConstants(_ places: [Int], _ constants: [[Float]]) {
    for place in places {
      let target = operand(place)
      switch graph[place].operation {
      case .source(.fill(let bits)):
        target.floats.update(repeating: Float(bitPattern: bits), count: target.count)
      case .source(.values(let index)):
        for (element, value) in constants[index].enumerated() { target.floats[element] = value }
      default: preconditionFailure("only constants are written beforehand")
      }
    }
  }
}
