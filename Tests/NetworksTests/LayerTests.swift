import Foundation
import GoldenOperations
import Networks
import TensorCore
import Testing

@Suite struct `Special layers` {
  /// Compares a layer, whose parameters are some of the inputs of a case, with PyTorch.
  private func expectGolden(
    _ name: String, _ parameters: [(Parameter, input: Int)],
    _ build: (_ x: [Int: Tensor], Trace) -> Tensor
  ) throws {
    let golden = try #require(
      Golden.operations("distributions", in: .module).first { $0.name == name })
    for (parameter, input) in parameters { parameter.values = golden.inputs[input].values }
    let program = try Program(name) { trace in
      var x: [Int: Tensor] = [:]
      for (index, input) in golden.inputs.enumerated() {
        x[index] = trace.constant(input.values, shape: input.shape)
      }
      let output = build(x, trace)
      trace.output("output", output)
      let weights = trace.constant(golden.weights.values, shape: golden.weights.shape)
      let loss = (output * weights).sum()
      for (parameter, input) in parameters {
        trace.output("g\(input)", trace.gradients(of: loss, for: [parameter])[0])
      }
    }
    program.run()
    #expect(distance(program.output("output"), golden.output.values) < 2e-6)
    for (_, input) in parameters {
      #expect(distance(program.output("g\(input)"), golden.gradients[input].values) < 5e-6)
    }
  }

  @Test func `normalize rows as PyTorch does`() throws {
    let layer = LayerNorm(width: 7, name: "norm")
    #expect(layer.parameters.map(\.name) == ["norm/weight", "norm/bias"])
    try expectGolden("layerNorm", [(layer.weight, 1), (layer.bias, 2)]) { x, trace in
      layer(x[0] ?? trace.constant(0))
    }
  }

  @Test(arguments: [NoisyLinear.Noise.factorized(), .independent()])
  func `disturb their weights as the paper says`(noise: NoisyLinear.Noise) throws {
    var random = TestGenerator(state: 1)
    let layer = NoisyLinear(inputs: 3, outputs: 4, name: "noisy", noise: noise, using: &random)
    let name = noise == .factorized() ? "noisy factorised" : "noisy independent"
    let places = Array(zip(layer.parameters, 1...4)).map { ($0.0, input: $0.1) }
    try expectGolden(name, places) { x, trace in
      let zero = trace.constant(0)
      let draws = NoisyLinear.Draws(weights: x[5] ?? zero, outputs: x[6] ?? zero)
      return layer(x[0] ?? zero, noise: draws)
    }
  }

  @Test func `are as their means without noise`() throws {
    var random = TestGenerator(state: 2)
    for noise in [NoisyLinear.Noise.factorized(), .independent()] {
      let layer = NoisyLinear(inputs: 3, outputs: 4, name: "noisy", noise: noise, using: &random)
      let program = try Program { trace in
        let x = trace.input("x", shape: [2, 3])
        trace.output("means", layer(x))
        trace.output("noisy", layer(x, noise: layer.draws("noise", in: trace)))
      }
      let x = program.input("x")
      for place in x.indices { x[place] = random.uniform() }
      program.run()
      #expect(Array(program.output("means")) == Array(program.output("noisy")))
      for name in ["noise/weights", "noise/outputs"] {
        program.input(name).update(repeating: 1)
      }
      program.run()
      #expect(Array(program.output("means")) != Array(program.output("noisy")))
    }
  }

  /// ½ / √4 and 0.017; within 1 / √4 and √(3 / 4).
  @Test func `begin with the noise of the paper`() {
    var random = TestGenerator(state: 3)
    let one = NoisyLinear(inputs: 4, outputs: 200, name: "noisy", using: &random)
    let other = NoisyLinear(
      inputs: 4, outputs: 200, name: "noisy", noise: .independent(), using: &random)
    for (layer, deviation, limit) in [(one, Float(0.25), Float(0.5)), (other, 0.017, 0.8661)] {
      #expect(layer.weightDeviation.values.allSatisfy { $0 == deviation })
      #expect(layer.biasDeviation.values.allSatisfy { $0 == deviation })
      let greatest = layer.weight.values.map(abs).max() ?? 0
      #expect(greatest <= limit && greatest > 0.95 * limit)
    }
  }

  @Test func `look rows up, and learn those alone`() throws {
    var random = TestGenerator(state: 4)
    let layer = Embedding(count: 3, width: 2, name: "table", using: &random)
    layer.weight.values = [1, 2, 3, 4, 5, 6]
    let program = try Program { trace in
      let rows = layer(trace.indices("i", shape: [3]))
      trace.output("rows", rows)
      trace.output("g", trace.gradients(of: rows.squared().sum(), for: layer.parameters)[0])
    }
    _ = program.indices("i").update(fromContentsOf: [2, 0, 2])
    program.run()
    #expect(Array(program.output("rows")) == [5, 6, 1, 2, 5, 6])
    #expect(Array(program.output("g")) == [2, 4, 0, 0, 20, 24])
  }

  @Test func `give values whose mean is the state's`() throws {
    var random = TestGenerator(state: 5)
    let head = DuelingHead(
      inputs: 4, hidden: [8], actions: 3, activation: .relu, name: "head", using: &random)
    #expect(head.parameters.count == 8)
    #expect(head.parameters[4].name == "head/advantage/0/weight")
    let program = try Program { trace in
      let x = trace.input("x", shape: [5, 4])
      trace.output("mean", head(x).mean(axis: 1))
      trace.output("value", head.value(x))
    }
    let x = program.input("x")
    for place in x.indices { x[place] = random.uniform() }
    program.run()
    #expect(distance(program.output("mean"), Array(program.output("value"))) < 1e-6)
  }
}
