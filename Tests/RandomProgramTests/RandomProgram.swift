@testable import TensorCore

/// A random program with its gradients and what it does to parameters.
struct RandomProgram {
  let program: Program
  let trace: Trace
  let grown: RandomTrace
  let loss: Tensor
  /// What the gradients of the loss are taken by.
  let requested: [Tensor]
  let update: RandomUpdate?

  /// Draws a program; the settings say how it is run.
  init(seed: UInt64) throws {
    var parts: (RandomTrace, Tensor, [Tensor], RandomUpdate?)?
    program = try Program("random program \(seed)") { trace in
      var grown = RandomTrace(trace, TestGenerator(state: seed))
      for _ in 0..<grown.random.among(2...24) { grown.grow() }
      let loss = Self.loss(&grown)
      let requested = Self.chosen(&grown)
      let gradients = trace.gradients(of: loss, for: requested)
      for (index, gradient) in gradients.enumerated() {
        trace.output("gradient \(index)", gradient)
      }
      for (index, tensor) in grown.pool.suffix(3).enumerated() {
        trace.output("result \(index)", tensor)
      }
      trace.output("loss", loss)
      parts = (grown, loss, requested, RandomUpdate(&grown, minimizing: loss))
    }
    guard let (grown, loss, requested, update) = parts else {
      preconditionFailure("a program traces its body once")
    }
    (self.grown, self.loss, self.requested, self.update) = (grown, loss, requested, update)
    trace = grown.trace
    for (name, values) in grown.inputs { _ = program.input(name).update(fromContentsOf: values) }
    for (name, values) in grown.indices {
      _ = program.indices(name).update(fromContentsOf: values)
    }
  }

  /// A mean over several results.
  private static func loss(_ grown: inout RandomTrace) -> Tensor {
    var loss = grown.any().mean()
    for tensor in grown.pool.suffix(3) {
      loss = loss + grown.random.number() * (tensor * grown.numbers(1)[0]).tanh().mean()
    }
    return loss
  }

  private static func chosen(_ grown: inout RandomTrace) -> [Tensor] {
    Array(grown.leaves.shuffled(using: &grown.random).prefix(3))
  }

  /// All that it computes: outputs, and parameters by name.
  func replayed() -> [String: [Double]] {
    program.run()
    var results: [String: [Double]] = [:]
    for (name, _) in trace.outputs { results[name] = program.output(name).map(Double.init) }
    for parameter in trace.parameters.values {
      results[parameter.name] = parameter.values.map(Double.init)
    }
    return results
  }

  /// The parameters as they are, which a reference begins with.
  var sources: ReferenceInterpreter.Sources {
    var sources = ReferenceInterpreter.Sources()
    for (name, values) in grown.inputs { sources.inputs[name] = values.map(Double.init) }
    for (name, values) in grown.indices { sources.inputs[name] = values.map(Double.init) }
    for (key, parameter) in trace.parameters {
      sources.parameters[key] = parameter.values.map(Double.init)
    }
    return sources
  }
}

/// What a random program does to parameters at its end.
struct RandomUpdate {
  let parameters: [Parameter]
  let gradients: [Tensor]
  let clippingNorm: Float?
  let clippingValue: Float?
  /// One for each parameter.
  let optimizers: [ReferenceOptimizer]
  let assigned: (parameter: Parameter, tensor: Tensor)
  let target: Parameter
  let fraction: Float

  /// Adds an update to a trace; nothing if there is nothing to move.
  init?(_ grown: inout RandomTrace, minimizing loss: Tensor) {
    guard let first = grown.parameters.first else { return nil }
    let trace = grown.trace
    parameters = Array(grown.parameters.shuffled(using: &grown.random).prefix(3))
    gradients = trace.gradients(of: loss, for: parameters)
    clippingNorm = grown.random.among([nil, 0.05, 10])
    clippingValue = grown.random.among([nil, nil, 0.01])
    let (optimizer, rule) = Self.optimizer(&grown.random)
    optimizers = parameters.map {
      ReferenceOptimizer(rule, rate: optimizer.learningRate, count: $0.count)
    }
    let norm = trace.minimize(
      loss, over: parameters, with: optimizer, clippingNorm: clippingNorm,
      clippingValue: clippingValue)
    trace.output("norm", norm)
    let tensor = grown.any()
    let memory = Parameter(
      "memory", shape: tensor.shape, values: Array(repeating: 0.25, count: tensor.count))
    trace.output("remembered", trace.parameter(memory))
    trace.assign(tensor, to: memory)
    assigned = (memory, tensor)
    target = Parameter(
      "target", shape: first.shape, values: Array(repeating: 0.5, count: first.count))
    fraction = grown.random.among([0.25, 1])
    trace.output("target value", trace.parameter(target))
    trace.approach([target], to: [first], by: fraction)
    source = first
  }

  /// What the target approaches.
  let source: Parameter

  private static func optimizer(
    _ random: inout TestGenerator
  ) -> (any Optimizer, ReferenceOptimizer.Rule) {
    let (rate, isTrue): (Float, Bool) = (0.03125, random.isTrue(oneIn: 2))
    let momentum: Float = random.among([0, 0.5])
    switch random.below(3) {
    case 0:
      return (
        SGD(learningRate: rate, momentum: momentum, isNesterov: isTrue),
        .descent(momentum: momentum, isNesterov: isTrue)
      )
    case 1:
      return (
        RMSProp(
          learningRate: rate, decay: 0.75, epsilon: 0.125, momentum: momentum, isCentered: isTrue),
        .rmsProp(decay: 0.75, epsilon: 0.125, momentum: momentum, isCentered: isTrue)
      )
    default:
      let decay: Float = random.among([0, 0.125])
      return (
        Adam(
          learningRate: rate, beta1: 0.75, beta2: 0.875, epsilon: 0.125, weightDecay: decay,
          isMaximal: isTrue),
        .adam(beta1: 0.75, beta2: 0.875, epsilon: 0.125, weightDecay: decay, isMaximal: isTrue)
      )
    }
  }
}
