import GoldenOperations
import Networks
import TensorCore
import Testing

@Suite struct `An ensemble` {
  /// Three networks of 5 inputs, hidden layers of 32 and 17, and 2 outputs.
  private static func ensemble() -> EnsembleMultilayerPerceptron {
    var random = TestGenerator(state: 6)
    return EnsembleMultilayerPerceptron(
      count: 3, inputs: 5, hidden: [32, 17], outputs: 2, activation: .tanh, name: "many",
      using: &random)
  }

  /// A network of its own with the weights of one member.
  private static func single(
    _ member: Int, of ensemble: EnsembleMultilayerPerceptron
  ) -> MultilayerPerceptron {
    var random = TestGenerator(state: 0)
    let network = MultilayerPerceptron(
      inputs: 5, hidden: [32, 17], outputs: 2, activation: .tanh, name: "one", using: &random)
    for (one, many) in zip(network.parameters, ensemble.parameters) {
      one.values = Array(many.values[member * one.count..<(member + 1) * one.count])
    }
    return network
  }

  /// A loss with another weight for each output, its value and gradients.
  private static func trace(_ trace: Trace, _ output: Tensor, _ parameters: [Parameter]) {
    let weights = trace.constant([0.5, -1.5], shape: [2])
    let loss = (output.squared() * weights).sum()
    trace.output("output", output)
    for (index, gradient) in trace.gradients(of: loss, for: parameters).enumerated() {
      trace.output("g\(index)", gradient)
    }
    trace.output(
      "gx", trace.gradients(of: loss, for: [trace.input("x", shape: [9, 5])])[0])
  }

  @Test func `is as many single networks, to the bit, and so are its gradients`() throws {
    let ensemble = Self.ensemble()
    var random = TestGenerator(state: 8)
    let inputs = (0..<45).map { _ in random.uniform() }
    let together = try Program { trace in
      Self.trace(trace, ensemble(trace.input("x", shape: [9, 5])), ensemble.parameters)
    }
    _ = together.input("x").update(fromContentsOf: inputs)
    together.run()
    var byInputs = [Float](repeating: 0, count: 45)
    for member in 0..<3 {
      let network = Self.single(member, of: ensemble)
      let alone = try Program { trace in
        Self.trace(trace, network(trace.input("x", shape: [9, 5])), network.parameters)
      }
      _ = alone.input("x").update(fromContentsOf: inputs)
      alone.run()
      for name in ["output"] + network.parameters.indices.map({ "g\($0)" }) {
        let one = alone.output(name)
        let part = together.output(name)[member * one.count..<(member + 1) * one.count]
        #expect(Array(part) == Array(one), "\(name) of \(member)")
      }
      byInputs = zip(byInputs, alone.output("gx")).map { $0 + $1 }
    }
    #expect(distance(together.output("gx"), byInputs) < 1e-5)
  }

  @Test func `has the same bits for a row alone and in a batch, and for some members alone`() throws
  {
    let ensemble = Self.ensemble()
    let programs = try [1, 9].map { rows in
      try Program { trace in
        let x = trace.input("x", shape: [rows, 5])
        trace.output("output", ensemble(x))
        trace.output("second", ensemble(x, members: 1..<2))
      }
    }
    var random = TestGenerator(state: 9)
    for place in 0..<45 { programs[1].input("x")[place] = random.uniform() }
    programs[1].run()
    let all = Array(programs[1].output("output"))  // [3, 9, 2]
    #expect(Array(programs[1].output("second")) == Array(all[18..<36]))
    for row in 0..<9 {
      let numbers = programs[1].input("x")[row * 5..<(row + 1) * 5]
      _ = programs[0].input("x").update(fromContentsOf: numbers)
      programs[0].run()
      let expected = (0..<3).flatMap { member in
        let start = (member * 9 + row) * 2
        return all[start..<start + 2]
      }
      #expect(Array(programs[0].output("output")) == expected)
    }
  }

  @Test func `multiplies all members in one product a layer`() throws {
    let ensemble = Self.ensemble()
    let program = try Program { trace in
      trace.output("output", ensemble(trace.input("x", shape: [9, 5])))
    }
    #expect(program.statistics.matrixProducts.map(\.count) == [3, 3, 3])
    #expect(ensemble.parameters.map(\.shape).prefix(2) == [[3, 5, 32], [3, 32]])
    #expect(ensemble.parameters.map(\.name).prefix(2) == ["many/0/weight", "many/0/bias"])
  }

  @Test func `refuses what does not fit`() {
    #expect(throws: TraceError.self) {
      try Program { trace in
        trace.output("y", Self.ensemble()(trace.input("x", shape: [5])))
      }
    }
  }
}
