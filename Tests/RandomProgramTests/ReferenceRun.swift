@testable import TensorCore

/// Runs of a random program by the reference.
struct ReferenceRun {
  private let program: RandomProgram
  private var interpreter: ReferenceInterpreter
  private var sources: ReferenceInterpreter.Sources
  private var optimizers: [ReferenceOptimizer]

  /// Begins where the program's parameters are.
  init(_ program: RandomProgram, disturbance: UInt64? = nil) {
    self.program = program
    interpreter = ReferenceInterpreter(program.trace)
    interpreter.disturbance = disturbance
    sources = program.sources
    optimizers = program.update?.optimizers ?? []
  }

  /// All that the program computes in the next run.
  mutating func replayed() -> [String: [Double]] {
    let values = interpreter.values(sources)
    var results: [String: [Double]] = [:]
    for (name, tensor) in program.trace.outputs {
      if let place = tensor.place { results[name] = values[place] }
    }
    move(values)
    for (key, values) in sources.parameters {
      let rounded = interpreter.disturbed(values, key.name.utf8.count)
      sources.parameters[key] = rounded
      results[key.name] = rounded
    }
    return results
  }

  private mutating func move(_ values: [[Double]]) {
    guard let update = program.update else { return }
    func value(_ tensor: Tensor) -> [Double] { tensor.place.map { values[$0] } ?? [] }
    let limit = update.clippingValue.map(Double.init) ?? .infinity
    let gradients = update.gradients.map { value($0).map { min(max($0, -limit), limit) } }
    let norm = gradients.joined().reduce(0) { $0 + $1 * $1 }.squareRoot()
    let scale = update.clippingNorm.map { min(1, Double($0) / (norm + 1e-6)) } ?? 1
    for (index, parameter) in update.parameters.enumerated() {
      let key = ParameterKey(parameter)
      let gradient = gradients[index].map { $0 * scale }
      sources.parameters[key] = optimizers[index].moved(
        sources.parameters[key] ?? [], along: gradient)
    }
    sources.parameters[ParameterKey(update.assigned.parameter)] = value(update.assigned.tensor)
    let target = ParameterKey(update.target)
    let before = sources.parameters[target] ?? []
    let distances = zip(sources.parameters[ParameterKey(update.source)] ?? [], before).map {
      Double(update.fraction) * ($0 - $1)
    }
    // Where a target comes to lie near zero, the rounding of the way there is what counts.
    sources.parameters[target] = zip(before, interpreter.disturbed(distances, 0)).map { $0 + $1 }
  }

  /// How much the loss changes along a random direction of what gradients are taken by: by the
  /// gradients, and by differences to both sides.
  func slopes() -> (gradient: Double, forward: Double, backward: Double) {
    guard let loss = program.loss.place else { return (0, .nan, .nan) }
    let values = interpreter.values(sources)
    var fixed = interpreter
    for (place, node) in interpreter.graph.nodes.enumerated() {
      if case .view(.detached) = node.operation { fixed.frozen[place] = values[place] }
    }
    var random = TestGenerator(state: UInt64(loss))
    var (above, below) = (sources, sources)
    var slope = 0.0
    let step = 1e-6
    for (index, tensor) in program.requested.enumerated() {
      let direction = (0..<tensor.count).map { _ in Double(random.number()) }
      let output = program.trace.outputs.first { $0.name == "gradient \(index)" }?.tensor.place
      let gradient = output.map { values[$0] } ?? []
      slope += zip(direction, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      above.move(tensor, by: direction.map { $0 * step })
      below.move(tensor, by: direction.map { -$0 * step })
    }
    let greater = fixed.values(upTo: loss, above)[loss][0]
    let lesser = fixed.values(upTo: loss, below)[loss][0]
    let middle = values[loss][0]
    return (slope, (greater - middle) / step, (middle - lesser) / step)
  }
}

extension ReferenceInterpreter.Sources {
  /// Moves an input or a parameter.
  fileprivate mutating func move(_ tensor: Tensor, by distances: [Double]) {
    switch tensor.operation {
    case .source(.input(let name)):
      inputs[name] = zip(inputs[name] ?? [], distances).map { $0 + $1 }
    case .source(.parameter(let key)):
      parameters[key] = zip(parameters[key] ?? [], distances).map { $0 + $1 }
    default: break
    }
  }
}
